/** Which rows of a page a change touches: their own cells, and cells of group rows that are shown in them. */
import type { RowId } from '#kernel/ids.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { RowsChanged } from '#workspace/workspace.ts';

export interface ShownTable {
  readonly table: string;
  readonly columns: readonly ShownColumn[];
}

export function changedRows({ tables }: RowsChanged, { table, columns }: ShownTable): ReadonlySet<RowId> {
  const rows = new Set(tables.get(table));
  for (const { alertOn } of columns)
    if (alertOn.scope !== 'row')
      for (const id of tables.get(alertOn.table) ?? []) rows.add(id.slice(0, id.indexOf('|')));
  return rows;
}

/** Cells of any row may show another one's name: by it, a change elsewhere reaches all of them. */
export function changesNames({ tables }: RowsChanged, { columns }: ShownTable): boolean {
  return columns.some(({ stored }) => stored?.table !== undefined && tables.has(stored.table));
}
