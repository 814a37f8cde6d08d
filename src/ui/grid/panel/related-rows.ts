/** What a row has to do with others: which rows of which tables name it, and which rows it names. */
import type { RowId } from '#kernel/ids.ts';
import type { Label } from '#schema/column.ts';
import type { Table } from '#schema/table.ts';
import { pathOfRow, pathOfRowsNaming } from '#ui/state/row-path.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface NamedByRows {
  readonly key: string;
  readonly table: Label;
  readonly column: Label;
  readonly count: number;
  readonly path: string | null;
}

export interface NamedRow {
  readonly column: Label;
  readonly table: string;
  readonly row: RowId;
  readonly path: string | null;
}

/** Tables in the order they are declared; those without such a row are left out. */
export function rowsNaming(workspace: Workspace, table: string, row: RowId): readonly NamedByRows[] {
  const { schema, tables } = workspace;
  return [...schema.tables.values()].flatMap((other) =>
    Object.entries(other.columns).flatMap(([name, column]) => {
      if (column.kind !== 'reference' || column.table !== table) return [];
      const count = tables.find(other.id, name, row).length;
      if (count === 0) return [];
      const path = pathOfRowsNaming(schema, other.id, [{ column: name, row }]);
      return [{ key: `${other.id}.${name}`, table: other.label, column: column.label, count, path }];
    })
  );
}

export function rowsNamedBy(workspace: Workspace, table: Table, row: RowId): readonly NamedRow[] {
  const values = workspace.tables.values(table.id, row) ?? {};
  return Object.entries(table.columns).flatMap(([name, column]) => {
    const named = values[name];
    if (column.kind !== 'reference' || !column.table || typeof named !== 'string' || named === '') return [];
    const path = pathOfRow(workspace.schema, column.table, named);
    return [{ column: column.label, table: column.table, row: named, path }];
  });
}
