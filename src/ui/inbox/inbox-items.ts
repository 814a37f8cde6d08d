/** What waits for a decision of this person: gathered anew from the workspace, nothing of it is stored here. */
import type { RowId } from '#kernel/ids.ts';
import type { CellValue } from '#schema/column.ts';
import { labelIn } from '#text/text.ts';
import { showValue, type ShownIn } from '#ui/state/show-value.ts';
import type { HeadValue, Workspace } from '#workspace/workspace.ts';

export interface Conflict {
  readonly table: string;
  readonly row: RowId;
  readonly column: string;
  /** Newest last: the last one is shown in the grid until somebody decides. */
  readonly heads: readonly HeadValue[];
}

export interface Contested {
  readonly table: string;
  readonly row: RowId;
  readonly counts: Readonly<Record<string, CellValue>>;
  readonly others: readonly { readonly by: string; readonly values: Readonly<Record<string, CellValue>> }[];
}

export function conflictsIn(workspace: Workspace): readonly Conflict[] {
  const found: Conflict[] = [];
  for (const table of workspace.schema.tables.keys())
    for (const [row, columns] of workspace.tables.conflicts(table))
      for (const column of columns) found.push({ table, row, column, heads: workspace.heads(table, row, column) });
  return found;
}

export function contestedIn(workspace: Workspace): readonly Contested[] {
  const found: Contested[] = [];
  for (const { id: table, columns } of workspace.schema.tables.values()) {
    const names = Object.keys(columns);
    const valuesOf = (row: readonly CellValue[]): Record<string, CellValue> =>
      Object.fromEntries(names.map((name, i): [string, CellValue] => [name, row[i + 1] ?? null]));
    for (const [row, [first, ...others]] of workspace.tables.contested(table))
      if (first)
        found.push({
          table,
          row,
          counts: valuesOf(first.row),
          others: others.map((birth) => ({ by: birth.commit.by, values: valuesOf(birth.row) }))
        });
  }
  return found;
}

/** `商品 F100245 · 数量 3`: the filled cells of a row in a line. */
export function listValues(shown: ShownIn, table: string, values: Readonly<Record<string, CellValue>>): string {
  const columns = shown.workspace.schema.tables.get(table)?.columns ?? {};
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      const column = columns[name];
      return `${column ? labelIn(shown.language, column.label) : name} ${showValue(shown, column, value)}`;
    })
    .join(' · ');
}
