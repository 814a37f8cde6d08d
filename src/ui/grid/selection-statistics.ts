/** What the status bar says about the selected cells: how many, and the sum of the numbers among them. */
import type { RowId } from '#kernel/ids.ts';
import type { RowArray } from '#schema/table.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import { isNumeric } from './cell-text.ts';
import type { SelectedRange } from './grid-port.ts';

export interface SelectionStatistics {
  readonly cells: number;
  /** In the unit of the cells; null where no number is selected or amounts and pieces are mixed. */
  readonly sum: number | null;
  readonly kind: ShownColumn['kind'] | null;
}

export const NO_SELECTION: SelectionStatistics = { cells: 0, sum: null, kind: null };

export interface SelectionSetup {
  readonly ranges: readonly SelectedRange[];
  readonly columns: readonly ShownColumn[];
  readonly rows: readonly RowArray[];
  readonly shop: string;
}

export function summarizeSelection({ ranges, columns, rows, shop }: SelectionSetup): SelectionStatistics {
  let cells = 0;
  let sum = 0;
  const kinds = new Set<ShownColumn['kind']>();
  for (const range of ranges) {
    const height = Math.min(range.toRow, rows.length - 1) - range.fromRow + 1;
    cells += Math.max(0, height) * (range.toColumn - range.fromColumn + 1);
    for (const column of columns.slice(range.fromColumn, range.toColumn + 1)) {
      if (!isNumeric(column) || column.kind === 'diopter') continue;
      kinds.add(column.kind);
      for (const row of rows.slice(range.fromRow, range.toRow + 1)) {
        const value = column.read(row, shop);
        if (typeof value === 'number') sum += value;
      }
    }
  }
  const [kind] = kinds;
  return kinds.size === 1 && kind ? { cells, sum, kind } : { cells, sum: null, kind: null };
}

/** The rows that any of the ranges touches. */
export function rowsIn(ranges: readonly SelectedRange[], rows: readonly RowArray[]): RowId[] {
  const ids = new Set<RowId>();
  for (const { fromRow, toRow } of ranges) for (const row of rows.slice(fromRow, toRow + 1)) ids.add(row[0]);
  return [...ids];
}
