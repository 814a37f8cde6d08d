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
import { baseRenderer, checkboxRenderer } from 'handsontable/renderers';
import { mainTheme, registerTheme } from 'handsontable/themes';
import type { RowId } from '#kernel/ids.ts';
import type { RowArray } from '#schema/table.ts';
import { editOnlySelectedCell, readAnchor, restoreAnchor } from './grid-anchor.ts';
import { keepFirstLetters, leavingFocus, takeOnlyOwnKeys } from './grid-focus.ts';
import { decorateHeading, decorateRowHeading, isMenuButton, isSortButton, placeBelow } from './grid-headings.ts';
import type { GridColumn, GridPort, GridSetup, TypedAt } from './grid-port.ts';
import { blockOf, selectedPlace, sizeOf, tellSelection } from './grid-selection.ts';
import { addShortcuts } from './grid-shortcuts.ts';
import { gridThemeTokens } from './grid-theme.ts';
import { addHeadHooks } from './group-head-keys.ts';
import { refuseMergedCells } from './merged-cells.ts';
import { repaintRows } from './repaint-rows.ts';
import { continueBlock } from './series.ts';
import { skipDrawingOfEdits } from './skip-drawing.ts';

type Settings = Handsontable.GridSettings;

registerCellType(HandsontableCellType);
registerCellType(AutocompleteCellType);
registerCellType(CheckboxCellType);
for (const plugin of [Autofill, CopyPaste, DragToScroll, ManualColumnResize]) registerPlugin(plugin);
registerLanguageDictionary(zhCN);
const theme = registerTheme({ ...mainTheme, name: 'lensbook', tokens: { ...mainTheme.tokens, ...gridThemeTokens } });

const IS_TOUCHED = matchMedia('(pointer: coarse)').matches;
const ROW_HEIGHT = { normal: IS_TOUCHED ? 36 : 28, tall: 48 } as const;
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
  /** Where that row stood when its editor opened: changes of other places belong to other rows. */
  editedAt: number;
}

export function mountGrid(setup: GridSetup): GridPort {
  const shown: Shown = { rows: setup.rows, editedRow: null, editedAt: -1 };
  const settings = {
    ...fixedSettings(setup),
    data: shown.rows as unknown as unknown[][],
    columns: setup.columns.map((column) => columnSettings(column, () => shown.rows)),
    colHeaders: setup.columns.map((column) => column.label),
    // Here and not added later: the first drawing has them already, and there is no second one.
    afterGetColHeader: (column: number, header: HTMLTableCellElement) =>
      decorateHeading(header, setup.columns[column], setup),
    afterGetRowHeader: (row: number, header: HTMLTableCellElement) => decorateRowHeading(header, shown.rows[row], setup)
  };
  // reason: every hook of the vendor's type is optional without `undefined`, which exactOptionalPropertyTypes tells apart.
  const hot: Handsontable = new Handsontable(setup.container, settings as Settings);
  keepFirstLetters(hot);
  skipDrawingOfEdits(hot);
  const editing = editOnlySelectedCell(hot);
  addHooks(hot, setup, shown);
  addHeadHooks(hot, setup.on, (row) => shown.rows[row]?.[0]);
  addShortcuts(hot, setup.on);
  const stopGuarding = takeOnlyOwnKeys(hot, setup.container);
  const stopRefusing = refuseMergedCells(hot, () => setup.on.mergedCellsPasted());
  const stopWatching = watchEditors(hot, () => {
    shown.editedRow = null;
    setup.on.editingEnded();
  });
  return {
    render: () => leavingFocus(hot, () => hot.render()),
    renderRows: (places) =>
      repaintRows(hot, places, (heading, row) => decorateRowHeading(heading, shown.rows[row], setup)),
    isEditing: () => isEditing(hot),
    replaceRows(next, placeOf) {
      const anchor = readAnchor(hot, shown.rows);
      shown.rows = next;
      leavingFocus(hot, () => hot.updateData(next as unknown as Handsontable.CellValue[][]));
      editing.rowsReplaced();
      restoreAnchor(hot, anchor, placeOf);
    },
    select: (row, column) => void hot.selectCell(row, column),
    selectQuietly: (row, column) => leavingFocus(hot, () => hot.selectCell(row, column, row, column, true, false)),
    selectBlock: (range) => void hot.selectCell(range.fromRow, range.fromColumn, range.toRow, range.toColumn, false),
    focus: () => hot.listen(),
    placeOfHeading: (column) => placeBelow(hot.getCell(-1, column, true)),
    setTheme: (colorScheme) => hot.updateSettings({ colorScheme } as Settings),
    destroy() {
      stopGuarding();
      stopRefusing();
      stopWatching();
      hot.destroy();
    }
  };
}

function addHooks(hot: Handsontable, setup: GridSetup, shown: Shown): void {
  const { columns, on } = setup;
  const rowIdAt = (row: number): RowId | undefined =>
    row === shown.editedAt && shown.editedRow !== null ? shown.editedRow : shown.rows[row]?.[0];
  hot.addHook('beforeChange', (changes) => {
    on.typed(readChanges(changes, { hot, columns, rowIdAt }));
    return false;
  });
  hot.addHook('beforePaste', (block) => {
    const place = selectedPlace(hot);
    if (place) on.pasted(textsOf(block), place);
    return false;
  });
  hot.addHook('afterBeginEditing', (row) => {
    shown.editedRow = shown.rows[row]?.[0] ?? null;
    shown.editedAt = row;
  });
  hot.addHook('afterSelection', () => tellSelection(hot, on));
  hot.addHook('afterSelectionEnd', () => labelEditors(hot, setup.editorLabel));
  hot.addHook('afterDeselect', () => on.selected(null, []));
  hot.addHook('beforeOnCellMouseDown', (event, { row, col }) => {
    const path = (row ?? 0) < 0 ? columns[col ?? 0]?.path : undefined;
    if (path === undefined) return;
    if (isSortButton(event.target)) {
      event.stopImmediatePropagation();
      on.sortAsked(path, (event as MouseEvent).shiftKey ? 'beside' : 'alone');
    } else if (isMenuButton(event.target)) {
      event.stopImmediatePropagation();
      on.columnMenuAsked(path, placeBelow(event.target));
    }
  });
  hot.addHook('beforeOnCellContextMenu', (event, { row, col }) => {
    const path = (row ?? 0) < 0 ? columns[col ?? -1]?.path : undefined;
    if (path === undefined) return;
    event.preventDefault();
    on.columnMenuAsked(path, placeBelow(event.target));
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
    rowHeights: ROW_HEIGHT[setup.rowHeight],
    colWidths: setup.columns.map((column) => column.width),
    autoRowSize: false,
    autoColumnSize: false,
    wordWrap: setup.rowHeight === 'tall',
    textEllipsis: setup.rowHeight === 'normal',
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
    } else {
      // Called here the vendor does not call it afterwards, when it would take away what is painted.
      baseRenderer(hot, cell, row, col, prop, value, properties);
      cell.textContent = value === null || value === undefined ? '' : String(value);
    }
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
  rootDocument.addEventListener('focusin', soon, true);
  hot.addHook('afterBeginEditing', () => void (wasEditing = true));
  hot.addHook('afterSelection', soon);
  return () => {
    rootDocument.removeEventListener('keydown', soon, true);
    rootDocument.removeEventListener('mousedown', soon, true);
    rootDocument.removeEventListener('mouseup', soon, true);
    rootDocument.removeEventListener('focusin', soon, true);
  };
}
