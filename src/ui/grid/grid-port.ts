/** What the page asks of the grid on screen and what the grid tells the page: the seam that keeps Handsontable in one file. */
import type { RowId } from '#kernel/ids.ts';
import type { RowArray } from '#schema/table.ts';
import type { Language } from '#text/text.ts';
import type { BlockPlace } from './pasted-block.ts';

export interface GridColumn {
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly width: number;
  readonly editor: 'text' | 'list' | 'checkbox' | 'none';
  readonly isComputed: boolean;
  readonly isNumeric: boolean;
  /** Display text, or a truth value for checkboxes. */
  readonly show: (row: RowArray) => string | boolean | null;
  readonly paint: (cell: HTMLTableCellElement, row: RowArray) => void;
  /** For lists: what may be chosen, narrowed by what is typed so far. */
  readonly suggest: (query: string) => readonly string[];
}

export interface TypedAt {
  readonly row: RowId;
  readonly path: string;
  readonly text: string;
}

export interface SelectedRange {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** What the grid's own keys ask for. */
export type GridCommand =
  'undo' | 'redo' | 'panel' | 'fill-down' | 'fill-right' | 'today' | 'duplicate' | 'column-menu';

/** In px of the window. */
export interface MenuPlace {
  readonly left: number;
  readonly top: number;
}

export interface GridEvents {
  typed(cells: readonly TypedAt[]): void;
  pasted(block: readonly (readonly string[])[], place: BlockPlace): void;
  selected(focus: { readonly row: number; readonly column: number } | null, ranges: readonly SelectedRange[]): void;
  editingEnded(): void;
  headToggled(head: RowId): void;
  columnMenuAsked(path: string, place: MenuPlace): void;
  mergedCellsPasted(): void;
  /** `beside` keeps the columns that sort already. */
  sortAsked(path: string, how: 'alone' | 'beside'): void;
  commanded(command: GridCommand): void;
}

export interface GridSetup {
  readonly container: HTMLElement;
  readonly key: string;
  readonly columns: readonly GridColumn[];
  readonly rows: RowArray[];
  readonly frozen: number;
  readonly rowHeight: 'normal' | 'tall';
  readonly theme: 'light' | 'dark';
  readonly language: Language;
  /** `rank` is 0 where one column sorts alone. */
  readonly sortOf: (path: string) => { readonly direction: 'up' | 'down'; readonly rank: number } | null;
  readonly sortHint: string;
  readonly editorLabel: string;
  readonly stateOf: (row: RowArray) => { readonly className: string; readonly title: string } | null;
  readonly on: GridEvents;
}

export interface GridPort {
  render(): void;
  /** The cells of these rows, by their place, and the headings of all: what else is on screen did not change. */
  renderRows(places: readonly number[]): void;
  isEditing(): boolean;
  /** New order or other rows: selection and first visible row follow their rows. Never while an editor is open. */
  replaceRows(rows: RowArray[], placeOf: (id: RowId) => number): void;
  select(row: number, column: number): void;
  /** The keys stay with whoever types beside the grid. */
  selectQuietly(row: number, column: number): void;
  selectBlock(range: SelectedRange): void;
  focus(): void;
  placeOfHeading(column: number): MenuPlace;
  setTheme(theme: 'light' | 'dark'): void;
  destroy(): void;
}
