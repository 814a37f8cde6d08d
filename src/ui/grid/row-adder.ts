/**
 * New rows: one from a form, or the lines pasted below the last row as one commit. A line that cannot become a row is
 * named with its reason and nothing of it is written; the others are.
 */
import { rowIdOf, type RowId } from '#kernel/ids.ts';
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import type { CellValue } from '#schema/column.ts';
import type { PlannedRow } from '#schema/action.ts';
import type { Table } from '#schema/table.ts';
import type { App } from '#ui/state/app.svelte.ts';
import { PLAIN_ACTIONS } from '#workspace/plain-actions.ts';
import type { ReferenceNames } from './reference-names.ts';
import { readTyped } from './typed-cells.ts';

type Line = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, CellValue>>;

interface FailedLine {
  readonly line: number;
  readonly refusal: Refusal;
}

export class RowAdder {
  readonly #app: App;
  readonly #table: Table;
  readonly #names: ReferenceNames;

  constructor(setup: { readonly app: App; readonly table: Table; readonly names: ReferenceNames }) {
    this.#app = setup.app;
    this.#table = setup.table;
    this.#names = setup.names;
  }

  add(values: Values): Result<RowId> {
    const said = withoutEmpty(values);
    const problem = this.#problemOf(said, new Set());
    return problem ?? this.#app.workspace.addRow(this.#table.id, said);
  }

  addLines(lines: readonly Line[]): void {
    const stamp = this.#app.workspace.clock.next();
    const failed: FailedLine[] = [];
    const taken = new Set<string>();
    const rows: PlannedRow[] = [];
    for (const [index, line] of lines.entries()) {
      const read = this.#read(line);
      const refusal = read.ok ? this.#problemOf(read.value, taken) : read;
      if (refusal) failed.push({ line: index + 1, refusal });
      else if (read.ok) rows.push({ id: rowIdOf(stamp, rows.length), values: read.value });
    }
    if (rows.length > 0) this.#write(rows);
    if (failed.length > 0) this.#tellFailed(failed);
  }

  #write(rows: readonly PlannedRow[]): void {
    const written = this.#app.workspace.write([{ table: this.#table.id, create: true, rows }], {
      action: PLAIN_ACTIONS.add
    });
    if (written.ok) this.#app.notify(this.#app.t('grid.rowsAdded', { count: rows.length }));
    else this.#app.notify(this.#sentenceAt(written), 'error');
  }

  #tellFailed(failed: readonly FailedLine[]): void {
    const first = failed[0]!;
    const values = { count: failed.length, line: first.line, reason: this.#sentenceAt(first.refusal) };
    this.#app.notify(this.#app.t('grid.rowsNotAdded', values), 'error');
  }

  #read(line: Line): Result<Values> {
    const values: Record<string, CellValue> = {};
    for (const [name, column] of Object.entries(this.#table.columns)) {
      const read = readTyped(column, line[name] ?? '', (table, typed) => this.#names.find(table, typed));
      if (!read.ok) return { ...read, cell: { table: this.#table.id, row: '', column: name } };
      values[name] = read.value;
    }
    return succeed(withoutEmpty(values));
  }

  /** What the gate cannot know: a code that another row has already, or a line before this one. */
  #problemOf(values: Values, taken: Set<string>): Refusal | null {
    const whole = this.#table.checkRow?.(values);
    if (whole) return refuse(whole.rule, {}, { table: this.#table.id, row: '', column: whole.column });
    for (const [column, value] of Object.entries(values)) {
      if (!this.#table.columns[column]?.unique) continue;
      const key = `${column} ${String(value)}`;
      const holder = this.#holderOf(column, value);
      const name = holder === undefined ? String(value) : this.#names.nameOf(this.#table.id, holder);
      if (holder !== undefined || taken.has(key))
        return refuse('already-taken', { typed: String(value), name }, { table: this.#table.id, row: '', column });
      taken.add(key);
    }
    return null;
  }

  #holderOf(column: string, value: CellValue): RowId | undefined {
    const { tables } = this.#app.workspace;
    return tables.find(this.#table.id, column, value).find((id) => !tables.isDeleted(this.#table.id, id));
  }

  #sentenceAt(refusal: Refusal): string {
    const column = refusal.cell && this.#table.columns[refusal.cell.column];
    const sentence = this.#app.sentence(refusal);
    return column ? `${column.label[this.#app.language]}: ${sentence}` : sentence;
  }
}

/** A commit carries only what was said. */
function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
