/** What leaves the house: the rows and columns on screen, or every living row of the page with all its columns. */
import type { CellValue } from '#schema/column.ts';
import type { RowArray } from '#schema/table.ts';
import { cellText } from '#ui/grid/cell-text.ts';
import { GridRows } from '#ui/grid/grid-rows.ts';
import type { GridState } from '#ui/grid/grid-state.svelte.ts';
import { contextOf, viewOf } from '#ui/grid/page-view.ts';
import { NO_CONDITIONS } from '#ui/grid/row-filter.ts';
import { rowSource } from '#ui/grid/row-source.ts';
import type { ShownColumn } from '#workspace/column-path.ts';

export type ExportScope = 'shown' | 'everything';

export interface ChosenRows {
  readonly columns: readonly ShownColumn[];
  /** In the order of the screen or, for everything, in the order the page opens with. */
  readonly rows: readonly RowArray[];
}

/** The rows as they are now: what changes while they are written changes nothing about which ones they are. */
export function chooseRows(grid: GridState, scope: ExportScope): ChosenRows {
  if (scope === 'shown') return { columns: grid.columns, rows: [...grid.rows.kept] };
  const columns = grid.allColumns;
  const view = viewOf({ groups: [], sorts: [], conditions: NO_CONDITIONS, search: '', alerted: null }, contextOf(grid));
  return { columns, rows: new GridRows(livingRows(grid), view).shown };
}

export function countChosen(grid: GridState, scope: ExportScope): number {
  if (scope === 'shown') return grid.rows.kept.length;
  if (!grid.showsDeleted) return grid.rows.total;
  let count = 0;
  for (const _ of livingRows(grid).all()) count++;
  return count;
}

/** Numbers stay numbers, in the unit they are kept in; everything else is said as the grid says it. */
export function valuesToExport(grid: GridState, columns: readonly ShownColumn[], row: RowArray): CellValue[] {
  const context = { language: grid.app.language, names: grid.names };
  return columns.map((column) => {
    const value = column.read(row, grid.app.shop);
    return typeof value === 'number' ? value : cellText(column, value, context) || null;
  });
}

function livingRows({ app, table }: GridState): ReturnType<typeof rowSource> {
  return rowSource(app.workspace, table.id, () => 'living');
}
