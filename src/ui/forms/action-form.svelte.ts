/**
 * What is being entered for an action, field by field, and what is wrong with it. A field is judged while one types by
 * the same parser as a cell of the grid; "required" is said only after the field was left or the form sent, because an
 * empty new form has done nothing wrong yet.
 */
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import type { Action } from '#schema/action.ts';
import { formatCell, parseCell } from '#schema/cell.ts';
import type { CellValue, Column } from '#schema/column.ts';
import type { App } from '#ui/state/app.svelte.ts';
import type { UndoStep } from '#workspace/undo-stack.ts';

/** What a field asks: rows by their names, and how a row is called. */
type FieldHost = Pick<App, 'workspace' | 'finder'>;

export class FieldEntry {
  readonly name: string;
  readonly column: Column;
  readonly #host: FieldHost;
  #text = $state('');
  /** For references: the chosen row. */
  #row = $state<string | null>(null);
  #isLeft = $state(false);
  #refusal = $state.raw<Refusal | null>(null);

  constructor(host: FieldHost, name: string, column: Column) {
    this.name = name;
    this.column = column;
    this.#host = host;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.#row = null;
    this.#refusal = null;
  }

  get row(): string | null {
    return this.#row;
  }

  choose(row: string): void {
    this.#text = this.#host.workspace.titleOf(this.column.table ?? '', row);
    this.#row = row;
    this.#refusal = null;
  }

  prefill(value: CellValue): void {
    if (value === null || value === '') return;
    if (this.column.kind === 'reference') this.choose(String(value));
    else this.#text = this.column.kind === 'choice' ? String(value) : formatCell(this.column, value);
  }

  /** A code typed in full needs no choosing from the list. */
  leave(): void {
    this.#isLeft = true;
    if (this.column.kind !== 'reference' || this.#row !== null || this.#text.trim() === '') return;
    const [first] = this.#host.finder.find({ table: this.column.table ?? '', text: this.#text, limit: 1 });
    if (first && first.key.toLowerCase() === this.#text.trim().toLowerCase()) this.choose(first.id);
  }

  get value(): Result<CellValue> {
    if (this.column.kind !== 'reference') return parseCell(this.column, this.#text);
    if (this.#row !== null) return succeed(this.#row);
    if (this.#text.trim() === '') return this.column.required ? refuse('required') : succeed(null);
    const label = this.#host.workspace.schema.tables.get(this.column.table ?? '')?.label ?? this.column.label;
    return refuse('no-such-reference', { typed: this.#text.trim(), what: label.zh, whatEn: label.en });
  }

  get problem(): Refusal | null {
    if (this.#refusal) return this.#refusal;
    const { value } = this;
    if (value.ok) return null;
    const isUnfinished = this.#text.trim() === '' || this.column.kind === 'reference';
    return isUnfinished && !this.#isLeft ? null : value;
  }

  /** What the action or the gate said about this field. */
  blame(refusal: Refusal): void {
    this.#refusal = refusal;
  }
}

export class ActionForm {
  readonly action: Action;
  readonly fields: readonly FieldEntry[];
  readonly #host: FieldHost;
  #refusal = $state.raw<Refusal | null>(null);

  constructor(host: FieldHost, action: Action, prefill: Readonly<Record<string, CellValue>>) {
    this.action = action;
    this.#host = host;
    this.fields = Object.entries(action.input).map(([name, column]) => new FieldEntry(host, name, column));
    for (const field of this.fields) field.prefill(prefill[field.name] ?? null);
  }

  /** What was said about the whole, where no field can be named. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  /** What it is about: the name of the row that its first reference names. */
  get subject(): string {
    return this.fields.find(({ column, row }) => column.kind === 'reference' && row !== null)?.text ?? '';
  }

  /** The field to begin with: the first that has nothing yet and needs something. */
  get firstOpen(): string | undefined {
    const open = this.fields.find(({ column, text }) => column.required && text === '');
    return (open ?? this.fields.find(({ column }) => column.kind === 'integer') ?? this.fields[0])?.name;
  }

  submit(): UndoStep | null {
    this.#refusal = null;
    for (const field of this.fields) field.leave();
    if (this.fields.some((field) => field.problem !== null)) return null;
    const input = this.fields.map(({ name, value }) => [name, value.ok ? value.value : null] as const);
    const done = this.#host.workspace.run(this.action.id, Object.fromEntries(input));
    if (done.ok) return done.value;
    const blamed = this.fields.find(({ name }) => name === done.cell?.column);
    if (blamed) blamed.blame(done);
    else this.#refusal = done;
    return null;
  }
}
