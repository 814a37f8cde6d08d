/**
 * The columns and rules that managers added, made of their rows: compiled, put beside the modules' declarations in the
 * schema that the screens read, and laid over the engine. Each replica does this from the same rows, so all show the same.
 *
 * Nothing here refuses: two people who were apart may leave columns that read each other, or a column may be gone. Then
 * its cells show why, and everything else goes on.
 */
import type { Engine, EngineChange } from '#engine/engine.ts';
import { compileFormula, type CompiledFormula } from '#formula/compile.ts';
import { withoutCycles } from '#formula/cycle.ts';
import { namesOfSchema } from '#formula/schema-names.ts';
import type { RowId } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/result.ts';
import type { Label } from '#schema/column.ts';
import { computed, type Alert, type Computed, type Formula } from '#schema/computed.ts';
import type { Schema } from '#schema/module.ts';
import { refusalSentence } from '#text/refusals.ts';
import { compileRule, type RuleRow } from './own-rule.ts';
import { OWN_COLUMNS, OWN_RULES } from './own-tables.ts';
import type { TableReader } from './table-reader.ts';

export interface OwnColumn {
  readonly id: RowId;
  /** The table it was written for. */
  readonly table: string;
  /** Its column in the schema, in the space `home`. */
  readonly name: string;
  readonly home: string;
  /** As a page names it. */
  readonly path: string;
  readonly label: string;
  /** The stored text of its formula. */
  readonly formula: string;
  /** Path of the column it stands behind. */
  readonly after: string | null;
}

export interface OwnSetup {
  /** What the modules declare. */
  readonly base: Schema;
  readonly tables: TableReader;
  readonly engine: Engine;
  readonly user: string;
}

/** A column that is being written; `id` of the one it replaces, or one that no row has. */
export interface Candidate {
  readonly id: RowId;
  readonly table: string;
  readonly label: string;
  /** Stored text. */
  readonly formula: string;
}

interface Written {
  readonly id: RowId;
  readonly table: string;
  readonly label: string;
  readonly formula: string;
  readonly after: string | null;
}

export class OwnDeclarations {
  /** The modules' schema with the own columns in it: the same object for ever, so that whoever holds it sees them. */
  readonly schema: Schema;
  readonly #setup: OwnSetup;
  readonly #shown: Map<string, ReadonlyMap<string, Computed>>;
  #columns: readonly OwnColumn[] = [];

