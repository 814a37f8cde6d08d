/**
 * The only file that knows Handsontable; it is loaded when the first grid is shown. The grid never writes: what is typed,
 * pasted, filled or cleared is handed to the page, which writes a commit, and the patched rows are drawn again (rule 28).
 *
 * Its data are the fold's own row arrays, read through functions. Cells change in place; other rows or another order come
 * as a new array, and only while no editor is open: below an open editor a moved row would get somebody else's text.
 */
import Handsontable from 'handsontable/base';
import { AutocompleteCellType, CheckboxCellType, HandsontableCellType, registerCellType } from 'handsontable/cellTypes';
import { registerLanguageDictionary } from 'handsontable/i18n';
import zhCN from 'handsontable/i18n/languages/zh-CN';
import { Autofill, CopyPaste, DragToScroll, ManualColumnResize, registerPlugin } from 'handsontable/plugins';
import { checkboxRenderer } from 'handsontable/renderers';
import { mainTheme, registerTheme } from 'handsontable/themes';
import type { RowId } from '#kernel/ids.ts';
import type { RowArray } from '#schema/table.ts';
import type { GridColumn, GridPort, GridSetup, SelectedRange, TypedAt } from './grid-port.ts';
import { gridThemeTokens } from './grid-theme.ts';

type Settings = Handsontable.GridSettings;

registerCellType(HandsontableCellType);
registerCellType(AutocompleteCellType);
registerCellType(CheckboxCellType);
for (const plugin of [Autofill, CopyPaste, DragToScroll, ManualColumnResize]) registerPlugin(plugin);
registerLanguageDictionary(zhCN);
const theme = registerTheme({ ...mainTheme, name: 'lensbook', tokens: { ...mainTheme.tokens, ...gridThemeTokens } });

const ROW_HEIGHT = 28;
const HEADER_HEIGHT = 30;
const ROW_HEADER_WIDTH = 44;
const SUGGESTIONS_SHOWN = 10;

export function mountGrid(setup: GridSetup): GridPort {
  const columns = setup.columns;
  let rows = setup.rows;
  let editedRow: RowId | null = null;
  const settings = {
    ...fixedSettings(setup),
    data: rows as unknown as unknown[][],
    columns: columns.map((column) => columnSettings(column, () => rows)),
    colHeaders: columns.map((column) => column.label),
    beforeChange: (changes: (Handsontable.CellChange | null)[]) => {
      setup.on.typed(readChanges(changes, { hot, columns, rowIdAt: (row) => editedRow ?? rows[row]?.[0] }));
      return false;
    },
    beforePaste: (block: unknown[][]) => {
      const place = selectedPlace(hot);
      if (place)
        setup.on.pasted(
          block.map((line) => line.map(textOf)),
          place
        );
      return false;
    },
    afterBeginEditing: (row: number) => void (editedRow = rows[row]?.[0] ?? null),
    afterSelection: () => tellSelection(hot, setup),
    afterDeselect: () => setup.on.selected(null, []),
    afterGetColHeader: (column: number, header: HTMLTableCellElement) =>
      decorateHeading(header, columns[column], setup),
    afterGetRowHeader: (row: number, header: HTMLTableCellElement) => decorateRowHeading(header, rows[row], setup),
    beforeOnCellMouseDown: (event: MouseEvent, coords: { readonly row: number | null; readonly col: number | null }) => {
      const isHeading = (coords.row ?? 0) < 0 && isSortButton(event.target);
      const path = isHeading ? columns[coords.col ?? 0]?.path : undefined;
      if (path === undefined) return;
      event.stopImmediatePropagation();
      setup.on.sortAsked(path);
    }
  };
  // reason: every hook of the vendor's type is optional without `undefined`, which exactOptionalPropertyTypes tells apart.
  const hot: Handsontable = new Handsontable(setup.container, settings as Settings);
  const stopWatching = watchEditors(hot, () => {
    editedRow = null;
    setup.on.editingEnded();
  });
  addShortcuts(hot, setup);
  return {
    render: () => hot.render(),
    isEditing: () => isEditing(hot),
    replaceRows(next, placeOf) {
      const anchor = readAnchor(hot, rows);
      rows = next;
      hot.updateData(rows as unknown as Handsontable.CellValue[][]);
      restoreAnchor(hot, anchor, placeOf);
    },
    select: (row, column) => void hot.selectCell(row, column),
    selectBlock: (range) => void hot.selectCell(range.fromRow, range.fromColumn, range.toRow, range.toColumn, false),
    focus: () => hot.listen(),
    setTheme: (colorScheme) => hot.updateSettings({ colorScheme } as Settings),
    destroy() {
      stopWatching();
      hot.destroy();
    }
  };
}

