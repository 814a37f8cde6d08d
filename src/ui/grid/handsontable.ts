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
import { readAnchor, restoreAnchor } from './grid-anchor.ts';
import { decorateHeading, decorateRowHeading, isSortButton } from './grid-headings.ts';
import type { GridColumn, GridCommand, GridPort, GridSetup, SelectedRange, TypedAt } from './grid-port.ts';
import { gridThemeTokens } from './grid-theme.ts';
import { continueBlock, type BlockSize } from './series.ts';

type Settings = Handsontable.GridSettings;
type CellRange = NonNullable<ReturnType<Handsontable['getSelectedRangeLast']>>;

registerCellType(HandsontableCellType);
registerCellType(AutocompleteCellType);
registerCellType(CheckboxCellType);
for (const plugin of [Autofill, CopyPaste, DragToScroll, ManualColumnResize]) registerPlugin(plugin);
registerLanguageDictionary(zhCN);
const theme = registerTheme({ ...mainTheme, name: 'lensbook', tokens: { ...mainTheme.tokens, ...gridThemeTokens } });

const ROW_HEIGHT = matchMedia('(pointer: coarse)').matches ? 36 : 28;
const HEADER_HEIGHT = 30;
/** Beside its number a row heading has the dot of its save state. */
const ROW_HEADER_ROOM = 28;
const DIGIT_WIDTH = 7;
const FEWEST_DIGITS = 3;
const SUGGESTIONS_SHOWN = 10;

/** What changes while the grid lives. */
interface Shown {
  rows: RowArray[];
  /** The row an open editor belongs to: an edit goes to it, wherever it may stand by then. */
  editedRow: RowId | null;
}

export function mountGrid(setup: GridSetup): GridPort {
  const shown: Shown = { rows: setup.rows, editedRow: null };
  const settings = {
    ...fixedSettings(setup),
    data: shown.rows as unknown as unknown[][],
    columns: setup.columns.map((column) => columnSettings(column, () => shown.rows)),
    colHeaders: setup.columns.map((column) => column.label)
  };
  // reason: every hook of the vendor's type is optional without `undefined`, which exactOptionalPropertyTypes tells apart.
  const hot: Handsontable = new Handsontable(setup.container, settings as Settings);
  addHooks(hot, setup, shown);
  addShortcuts(hot, setup);
  // A closing dialog gives the focus back, but the vendor takes keys again only after a click or a Tab.
  const takeKeys = (): void => {
    if (setup.container.contains(document.activeElement)) hot.listen();
  };
  setup.container.addEventListener('focusin', takeKeys);
  hot.render();
  const stopWatching = watchEditors(hot, () => {
    shown.editedRow = null;
    setup.on.editingEnded();
  });
  return {
    render: () => hot.render(),
    isEditing: () => isEditing(hot),
    replaceRows(next, placeOf) {
      const anchor = readAnchor(hot, shown.rows);
      shown.rows = next;
      hot.updateData(next as unknown as Handsontable.CellValue[][]);
      restoreAnchor(hot, anchor, placeOf);
    },
    select: (row, column) => void hot.selectCell(row, column),
    selectBlock: (range) => void hot.selectCell(range.fromRow, range.fromColumn, range.toRow, range.toColumn, false),
    focus: () => hot.listen(),
    setTheme: (colorScheme) => hot.updateSettings({ colorScheme } as Settings),
    destroy() {
      setup.container.removeEventListener('focusin', takeKeys);
      stopWatching();
      hot.destroy();
    }
  };
}

