/** Where a page's rows come from: the living ones of its table, or, in the bin, the deleted ones. */
import type { Workspace } from '#workspace/workspace.ts';
import type { RowsToShow } from './grid-rows.ts';

export function rowSource(workspace: Workspace, table: string, which: () => 'living' | 'deleted'): RowsToShow {
  const { tables } = workspace;
  return {
    all: () => (which() === 'deleted' ? tables.deletedRows(table) : tables.rows(table)),
    row: (id) => (tables.isDeleted(table, id) === (which() === 'deleted') ? tables.row(table, id) : undefined)
  };
}