function fixedSettings(setup: GridSetup): Settings {
  return {
    licenseKey: setup.key,
    theme,
    colorScheme: setup.theme,
    density: 'compact',
    language: setup.language === 'zh' ? 'zh-CN' : 'en-US',
    ariaTags: true,
    width: '100%',
    height: '100%',
    rowHeaders: true,
    rowHeaderWidth: ROW_HEADER_WIDTH,
    columnHeaderHeight: HEADER_HEIGHT,
    rowHeights: ROW_HEIGHT,
    colWidths: setup.columns.map((column) => column.width),
    autoRowSize: false,
    autoColumnSize: false,
    wordWrap: false,
    textEllipsis: true,
    fixedColumnsStart: setup.frozen,
    manualColumnResize: true,
    allowInsertRow: false,
    allowInsertColumn: false,
    fillHandle: { autoInsertRow: false },
    copyPaste: { rowsLimit: 20_000, columnsLimit: 200 },
    selectionMode: 'multiple',
    outsideClickDeselects: false,
    currentRowClassName: 'lb-current',
    // The vendor's own class for read-only cells paints over every mark.
    readOnlyCellClassName: 'lb-read-only',
    enterBeginsEditing: true,
    enterMoves: { row: 1, col: 0 },
    imeFastEdit: true,
    undo: false,
    trimWhitespace: false
  } as Settings;
}

function columnSettings(column: GridColumn, rowsNow: () => readonly RowArray[]): Handsontable.ColumnSettings {
  const renderer: Settings['renderer'] = (hot, cell, row, col, prop, value, properties) => {
    const shown = rowsNow()[row];
    if (column.editor === 'checkbox' && typeof value !== 'string') {
      checkboxRenderer(hot, cell, row, col, prop, value, properties);
      cell.classList.add('lb-checkbox');
    } else cell.textContent = value === null || value === undefined ? '' : String(value);
    if (shown) column.paint(cell, shown);
  };
  const base = {
    // Rows are read-only tuples of the fold: the grid reads them through this function and never writes (rule 28).
    data: (row: unknown) => column.show(row as RowArray) as unknown as string,
    renderer,
    readOnly: column.editor === 'none',
    copyable: true
  };
  if (column.editor === 'checkbox') return { ...base, type: 'checkbox' } as Handsontable.ColumnSettings;
  if (column.editor !== 'list') return { ...base, type: 'text' } as Handsontable.ColumnSettings;
  return {
    ...base,
    type: 'autocomplete',
    strict: false,
    filter: false,
    sortByRelevance: false,
    allowHtml: false,
    visibleRows: SUGGESTIONS_SHOWN,
    trimDropdown: false,
    source: (query: string, process: (choices: string[]) => void) => process([...column.suggest(query)])
  } as Handsontable.ColumnSettings;
}

interface ChangeContext {
  readonly hot: Handsontable;
  readonly columns: readonly GridColumn[];
  readonly rowIdAt: (row: number) => RowId | undefined;
}