  constructor(setup: OwnSetup) {
    this.#setup = setup;
    this.#shown = new Map(setup.base.computed);
    this.schema = { ...setup.base, computed: this.#shown };
  }

  /** Whether a change of this table changes what is declared. */
  static isIn(table: string): boolean {
    return table === OWN_COLUMNS || table === OWN_RULES;
  }

  get all(): readonly OwnColumn[] {
    return this.#columns;
  }

  /** What a column would show if it were written, with nobody told and nothing kept. */
  preview<T>(candidate: Candidate, look: (column: OwnColumn) => T): T {
    const written = { after: null, ...candidate };
    this.renew(written);
    try {
      return look(this.#columns.find(({ id }) => id === candidate.id)!);
    } finally {
      this.renew();
    }
  }

  /** Reads the rows anew; gives the cells that now show something else. */
  renew(candidate?: Written): readonly EngineChange[] {
    this.#show([]);
    const rows = this.#written();
    const compiled = this.#compileAll(candidate ? [...rows.filter(({ id }) => id !== candidate.id), candidate] : rows);
    this.#columns = compiled
      .map(({ written, home }) => ({
        ...written,
        ...{ name: nameOf(written.id), home, path: pathOf(written, home) }
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#show(compiled);
    return this.#lay(compiled);
  }

  #lay(compiled: readonly CompiledColumn[]): readonly EngineChange[] {
    const { engine } = this.#setup;
    const laid = engine.overlay({ computed: declarationsOf(compiled), alerts: this.#rules() });
    if (laid.ok) return laid.value;
    // Compiled columns that the engine cannot run are a fault of ours: their cells say so, and all else goes on.
    const broken = compiled.map(({ written, home }) => ({ ...placeholderOf(written, laid), home }));
    this.#show(broken);
    const told = engine.overlay({ computed: declarationsOf(broken), alerts: [] });
    return told.ok ? told.value : [];
  }

  #written(): readonly Written[] {
    const { base, tables } = this.#setup;
    if (!base.tables.has(OWN_COLUMNS)) return [];
    // By id, which is by session and time, and not as they happened to arrive.
    const ids = [...tables.rows(OWN_COLUMNS)].map(([id]) => id).sort();
    return ids.flatMap((id): Written[] => {
      const { table, label, formula, after } = tables.values(OWN_COLUMNS, id) ?? {};
      if (!this.schema.tables.has(String(table))) return [];
      return [
        {
          ...{ id, table: String(table), label: String(label ?? ''), formula: String(formula ?? '') },
          after: typeof after === 'string' && after !== '' ? after : null
        }
      ];
    });
  }

  /** Columns that others read are compiled before them; those that read each other are told of by a placeholder. */
  #compileAll(columns: readonly Written[]): readonly CompiledColumn[] {
    const done: CompiledColumn[] = [];
    let waiting = columns;
    while (waiting.length > 0) {
      const names = new Set(waiting.map(({ id }) => nameOf(id)));
      const ready = waiting.filter(({ id, formula }) => !mentions(formula, names, nameOf(id)));
      const next = ready.length > 0 ? ready : waiting;
      if (ready.length === 0) this.#show([...done, ...waiting.map((written) => placeholderOf(written, READS_ITSELF))]);
      done.push(...next.map((written) => this.#compile(written)));
      waiting = waiting.filter((column) => !next.includes(column));
      this.#show(done);
    }
    return breakCycles(done);
  }

  #compile(written: Written): CompiledColumn {
    const { table, formula: text } = written;
    const label = labelOf(written.label);
    const result = compileFormula({ names: namesOfSchema(this.schema), table, text, label });
    if (!result.ok) return placeholderOf(written, result);
    const { home, column, helpers } = result.value;
    return { written, home, column, helpers, compiled: result.value };
  }

  #show(compiled: readonly Pick<CompiledColumn, 'written' | 'home' | 'column'>[]): void {
    const { base } = this.#setup;
    for (const space of this.#shown.keys()) if (!base.computed.has(space)) this.#shown.delete(space);
    for (const [space, columns] of base.computed) this.#shown.set(space, columns);
    for (const { written, home, column } of compiled)
      this.#shown.set(home, new Map([...(this.#shown.get(home) ?? []), [nameOf(written.id), column]]));
  }

  #rules(): readonly Alert[] {
    const { base, tables, user } = this.#setup;
    if (!base.tables.has(OWN_RULES)) return [];
    return [...tables.rows(OWN_RULES)].flatMap(([id]) => {
      const row = tables.values(OWN_RULES, id) as RuleRow | undefined;
      if (!row || (typeof row['owner'] === 'string' && row['owner'] !== user)) return [];
      // Where an own column has its values follows its formula, and a rule goes with its column.
      const own = this.#columns.find(({ name }) => name === row['column']);
      return compileRule(this.schema, id, own ? { ...row, on: own.home } : row) ?? [];
    });
  }
}

interface CompiledColumn {
  readonly written: Written;
  readonly home: string;
  readonly column: Formula;
  readonly helpers: CompiledFormula['helpers'];
  readonly compiled?: CompiledFormula;
}

/** Names in placeholders of sentences are letters, digits and underscores; row ids have dots. */
export function nameOf(id: RowId): string {
  return `own_${id.replaceAll(/\W/g, '_')}`;
}

function labelOf(label: string): Label {
  return { zh: label, en: label };
}

function mentions(formula: string, names: ReadonlySet<string>, self: string): boolean {
  return [...formula.matchAll(/own_\w+/g)].some(([name]) => name !== self && names.has(name));
}

function pathOf({ table, id }: Written, home: string): string {
  return home === table ? nameOf(id) : `${home}.${nameOf(id)}@$shop`;
}

type Added = Exclude<Computed, { readonly primitive: 'made' }>;

function declarationsOf(
  compiled: readonly CompiledColumn[]
): Readonly<Record<string, Readonly<Record<string, Added>>>> {
  const added: Record<string, Record<string, Added>> = {};
  for (const { written, home, column, helpers } of compiled) {
    (added[home] ??= {})[nameOf(written.id)] = column;
    for (const [space, hidden] of Object.entries(helpers)) Object.assign((added[space] ??= {}), hidden);
  }
  return added;
}

/** Only seen until the columns of the cycle are compiled, which then say which they are. */
const READS_ITSELF: Pick<Refusal, 'rule' | 'values'> = { rule: 'formula-cycle', values: { path: '' } };

/** Stands for a column that cannot be computed: every cell says why, to whoever reads it in whichever language. */
function placeholderOf(written: Written, why: Pick<Refusal, 'rule' | 'values'>): CompiledColumn {
  const because = `${refusalSentence(why, 'zh')} ${refusalSentence(why, 'en')}`;
  const column = computed.formula({
    label: labelOf(written.label),
    ...{ words: labelOf(written.formula), shows: 'integer', of: [] },
    compute: () => ({ code: '#NAME', because })
  });
  return { written, home: written.table, column, helpers: {} };
}

function breakCycles(columns: readonly CompiledColumn[]): readonly CompiledColumn[] {
  const whole = columns.flatMap(({ written, compiled }) =>
    compiled ? [{ id: nameOf(written.id), formula: compiled }] : []
  );
  const safe = new Map(withoutCycles(whole).map(({ id, formula }) => [id, formula]));
  return columns.map((one) => {
    const { column, helpers } = safe.get(nameOf(one.written.id)) ?? one;
    return { ...one, column, helpers };
  });
}
