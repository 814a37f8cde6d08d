/**
 * Paints the cells of a few rows anew, in place. The vendor's `render` builds every cell on screen again, which for one
 * typed cell is fifty times the work. What it does around a cell (scroll position, sizes, selection) does not change here.
 */
import type Handsontable from 'handsontable/base';

export type PaintHeading = (heading: HTMLTableCellElement, row: number) => void;

/** Our marks go, those of the vendor (selection, current row) stay. */
const OWN_MARK = /^lb-(?!current$|read-only$)/;

/**
 * Rows that are not on screen are left out: they are painted when they come there. Headings of rows tell whether a row is
 * saved, which changes by itself a moment after the row: all on screen are told again.
 */
export function repaintRows(hot: Handsontable, rows: readonly number[], paintHeading: PaintHeading): void {
  const [first, last] = [hot.getFirstRenderedVisibleRow(), hot.getLastRenderedVisibleRow()];
  if (first === null || last === null) return;
  for (const row of rows)
    if (row >= first && row <= last)
      for (let column = 0; column < hot.countCols(); column++) repaintCell(hot, row, column);
  for (let row = first; row <= last; row++)
    // Of each heading there may be two: the one that is seen, and below it one of the table that scrolls.
    for (const heading of new Set([hot.getCell(row, -1, true), hot.getCell(row, -1)]))
      if (heading) paintHeading(heading, row);
}

function repaintCell(hot: Handsontable, row: number, column: number): void {
  const cell = hot.getCell(row, column, true);
  if (!cell) return;
  cell.classList.remove(...[...cell.classList].filter((name) => OWN_MARK.test(name)));
  const prop = hot.colToProp(column);
  const meta = hot.getCellMeta(row, column);
  hot.getCellRenderer(meta)(hot, cell, row, column, prop, hot.getDataAtCell(row, column), meta);
}