function readChanges(
  changes: readonly (Handsontable.CellChange | null)[],
  { hot, columns, rowIdAt }: ChangeContext
): TypedAt[] {
  const typed: TypedAt[] = [];
  for (const change of changes) {
    if (!change) continue;
    const [row, prop, , value] = change;
    const id = rowIdAt(row);
    const column = columns[Number(hot.propToCol(prop as string))];
    if (id !== undefined && column && column.editor !== 'none')
      typed.push({ row: id, path: column.path, text: textOf(value) });
  }
  return typed;
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

function isEditing(hot: Handsontable): boolean {
  return !hot.isDestroyed && (hot.getActiveEditor()?.isOpened() ?? false);
}

/** Handsontable has no hook for an editor that closes without a change (Escape): its own closing is watched. */
function watchEditors(hot: Handsontable, ended: () => void): () => void {
  let wasEditing = false;
  const look = (): void => {
    const editing = isEditing(hot);
    if (wasEditing && !editing) ended();
    wasEditing = editing;
  };
  const soon = (): void => void setTimeout(look);
  const { rootDocument } = hot;
  rootDocument.addEventListener('keydown', soon, true);
  rootDocument.addEventListener('mousedown', soon, true);
  rootDocument.addEventListener('mouseup', soon, true);
  hot.addHook('afterBeginEditing', () => void (wasEditing = true));
  hot.addHook('afterSelection', soon);
  return () => {
    rootDocument.removeEventListener('keydown', soon, true);
    rootDocument.removeEventListener('mousedown', soon, true);
    rootDocument.removeEventListener('mouseup', soon, true);
  };
}

function selectedPlace(hot: Handsontable) {
  const range = hot.getSelectedRangeLast();
  if (!range) return null;
  const [start, end] = [range.getTopStartCorner(), range.getBottomEndCorner()];
  const [startRow, startColumn] = [Math.max(0, start.row ?? 0), Math.max(0, start.col ?? 0)];
  return {
    startRow,
    startColumn,
    selectedRows: (end.row ?? 0) - startRow + 1,
    selectedColumns: (end.col ?? 0) - startColumn + 1
  };
}

function tellSelection(hot: Handsontable, { on }: GridSetup): void {
  const ranges = (hot.getSelectedRange() ?? []).map((range): SelectedRange => {
    const [start, end] = [range.getTopStartCorner(), range.getBottomEndCorner()];
    const [fromRow, fromColumn] = [Math.max(0, start.row ?? 0), Math.max(0, start.col ?? 0)];
    return { fromRow, fromColumn, toRow: end.row ?? 0, toColumn: end.col ?? 0 };
  });
  const highlight = hot.getSelectedRangeLast()?.highlight;
  const focus = highlight ? { row: Math.max(0, highlight.row ?? 0), column: Math.max(0, highlight.col ?? 0) } : null;
  on.selected(focus, ranges);
}

function addShortcuts(hot: Handsontable, { on }: GridSetup): void {
  const grid = hot.getShortcutManager().getContext('grid');
  const add = (keys: string[][], callback: () => void): void =>
    grid?.addShortcut({ keys, group: 'lensbook', callback: () => callback(), preventDefault: true });
  add([['control/meta', 'z']], on.undo);
  add(
    [
      ['control/meta', 'y'],
      ['control/meta', 'shift', 'z']
    ],
    on.redo
  );
  add([['f4']], on.panelAsked);
}

function isSortButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.lb-sort') !== null;
}

function decorateHeading(
  header: HTMLTableCellElement,
  column: GridColumn | undefined,
  { sortOf, sortHint }: GridSetup
): void {
  const inner = header.querySelector<HTMLElement>('.relative');
  if (!column || !inner) return;
  header.title = column.help;
  header.classList.toggle('lb-computed-heading', column.isComputed);
  let button = inner.querySelector<HTMLElement>('.lb-sort');
  if (!button) {
    button = document.createElement('span');
    button.className = 'lb-sort';
    inner.append(button);
  }
  const direction = sortOf(column.path);
  button.textContent = direction === 'up' ? '↑' : direction === 'down' ? '↓' : '↕';
  button.title = sortHint;
  button.classList.toggle('on', direction !== null);
}

function decorateRowHeading(header: HTMLTableCellElement, row: RowArray | undefined, { stateOf }: GridSetup): void {
  const state = row ? stateOf(row) : null;
  header.classList.remove('lb-saving', 'lb-on-device');
  header.title = state?.title ?? '';
  if (state) header.classList.add(state.className);
}

interface Anchor {
  readonly ranges: readonly { readonly from: RowId; readonly to: RowId; readonly columns: readonly [number, number] }[];
  readonly firstVisible: RowId | null;
  readonly firstPlace: number;
}

function readAnchor(hot: Handsontable, rows: readonly RowArray[]): Anchor {
  const ranges = (hot.getSelected() ?? []).flatMap(([fromRow = 0, fromColumn = 0, toRow = 0, toColumn = 0]) => {
    const [from, to] = [rows[Math.max(0, fromRow)]?.[0], rows[Math.max(0, toRow)]?.[0]];
    return from === undefined || to === undefined ? [] : [{ from, to, columns: [fromColumn, toColumn] as const }];
  });
  const firstPlace = hot.getFirstFullyVisibleRow() ?? 0;
  return { ranges, firstVisible: rows[firstPlace]?.[0] ?? null, firstPlace };
}

function restoreAnchor(hot: Handsontable, anchor: Anchor, placeOf: (id: RowId) => number): void {
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
  else if (anchor.ranges.length > 0) hot.deselectCell();
}
