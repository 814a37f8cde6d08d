/** Ctrl+D and Ctrl+R: the first row or column of a selection into the rest of it; a single cell takes its neighbour's. */
import type { RowArray } from '#schema/table.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { SelectedRange } from './grid-port.ts';
import { isGroupHead, withoutHeads } from './row-groups.ts';
import type { TypedCell } from './typed-cells.ts';

export interface FillSetup {
  readonly ranges: readonly SelectedRange[];
  readonly rows: readonly RowArray[];
  readonly columns: readonly ShownColumn[];
  readonly textOf: (column: ShownColumn, row: RowArray) => string;
}

export function fillDown({ ranges, rows, columns, textOf }: FillSetup): TypedCell[] {
  const cells: TypedCell[] = [];
  for (const { fromRow, toRow, fromColumn, toColumn } of ranges) {
    const inside = withoutHeads(rows.slice(fromRow, toRow + 1));
    const source = fromRow === toRow ? rows[fromRow - 1] : inside[0];
    if (!source || isGroupHead(source[0])) continue;
    for (const column of columns.slice(fromColumn, toColumn + 1)) {
      if (!column.stored) continue;
      const text = textOf(column, source);
      for (const row of inside) if (row !== source) cells.push({ row: row[0], column: column.path, text });
    }
  }
  return cells;
}

export function fillRight({ ranges, rows, columns, textOf }: FillSetup): TypedCell[] {
  const cells: TypedCell[] = [];
  for (const { fromRow, toRow, fromColumn, toColumn } of ranges) {
    const source = columns[fromColumn === toColumn ? fromColumn - 1 : fromColumn];
    if (!source) continue;
    for (const row of withoutHeads(rows.slice(fromRow, toRow + 1))) {
      const text = textOf(source, row);
      for (const column of columns.slice(fromColumn, toColumn + 1))
        if (column !== source && column.stored) cells.push({ row: row[0], column: column.path, text });
    }
  }
  return cells;
}
