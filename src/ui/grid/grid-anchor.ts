/** Where one is in the grid, by rows and not by places: kept over a new order, so that selection and scroll follow. */
import type Handsontable from 'handsontable/base';
import type { RowId } from '#kernel/ids.ts';
import type { RowArray } from '#schema/table.ts';
import { leavingFocus } from './grid-focus.ts';

export interface Anchor {
  readonly ranges: readonly { readonly from: RowId; readonly to: RowId; readonly columns: readonly [number, number] }[];
  /** Where the cursor was: when its row is gone, it stays at that place, as in any list. */
  readonly place: { readonly row: number; readonly column: number } | null;
  /** The row of the cursor, if it was in sight. */
  readonly seen: RowId | null;
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
  const last = hot.getLastFullyVisibleRow() ?? -1;
  const isSeen = place !== null && place.row >= firstPlace && place.row <= last;
  const seen = isSeen ? (rows[place.row]?.[0] ?? null) : null;
  return { ranges, place, seen, firstVisible: rows[firstPlace]?.[0] ?? null, firstPlace };
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
  const seen = anchor.seen === null ? -1 : placeOf(anchor.seen);
  if (seen >= 0) keepInSight(hot, seen);
}

/** Whoever types next types there. */
function keepInSight(hot: Handsontable, row: number): void {
  const [first, last] = [hot.getFirstFullyVisibleRow() ?? 0, hot.getLastFullyVisibleRow() ?? 0];
  if (row < first || row > last) hot.scrollViewportTo({ row });
}

/**
 * The vendor makes an editor ready for the cell that is selected, but not for one out of sight: there it keeps the editor
 * of the cell before, and what is typed would go into whatever row stands in that place now. Before an editor opens, the
 * selected cell is brought into sight and selected once more, unless the editor is ready for it.
 */
export function editOnlySelectedCell(hot: Handsontable): { rowsReplaced(): void } {
  let isReady = true;
  hot.addHook('beforeBeginEditing', (row, column) => {
    const editor = hot.getActiveEditor();
    if (isReady && editor?.row === row && editor.col === column) return undefined;
    isReady = true;
    const selected = hot.getSelected() ?? [];
    hot.scrollViewportTo({ row, col: column });
    // With the focus taken, what the cell holds would be put into the editor that is about to open empty.
    leavingFocus(hot, () => hot.selectCells(selected as [number, number, number, number][], false, false));
    const ready = hot.getActiveEditor();
    // Nothing is typed rather than into a wrong cell.
    return ready?.row === row && ready.col === column ? undefined : false;
  });
  return { rowsReplaced: () => (isReady = false) };
}

/** Without taking the keyboard: somebody may be in a menu whose choice hid the selected row. */
function selectQuietly(hot: Handsontable, row: number, column: number): void {
  hot.selectCell(row, column, row, column, false, false);
}
