/** What the status bar says about the selected cells: how many, and sum, average and bounds of the numbers among them. */
import type { RowId } from '#kernel/ids.ts';
import type { RowArray } from '#schema/table.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import { isNumeric } from './cell-text.ts';
import type { SelectedRange } from './grid-port.ts';
import { withoutHeads } from './row-groups.ts';

export interface SelectionStatistics {
  readonly cells: number;
  /** Null where no number is selected or amounts and pieces are mixed. */
  readonly numbers: NumberStatistics | null;
}

/** In the unit of the cells. */
export interface NumberStatistics {
  readonly kind: ShownColumn['kind'];
  readonly count: number;
  readonly sum: number;
  readonly smallest: number;
  readonly largest: number;
}

export const NO_SELECTION: SelectionStatistics = { cells: 0, numbers: null };

export interface SelectionSetup {
  readonly ranges: readonly SelectedRange[];
  readonly columns: readonly ShownColumn[];
  readonly rows: readonly RowArray[];
  readonly shop: string;
}

export function summarizeSelection({ ranges, columns, rows, shop }: SelectionSetup): SelectionStatistics {
  let cells = 0;
  let count = 0;
  let sum = 0;
  let smallest = Infinity;
  let largest = -Infinity;
  const kinds = new Set<ShownColumn['kind']>();
  for (const range of ranges) {
    const inside = withoutHeads(rows.slice(range.fromRow, range.toRow + 1));
    cells += inside.length * (range.toColumn - range.fromColumn + 1);
    for (const column of columns.slice(range.fromColumn, range.toColumn + 1)) {
      if (!isNumeric(column) || column.kind === 'diopter') continue;
      kinds.add(column.kind);
      for (const row of inside) {
        const value = column.read(row, shop);
        if (typeof value !== 'number') continue;
        count += 1;
        sum += value;
        smallest = Math.min(smallest, value);
        largest = Math.max(largest, value);
      }
    }
  }
  const [kind] = kinds;
  const isOneKind = kinds.size === 1 && kind !== undefined && count > 0;
  return { cells, numbers: isOneKind ? { kind, count, sum, smallest, largest } : null };
}

/** The rows that any of the ranges touches. */
export function rowsIn(ranges: readonly SelectedRange[], rows: readonly RowArray[]): RowId[] {
  const ids = new Set<RowId>();
  for (const { fromRow, toRow } of ranges)
    for (const row of withoutHeads(rows.slice(fromRow, toRow + 1))) ids.add(row[0]);
  return [...ids];
}