function addHooks(hot: Handsontable, setup: GridSetup, shown: Shown): void {
  const { columns, on } = setup;
  const rowIdAt = (row: number): RowId | undefined => shown.editedRow ?? shown.rows[row]?.[0];
  hot.addHook('beforeChange', (changes) => {
    on.typed(readChanges(changes, { hot, columns, rowIdAt }));
    return false;
  });
  hot.addHook('beforePaste', (block) => {
    const place = selectedPlace(hot);
    if (place) on.pasted(textsOf(block), place);
    return false;
  });
  hot.addHook('afterBeginEditing', (row) => void (shown.editedRow = shown.rows[row]?.[0] ?? null));
  hot.addHook('afterSelection', () => tellSelection(hot, setup));
  hot.addHook('afterSelectionEnd', () => labelEditors(hot, setup.editorLabel));
  hot.addHook('afterDeselect', () => on.selected(null, []));
  hot.addHook('afterGetColHeader', (column, header) => decorateHeading(header, columns[column], setup));
  hot.addHook('afterGetRowHeader', (row, header) => decorateRowHeading(header, shown.rows[row], setup));
  hot.addHook('beforeOnCellMouseDown', (event, { row, col }) => {
    const path = (row ?? 0) < 0 && isSortButton(event.target) ? columns[col ?? 0]?.path : undefined;
    if (path === undefined) return;
    event.stopImmediatePropagation();
    on.sortAsked(path, (event as MouseEvent).shiftKey ? 'beside' : 'alone');
  });
  hot.addHook('beforeAutofill', (source, _from, target, direction) =>
    continueBlock(textsOf(source), sizeOf(blockOf(target)), direction)
  );
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
    rowHeaderWidth: ROW_HEADER_ROOM + DIGIT_WIDTH * Math.max(FEWEST_DIGITS, String(setup.rows.length).length + 1),
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

function textsOf(block: readonly (readonly unknown[])[]): string[][] {
  return block.map((line) => line.map(textOf));
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

function isEditing(hot: Handsontable): boolean {
  return !hot.isDestroyed && (hot.getActiveEditor()?.isOpened() ?? false);
}

/** The vendor's text areas have no name for a screen reader; they are made when a cell is first selected. */
function labelEditors(hot: Handsontable, label: string): void {
  for (const editor of hot.rootElement.querySelectorAll('textarea:not([aria-label])'))
    editor.setAttribute('aria-label', label);
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
  const block = blockOf(range);
  const { rows, columns } = sizeOf(block);
  return { startRow: block.fromRow, startColumn: block.fromColumn, selectedRows: rows, selectedColumns: columns };
}

function tellSelection(hot: Handsontable, { on }: GridSetup): void {
  const ranges = (hot.getSelectedRange() ?? []).map(blockOf);
  const highlight = hot.getSelectedRangeLast()?.highlight;
  const focus = highlight ? { row: Math.max(0, highlight.row ?? 0), column: Math.max(0, highlight.col ?? 0) } : null;
  on.selected(focus, ranges);
}

/** Headings count as the first row and column. */
function blockOf(range: CellRange): SelectedRange {
  const [start, end] = [range.getTopStartCorner(), range.getBottomEndCorner()];
  const [fromRow, fromColumn] = [Math.max(0, start.row ?? 0), Math.max(0, start.col ?? 0)];
  return { fromRow, fromColumn, toRow: end.row ?? 0, toColumn: end.col ?? 0 };
}

function sizeOf({ fromRow, toRow, fromColumn, toColumn }: SelectedRange): BlockSize {
  return { rows: toRow - fromRow + 1, columns: toColumn - fromColumn + 1 };
}

function addShortcuts(hot: Handsontable, { on }: GridSetup): void {
  const grid = hot.getShortcutManager().getContext('grid');
  const add = (command: GridCommand, keys: string[][], runOnlyIf: () => boolean = () => true): void =>
    grid?.addShortcut({
      keys,
      group: 'lensbook',
      callback: () => on.commanded(command),
      preventDefault: true,
      runOnlyIf
    });
  add('undo', [['control/meta', 'z']]);
  add('redo', [
    ['control/meta', 'y'],
    ['control/meta', 'shift', 'z']
  ]);
  add('panel', [['f4']]);
  add('fill-down', [['control/meta', 'd']]);
  // With one column selected these keys stay the browser's: reload.
  add('fill-right', [['control/meta', 'r']], () => (selectedPlace(hot)?.selectedColumns ?? 0) > 1);
  add('today', [['control/meta', 'semicolon']]);
  add('duplicate', [['control/meta', 'shift', 'd']]);
}
