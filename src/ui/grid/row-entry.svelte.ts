/** A new row while it is being entered, in the panel or in the line below the grid: its fields, and what is wrong with them. */
import type { RowId } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import type { CellValue } from '#schema/column.ts';
import { FieldEntry } from '#ui/forms/action-form.svelte.ts';
import type { GridState } from './grid-state.svelte.ts';

export class RowEntry {
  fields = $state.raw<readonly FieldEntry[]>([]);
  /** What is wrong with the row as a whole. */
  refusal = $state.raw<Refusal | null>(null);
  readonly #grid: GridState;
  readonly #names: () => readonly string[];
  #blamed: FieldEntry | undefined;

  constructor(grid: GridState, names: () => readonly string[]) {
    this.#grid = grid;
    this.#names = names;
  }

  begin(values: Readonly<Record<string, CellValue>>): void {
    const { app, table } = this.#grid;
    this.refusal = null;
    this.#blamed = undefined;
    this.fields = this.#names().map((name) => {
      const field = new FieldEntry(app, name, table.columns[name]!);
      field.prefill(values[name] ?? null);
      return field;
    });
  }

  /** What stays the same from row to row is entered once: choices and references. */
  lasting(): Readonly<Record<string, CellValue>> {
    const kept = this.fields.filter(({ column }) => column.kind === 'choice' || column.kind === 'reference');
    return Object.fromEntries(kept.map(({ name, value }) => [name, value.ok ? value.value : null]));
  }

  /** Null where something is wrong: a field says what, or `refusal`. */
  add(): RowId | null {
    const { app, names, table } = this.#grid;
    this.refusal = null;
    // What was said about a field may be mended by another one: it is judged anew.
    if (this.#blamed && this.#blamed.column.kind !== 'reference') this.#blamed.text = this.#blamed.text;
    this.#blamed = undefined;
    for (const field of this.fields) field.leave();
    if (this.fields.some((field) => field.problem !== null)) return null;
    const values = Object.fromEntries(this.fields.map(({ name, value }) => [name, value.ok ? value.value : null]));
    const added = this.#grid.adder.add(values);
    if (added.ok) {
      this.#grid.rebuild();
      this.#grid.goTo(added.value, undefined, 'left');
      app.notify(app.t('panel.added', { name: names.nameOf(table.id, added.value) }));
      return added.value;
    }
    this.#blamed = this.fields.find(({ name }) => name === added.cell?.column);
    if (this.#blamed) this.#blamed.blame(added);
    else this.refusal = added;
    return null;
  }
}
