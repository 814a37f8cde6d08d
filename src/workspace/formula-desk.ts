/** What an editor of formulas asks: what may be typed next, what is wrong, what the rows would show. */
import { compileFormula } from '#formula/compile.ts';
import { completeAt, type Completion } from '#formula/complete.ts';
import { refuseCycle } from '#formula/cycle.ts';
import { errorAt, type FormulaError } from '#formula/error-at.ts';
import { namesOfSchema } from '#formula/schema-names.ts';
import { shownText, storedText } from '#formula/stored-text.ts';
import type { RowId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { ComputedValue } from '#schema/computed.ts';
import type { RowArray } from '#schema/table.ts';
import type { ShownColumn } from './column-path.ts';
import { nameOf } from './own-declarations.ts';
import type { Workspace } from './workspace.ts';

export type { Completion, FormulaError };
export type { Suggestion } from '#formula/complete.ts';

/** Of a column that is not written yet. */
const NEW_COLUMN = 'new';

export interface PreviewedCell {
  readonly row: RowId;
  readonly value: ComputedValue;
}

export interface Preview {
  /** How the cells show: as a column of the page would. */
  readonly column: ShownColumn;
  readonly cells: readonly PreviewedCell[];
}

export class FormulaDesk {
  readonly #workspace: Workspace;
  readonly #table: string;
  readonly #id: RowId;

  /** `id`: the column that is edited. */
  constructor(workspace: Workspace, table: string, id: RowId = NEW_COLUMN) {
    this.#workspace = workspace;
    this.#table = table;
    this.#id = id;
  }

  complete(text: string, cursor: number, language: 'zh' | 'en'): Completion {
    return completeAt({ ...this.#text(text), cursor, language });
  }

  /** Null: it may be saved. */
  faultIn(text: string): FormulaError | null {
    const formula = { ...this.#text(text), label: { zh: '', en: '' } };
    const fault = errorAt(formula);
    if (fault) return fault;
    const compiled = compileFormula(formula);
    if (!compiled.ok) return null;
    const { names } = formula;
    const others = this.#workspace.own.all
      .filter(({ id }) => id !== this.#id)
      .flatMap(({ name, table, formula: stored, label }) => {
        const other = compileFormula({ names, table, text: stored, label: { zh: label, en: label } });
        return other.ok ? [{ id: name, formula: other.value }] : [];
      });
    const own = { id: nameOf(this.#id), formula: compiled.value };
    const refusal = refuseCycle(own, [...others, own]);
    return refusal && { start: 0, end: text.length, refusal };
  }

  stored(text: string): Result<string> {
    return storedText(this.#text(text));
  }

  shown(stored: string, language: 'zh' | 'en'): string {
    return shownText(this.#text(stored), language);
  }

  preview(stored: string, rows: readonly RowArray[], shop: string): Preview {
    const candidate = { id: this.#id, table: this.#table, label: '', formula: stored };
    return this.#workspace.own.preview(candidate, ({ path }) => {
      const column = this.#workspace.column(this.#table, path);
      return { column, cells: rows.map((row) => ({ row: row[0], value: column.read(row, shop) })) };
    });
  }

  #text(text: string) {
    return { names: namesOfSchema(this.#workspace.schema), table: this.#table, text };
  }
}
