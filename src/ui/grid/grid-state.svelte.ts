/**
 * One grid page: which rows in which order, what is selected, what the panel shows. Rows themselves are plain arrays
 * outside of any reactive proxy; what components read is small and changes at most once a frame.
 *
 * Rows move only when nobody types in them: other order and other rows wait until the editor is closed and the cursor
 * has left the row that would move.
 *
 * A few lines longer than a file should be: what components may do with a page is listed here and nowhere else.
 */
import type { RowId } from '#kernel/ids.ts';
import type { CellValue } from '#schema/column.ts';
import type { Module, Page } from '#schema/module.ts';
import type { RowArray, Table } from '#schema/table.ts';
import type { App } from '#ui/state/app.svelte.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { OwnColumn } from '#workspace/own-declarations.ts';
import type { RowsChanged } from '#workspace/workspace.ts';
import { cellText } from './cell-text.ts';
import type { CellWriter } from './cell-writer.ts';
import type { RowAdder } from './row-adder.ts';
import { changedRows, changesNames } from './changed-rows.ts';
import { compileColours, type CompiledColour } from './colour-rules.ts';
import { runCommand } from './grid-commands.ts';
import type { GridCommand, GridPort, MenuPlace, SelectedRange, TypedAt } from './grid-port.ts';
import type { GroupCells } from './group-cells.ts';
import { createGridParts } from './grid-parts.ts';
import { GridRows, type RowsToShow } from './grid-rows.ts';
import { ASKED_ABOVE, type LargeChange } from './large-change.ts';
import { isGroupHead } from './row-groups.ts';
import { columnsOfPage, showsSame } from './page-columns.ts';
import { contextOf, rowViewOf } from './page-view.ts';
import { RedrawPace, type Drawn } from './redraw-pace.ts';
import type { ReferenceNames } from './reference-names.ts';
import type { MarkReader } from './row-marks.ts';
import { rowSource } from './row-source.ts';
import { NO_SELECTION, rowsIn, summarizeSelection, type SelectionStatistics } from './selection-statistics.ts';
import { ViewState } from './view-state.svelte.ts';

export type PanelContent = 'closed' | 'row' | 'new';
/** `column` null: a new one, behind the column `after`. */
export type Asking =
  | { readonly of: 'column'; readonly column: OwnColumn | null; readonly after: string | null }
  | { readonly of: 'rules'; readonly path: string };

export interface Focus {
  readonly row: RowId;
  readonly path: string;
}

