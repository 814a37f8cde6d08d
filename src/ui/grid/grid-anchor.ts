/** Where one is in the grid, by rows and not by places: kept over a new order, so that selection and scroll follow. */
import type Handsontable from 'handsontable/base';
import type { RowId } from '#kernel/ids.ts';
import type { RowArray } from '#schema/table.ts';

export interface Anchor {
  readonly ranges: readonly { readonly from: RowId; readonly to: RowId; readonly columns: readonly [number, number] }[];
  /** Where the cursor was: when its row is gone, it stays at that place, as in any list. */
  readonly place: { readonly row: number; readonly column: number } | null;
  readonly firstVisible: RowId | null;
  readonly firstPlace: number;
}

export function readAnchor(hot: Handsontable, rows: readonly RowArray[]): Anchor {
  const ranges = (hot.getSelected() ?? []).flatMap(([fromRow = 0, fromColumn = 0, toRow = 0, toColumn = 0]) => {
    const [from, to] = [rows[Math.max(0, fromRow)]?.[0], rows[Math.max(0, toRow)]?.[0]];
    return from === undefined || to === undefined ? [] : [{ from, to, columns: [fromColumn, toColumn] as const }];
  });
  const firstPlace = hot.getFirstFullyVisibleRow() ?? 0;
  const highlight = hot.getSelectedRangeLast()?.highlight;
  const place = highlight ? { row: Math.max(0, highlight.row ?? 0), column: Math.max(0, highlight.col ?? 0) } : null;
  return { ranges, place, firstVisible: rows[firstPlace]?.[0] ?? null, firstPlace };
}

export function restoreAnchor(hot: Handsontable, anchor: Anchor, placeOf: (id: RowId) => number): void {
  const first = anchor.firstVisible === null ? -1 : placeOf(anchor.firstVisible);
  if (first >= 0 && first !== anchor.firstPlace && anchor.firstPlace > 0)
    hot.scrollViewportTo({ row: first, verticalSnap: 'top' });
  const cells = anchor.ranges
    .map(
      ({ from, to, columns }) =>
        [placeOf(from), columns[0], placeOf(to), columns[1]] as [number, number, number, number]
    )
    .filter(([from, , to]) => from >= 0 && to >= 0);
  if (cells.length > 0) hot.selectCells(cells, false, false);
  else if (anchor.place && hot.countRows() > 0)
    selectQuietly(hot, Math.min(anchor.place.row, hot.countRows() - 1), anchor.place.column);
  else hot.deselectCell();
}

/** Without taking the keyboard: somebody may be in a menu whose choice hid the selected row. */
function selectQuietly(hot: Handsontable, row: number, column: number): void {
  hot.selectCell(row, column, row, column, false, false);
}
