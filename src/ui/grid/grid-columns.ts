/** The page's columns as the grid draws them: texts, editors, suggestions, and the marks on each cell. */
import { isCellError } from '#schema/computed.ts';
import type { RowArray } from '#schema/table.ts';
import type { App } from '#ui/state/app.svelte.ts';
import { colourOf } from '#ui/state/person-colour.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import { toneOf, type CompiledColour } from './colour-rules.ts';
import { paintCell, paintHead } from './cell-painter.ts';
import { cellText, isNumeric } from './cell-text.ts';
import type { GridColumn } from './grid-port.ts';
import type { GroupCells } from './group-cells.ts';
import type { ReferenceNames } from './reference-names.ts';
import { isGroupHead } from './row-groups.ts';
import type { MarkReader } from './row-marks.ts';
import type { Measure } from './text-measure.ts';

export interface ColumnSetup {
  readonly app: App;
  readonly table: string;
  readonly editable: boolean;
  readonly names: ReferenceNames;
  readonly marks: MarkReader;
  readonly groups: GroupCells;
  readonly colours: () => readonly CompiledColour[];
  /** Some rows as they come, by which a column learns how much room it needs. */
  readonly sample: readonly RowArray[];
  readonly measure: Measure;
}

/** More would not be read: whoever does not see it types on. */
const SUGGESTIONS = 50;
const DEFAULT_WIDTH = 110;
/** What a heading needs beside its letters: padding, the sort mark or the ƒ of a computed column. */
const HEADING_ROOM = 30;
const COMPUTED_ROOM = 8;
const CELL_ROOM = 20;

export function gridColumns(columns: readonly ShownColumn[], setup: ColumnSetup): GridColumn[] {
  return columns.map((column, place) => gridColumn(column, place === 0 ? 'first' : 'other', setup));
}

function gridColumn(column: ShownColumn, place: 'first' | 'other', setup: ColumnSetup): GridColumn {
  const { app, names, table } = setup;
  const { language } = app;
  const isEditable = setup.editable && column.stored !== null;
  const heading = column.label[language];
  return {
    path: column.path,
    label: heading,
    help: column.computed?.words[language] ?? column.stored?.help?.[language] ?? heading,
    width: widthOf(column, setup),
    editor: isEditable ? editorOf(column) : 'none',
    isComputed: column.computed !== null,
    isNumeric: isNumeric(column),
    show: (row) => {
      if (isGroupHead(row[0])) return setup.groups.text(row[0], column, place);
      const draft = app.workspace.drafts.of(table, row[0], column.path);
      if (draft) return draft.text;
      const value = column.read(row, app.shop);
      if (column.kind === 'boolean' && isEditable) return typeof value === 'boolean' ? value : null;
      return cellText(column, value, { language, names });
    },
    paint: (cell, row) => paint(cell, row, { column, setup }),
    suggest: (query) => suggest(column, query, setup)
  };
}

/** Declared widths are what a column may take; one whose cells need less leaves the room to its neighbours. */
function widthOf(column: ShownColumn, { app, names, sample, measure }: ColumnSetup): number {
  const { language } = app;
  const heading = measure(column.label[language], 'heading') + HEADING_ROOM + (column.computed ? COMPUTED_ROOM : 0);
  let needed = sample.length === 0 ? Infinity : 0;
  for (const row of sample) {
    const text = cellText(column, column.read(row, app.shop), { language, names });
    needed = Math.max(needed, measure(text, 'cell') + CELL_ROOM);
  }
  return Math.ceil(Math.max(heading, Math.min(needed, column.width ?? DEFAULT_WIDTH)));
}

function editorOf({ kind }: ShownColumn): GridColumn['editor'] {
  if (kind === 'choice' || kind === 'reference') return 'list';
  return kind === 'boolean' ? 'checkbox' : 'text';
}

function suggest(column: ShownColumn, query: string, { app, names }: ColumnSetup): readonly string[] {
  const { stored } = column;
  if (stored?.kind === 'reference' && stored.table)
    return names.search(stored.table, query, SUGGESTIONS).map(({ name }) => name);
  const labels = (stored?.choices ?? []).map((choice) => choice.label[app.language]);
  const wanted = query.trim().toLowerCase();
  const found = labels.filter((label) => label.toLowerCase().includes(wanted));
  // An editor opens with the present choice as its query: then all of them are wanted, not the one that is there.
  return found.length > 0 && !labels.some((label) => label.toLowerCase() === wanted) ? found : labels;
}

function paint(
  cell: HTMLTableCellElement,
  row: RowArray,
  { column, setup }: { readonly column: ShownColumn; readonly setup: ColumnSetup }
): void {
  const { app, marks, table } = setup;
  if (isGroupHead(row[0])) return paintHead(cell, setup.groups, { head: row[0], column });
  const value = column.read(row, app.shop);
  const rowMarks = marks.of(row[0], app.shop);
  const draft = app.workspace.drafts.of(table, row[0], column.path);
  const alert = rowMarks.alerts.get(column.path);
  const colleague = rowMarks.colleagues.get(column.path);
  const told: string[] = [];
  if (draft) told.push(app.sentence(draft));
  if (isCellError(value)) told.push(`${value.code}: ${value.because}`);
  if (alert) told.push(alert.label[app.language]);
  if (rowMarks.conflicts.has(column.path)) told.push(app.t('grid.conflictHere'));
  if (rowMarks.isDeletionDisputed) told.push(app.t('grid.deletionDisputed'));
  if (colleague) told.push(app.t('grid.colleagueHere', { name: colleague.name }));
  paintCell(cell, {
    column,
    tone: toneOf(setup.colours(), row, column.path),
    marks: rowMarks,
    draft,
    numeric: isNumeric(column),
    negative: typeof value === 'number' && value < 0 && column.kind !== 'diopter',
    error: isCellError(value),
    told,
    colleague: colleague ? { name: colleague.name, colour: colourOf(colleague.user) } : null
  });
}
