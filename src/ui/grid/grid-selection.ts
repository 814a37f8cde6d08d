/** What is selected in Handsontable, as the page speaks of it: blocks of rows and columns, headings counted as the first. */
import type Handsontable from 'handsontable/base';
import type { GridEvents, SelectedRange } from './grid-port.ts';
import type { BlockPlace } from './pasted-block.ts';
import type { BlockSize } from './series.ts';

type CellRange = NonNullable<ReturnType<Handsontable['getSelectedRangeLast']>>;

export function selectedPlace(hot: Handsontable): BlockPlace | null {
  const range = hot.getSelectedRangeLast();
  if (!range) return null;
  const block = blockOf(range);
  const { rows, columns } = sizeOf(block);
  return { startRow: block.fromRow, startColumn: block.fromColumn, selectedRows: rows, selectedColumns: columns };
}

export function tellSelection(hot: Handsontable, on: GridEvents): void {
  const ranges = (hot.getSelectedRange() ?? []).map(blockOf);
  const highlight = hot.getSelectedRangeLast()?.highlight;
  const focus = highlight ? { row: Math.max(0, highlight.row ?? 0), column: Math.max(0, highlight.col ?? 0) } : null;
  on.selected(focus, ranges);
}

export function blockOf(range: CellRange): SelectedRange {
  const [start, end] = [range.getTopStartCorner(), range.getBottomEndCorner()];
  const [fromRow, fromColumn] = [Math.max(0, start.row ?? 0), Math.max(0, start.col ?? 0)];
  return { fromRow, fromColumn, toRow: end.row ?? 0, toColumn: end.col ?? 0 };
}

export function sizeOf({ fromRow, toRow, fromColumn, toColumn }: SelectedRange): BlockSize {
  return { rows: toRow - fromRow + 1, columns: toColumn - fromColumn + 1 };
}