export class GridState {
  readonly app: App;
  readonly module: Module;
  readonly page: Page;
  readonly place: string;
  readonly table: Table;
  /** Every column of the page, shown or not. */
  allColumns = $state.raw<readonly ShownColumn[]>([]);
  readonly view: ViewState;
  readonly names: ReferenceNames;
  readonly marks: MarkReader;
  readonly groups: GroupCells;
  readonly writer: CellWriter;
  readonly adder: RowAdder;
  readonly rows: GridRows;
  /** Grows with every change of rows, save states or colleagues: whoever shows a row reads it. */
  version = $state(0);
  shownCount = $state(0);
  total = $state(0);
  focus = $state.raw<Focus | null>(null);
  selectedRows = $state.raw<readonly RowId[]>([]);
  statistics = $state.raw<SelectionStatistics>(NO_SELECTION);
  showsDeleted = $state(false);
  panel = $state<PanelContent>('row');
  /** What the form of a new row begins with. */
  template = $state.raw<Readonly<Record<string, CellValue>>>({});
  /** A change of many cells that waits for a yes. */
  asked = $state.raw<LargeChange | null>(null);
  /** The menu of a column heading. */
  columnMenu = $state.raw<{ readonly path: string; readonly place: MenuPlace } | null>(null);
  /** The dialog of a manager's own column or rules that is open. */
  asking = $state.raw<Asking | null>(null);
  /** The view's colour rules, ready to be asked. */
  colours: readonly CompiledColour[] = [];
  /** When cells were last typed, on the clock of the page. */
  typedAt = -Infinity;
  /** All selected blocks, in the order of selecting. */
  ranges: readonly SelectedRange[] = [];
  readonly #source: RowsToShow;
  #port: GridPort | null = null;
  readonly #pace = new RedrawPace({
    draw: (what) => this.#draw(what),
    rebuild: () => this.rebuild(),
    isRebuildDue: () => this.#membershipChanged || this.rows.stale.size > 0,
    mustWait: () => this.#mustWait()
  });
  #membershipChanged = false;
  #areColumnsOld = false;
  #wasShown = false;
  /** Drafts and colleagues as they were last drawn. */
  #marked = '';

  constructor(setup: { readonly app: App; readonly module: Module; readonly page: Page }) {
    const { app, module, page } = setup;
    const { workspace } = app;
    this.app = app;
    this.module = module;
    this.page = page;
    this.place = `${module.id}.${page.id}`;
    this.table = workspace.table(page.table);
    this.allColumns = columnsOfPage(workspace, page);
    this.view = new ViewState(() => this.allColumns);
    const parts = createGridParts({
      ...{ app, page, place: this.place, table: this.table },
      allColumns: () => this.allColumns,
      columns: () => this.columns,
      rows: () => this.rows
    });
    ({ names: this.names, marks: this.marks, groups: this.groups, writer: this.writer, adder: this.adder } = parts);
    this.#source = rowSource(workspace, this.table.id, () => (this.showsDeleted ? 'deleted' : 'living'));
    this.rows = new GridRows(this.#source, rowViewOf(this));
    this.#countRows();
  }

  /** Follows the workspace until the returned function is called. */
  follow(): () => void {
    const { workspace, line } = this.app;
    const stops = [
      workspace.onRows((change) => this.#hear(change)),
      workspace.onState(() => this.#hearState()),
      workspace.onDeclarations(() => this.#hearDeclarations()),
      line.onChange(() => this.#hearState())
    ];
    return () => {
      for (const stop of stops) stop();
      this.#pace.stop();
    };
  }

  attach(port: GridPort | null): void {
    this.#port = port;
    if (!port) return;
    // The first time the keys are the grid's; later somebody may be typing beside it.
    const keys = this.#wasShown ? 'left' : 'taken';
    this.#wasShown = true;
    if (this.focus) this.goTo(this.focus.row, this.focus.path, keys);
    else if (this.rows.shown.length > 0) port[keys === 'left' ? 'selectQuietly' : 'select'](0, 0);
  }

  // ---- what the grid tells --------------------------------------------------------------------------------------------

  select(focus: { readonly row: number; readonly column: number } | null, ranges: readonly SelectedRange[]): void {
    this.ranges = ranges;
    const at = focus && this.rows.shown[focus.row]?.[0];
    const row = at && isGroupHead(at) ? null : at;
    const path = focus && this.columns[focus.column]?.path;
    this.focus = row && path ? { row, path } : null;
    this.selectedRows = this.focus ? rowsIn(ranges, this.rows.shown) : [];
    this.#summarize();
    this.settle();
  }

  readonly settle = (): void => this.#pace.settle();

  // ---- what people choose to see ------------------------------------------------------------------------------------

  get columns(): readonly ShownColumn[] {
    return this.view.columns;
  }

  get frozen(): number {
    return Math.min(this.view.frozen ?? this.page.frozen ?? 0, this.columns.length);
  }

  /** Changes the view and shows what it asks for. */
  choose(change: (view: ViewState) => void): void {
    change(this.view);
    this.rebuild();
  }

  /** Waits while somebody types in a cell: new rows would take the editor away, and what is in it. */
  rebuild(): void {
    this.#membershipChanged = this.#port?.isEditing() ?? false;
    if (this.#membershipChanged) return;
    if (this.#areColumnsOld) this.#renewColumns();
    this.#areColumnsOld = false;
    this.#pace.noteRebuilt();
    this.rows.rebuild(rowViewOf(this));
    this.colours = compileColours(this.view.colours, contextOf(this));
    this.#showRows();
  }

  regroup(change: (rows: GridRows) => void): void {
    change(this.rows);
    this.#showRows();
  }

  // ---- verbs --------------------------------------------------------------------------------------------------------

  typeCells(typed: readonly TypedAt[]): void {
    const cells = typed.flatMap(({ row, path, text }) => (isGroupHead(row) ? [] : [{ row, column: path, text }]));
    if (cells.length === 0) return;
    this.typedAt = performance.now();
    this.enter({ cells, write: () => this.writer.type(cells) });
    this.#pace.drawRows(cells.map(({ row }) => row));
  }

  /** Writes at once, or asks first where it is much. */
  enter(change: LargeChange): void {
    if (change.cells.length > ASKED_ABOVE) this.asked = change;
    else change.write();
  }

  run(command: GridCommand): void {
    runCommand(this, command);
  }

  togglePanel(): void {
    this.panel = this.panel === 'closed' ? 'row' : 'closed';
    if (this.panel === 'closed') this.#port?.focus();
  }

  /** As `goTo`, also before the grid is on screen and for a row that a filter hides. */
  focusRow(row: RowId, asked?: string): void {
    const path = this.columns.some((shown) => shown.path === asked) ? asked! : this.columns[0]!.path;
    if (this.rows.indexOf(row) < 0 && this.view.isFiltered) this.choose((view) => view.clearFilters());
    if (this.rows.indexOf(row) < 0) this.regroup((rows) => rows.reveal(row));
    this.focus = { row, path };
    this.selectedRows = [row];
    this.goTo(row, path);
  }

  /** Moves the cursor to a row, where it is shown; `left`: the keys stay with whoever types beside the grid. */
  goTo(row: RowId, path: string = this.columns[0]!.path, keys: 'taken' | 'left' = 'taken'): void {
    const [place, column] = [this.rows.indexOf(row), this.columns.findIndex((shown) => shown.path === path)];
    if (place >= 0) this.#port?.[keys === 'left' ? 'selectQuietly' : 'select'](place, Math.max(0, column));
  }

  readonly placeOfHeading = (column: number): MenuPlace | undefined => this.#port?.placeOfHeading(column);

  readonly selectBlock = (range: SelectedRange): void => this.#port?.selectBlock(range);
  readonly focusGrid = (): void => this.#port?.focus();

  showDeleted(shown: 'deleted' | 'living'): void {
    this.showsDeleted = shown === 'deleted';
    this.focus = null;
    this.rebuild();
  }

  openNewRow(template: Readonly<Record<string, CellValue>> = {}): void {
    this.template = template;
    this.panel = 'new';
  }

  textOf(column: ShownColumn, row: RowArray): string {
    return cellText(column, column.read(row, this.app.shop), { language: this.app.language, names: this.names });
  }

  row(id: RowId): RowArray | undefined {
    return this.app.workspace.tables.row(this.table.id, id);
  }

  /** The stored values of a row, for prefilling a form. */
  valuesOf(id: RowId): Readonly<Record<string, CellValue>> {
    return this.app.workspace.tables.values(this.table.id, id) ?? {};
  }

  // ---- inside -------------------------------------------------------------------------------------------------------

  #hear(change: RowsChanged): void {
    const shown = { table: this.table.id, columns: this.allColumns };
    for (const table of change.tables.keys()) this.names.forget(table);
    const rows = changedRows(change, shown);
    this.rows.patch(rows);
    if (change.membership.has(this.table.id)) this.#membershipChanged = true;
    // Heads of groups sum rows that may be anywhere.
    if (this.view.groups.length > 0 || changesNames(change, shown)) this.#pace.drawAll();
    else this.#pace.drawRows(rows);
  }

  /** Save states stand in the headings of rows; drafts and colleagues may stand in any cell. */
  #hearState(): void {
    const marked = `${this.app.workspace.drafts.revision} ${JSON.stringify(this.app.line.colleagues())}`;
    if (marked === this.#marked) return this.#pace.drawRows([]);
    this.#marked = marked;
    this.#pace.drawAllLater();
  }

  /** Other columns are another grid, which would take an open editor away: they wait as other rows do. */
  #hearDeclarations(): void {
    this.#areColumnsOld = true;
    this.rebuild();
  }

  #renewColumns(): void {
    const columns = columnsOfPage(this.app.workspace, this.page);
    if (!showsSame(this.allColumns, columns)) this.allColumns = columns;
  }

  #draw(what: Drawn): void {
    this.marks.forget();
    this.groups.forget();
    if (what === 'all') this.#port?.render();
    else this.#port?.renderRows([...what].map((row) => this.rows.indexOf(row)));
    this.#summarize();
    this.version++;
  }

  #showRows(): void {
    this.marks.forget();
    this.groups.forget();
    this.#port?.replaceRows(this.rows.shown, (id) => this.rows.indexOf(id));
    this.#countRows();
    this.#pace.drawRows([]);
  }

  #mustWait(): boolean {
    if (this.#port?.isEditing()) return true;
    const row = this.focus?.row;
    return row !== undefined && this.rows.stale.has(row) && this.#source.row(row) !== undefined;
  }

  #countRows(): void {
    this.shownCount = this.rows.kept.length;
    this.total = this.rows.total;
  }

  #summarize(): void {
    const { columns, app } = this;
    this.statistics = summarizeSelection({ ranges: this.ranges, columns, rows: this.rows.shown, shop: app.shop });
  }
}
