/**
 * Random declarations for the property tests: a spec is a list of numbers read against what was declared before it, so
 * every graph is free of cycles and every spec can be left out when a failure is made smaller.
 */
import { column } from '#schema/column.ts';
import { computed, group, type Alert, type Computed, type ComputedValue, type Group } from '#schema/computed.ts';
import { createSchema, type Schema } from '#schema/module.ts';
import { sheet } from '#schema/table.ts';
import { FullRecomputation } from './full-recomputation.fixture.ts';

const label = { zh: '', en: '' };
const shown = { label, words: label, shows: 'integer' as const };
export const TABLES = ['a', 'b', 'c'];
const tables = TABLES.map((id) =>
  sheet({
    id,
    label,
    book: { audience: 'chain' },
    columns: {
      ...Object.fromEntries(TABLES.map((to) => [`to_${to}`, column.reference({ label, table: to })])),
      n: column.integer({ label }),
      any: column.text({ label })
    }
  })
);

type Body = (...values: readonly ComputedValue[]) => ComputedValue;
const number = (value: ComputedValue): number => (typeof value === 'number' ? value : 0);
const FORMULAS: readonly Body[] = [
  (...values) => values.reduce<number>((sum, value) => sum + number(value), 0),
  (a, b = null) => number(a) / number(b),
  (a) => (typeof a === 'string' ? `${a.slice(0, 1)}2` : 'b1'),
  (a) => {
    if (typeof a === 'string') throw new Error(`no text: ${a}`);
    return a;
  },
  (a) => (a === 3 ? { code: '#NAME', because: 'three' } : number(a) * 0.1),
  (...values) => values.join('+')
];
const CONDITIONS: readonly ((...values: readonly ComputedValue[]) => boolean)[] = [
  (a) => number(a) > 1,
  (a) => a !== null,
  (a, b = null) => {
    if (b === 'odd') throw new Error('odd');
    return a !== b;
  }
];

export interface Spec {
  readonly kind: 'formula' | 'lookup' | 'rollup' | 'group' | 'alert';
  readonly picks: readonly number[];
}

export class Declarations {
  readonly groups: Group[] = [];
  readonly computed: Record<string, Record<string, Computed>> = {};
  readonly alerts: Alert[] = [];
  private readonly columns = new Map(TABLES.map((id) => [id, [...TABLES.map((to) => `to_${to}`), 'n', 'any']]));
  private picks: number[] = [];

  schema(): Schema {
    const { groups, computed, alerts } = this;
    return createSchema([
      { id: 'm', label, area: 'business', tables, groups, computed, alerts, actions: [], pages: [] }
    ]);
  }

  private pick<T>(from: readonly T[]): T {
    return from[(this.picks.shift() ?? 0) % from.length] as T;
  }

  private some(from: readonly string[]): string[] {
    return Array.from({ length: this.pick([1, 2, 3]) }, () => this.pick(from));
  }

  private columnsOf(space: string): string[] {
    return this.columns.get(space) as string[];
  }

  /** Columns that may name rows of `table`: references to it, and formulas. */
  private naming(space: string, table: string): string[] {
    const reader = new FullRecomputation(this.schema(), new Map());
    return this.columnsOf(space).filter((name) => {
      const referred = reader.referred(space, name);
      return referred === table || this.computed[space]?.[name]?.primitive === 'formula';
    });
  }

  declare(spec: Spec): void {
    this.picks = [...spec.picks];
    if (spec.kind === 'group') return this.declareGroup();
    const space = this.pick([...this.columns.keys()]);
    if (spec.kind === 'alert') return this.declareAlert(space);
    const made = this[spec.kind](space);
    if (!made) return;
    const name = `${spec.kind}${this.columnsOf(space).length}`;
    (this.computed[space] ??= {})[name] = made;
    this.columnsOf(space).push(name);
  }

  private declareGroup(): void {
    const keys = this.some(TABLES).slice(0, 2);
    const sources = this.some(TABLES)
      .slice(0, 2)
      .map((table) => ({ table, by: keys.map((key) => this.pick(this.naming(table, key))) }));
    if (sources.some(({ by }) => by.includes(undefined as never))) return;
    const id = `g${this.groups.length}`;
    this.groups.push(
      group({ id, label, keys: Object.fromEntries(keys.map((table, i) => [`k${i}`, { label, table }])), sources })
    );
    this.columns.set(
      id,
      keys.map((_, i) => `k${i}`)
    );
  }

  private declareAlert(on: string): void {
    const of = this.some(this.columnsOf(on));
    const id = `alert${this.alerts.length}`;
    const coloured = this.pick(this.columnsOf(on));
    this.alerts.push({
      id,
      on,
      severity: 'warning',
      of,
      when: this.pick(CONDITIONS),
      column: coloured,
      label,
      sentence: label,
      remedies: []
    });
  }

  private formula(space: string): Computed {
    return computed.formula({ ...shown, compute: this.pick(FORMULAS), of: this.some(this.columnsOf(space)) });
  }

  private lookup(space: string): Computed | undefined {
    const reader = new FullRecomputation(this.schema(), new Map());
    const through = this.pick(this.columnsOf(space).filter((name) => reader.referred(space, name) !== ''));
    const columns = this.columnsOf(reader.referred(space, through));
    return computed.lookup({ ...shown, through, column: this.pick(columns) });
  }

  private rollup(space: string): Computed | undefined {
    const from = this.pick([...this.columns.keys()]);
    const declared = this.groups.find(({ id }) => id === space);
    const keys = declared ? Object.values(declared.keys).map((key) => key.table) : [space];
    const candidates = keys.map((table) => this.naming(from, table));
    if (candidates.some((names) => names.length === 0)) return undefined;
    const kind = this.pick(['count', 'sum', 'min', 'max'] as const);
    const measure = kind === 'count' ? { kind } : { kind, column: this.pick(this.columnsOf(from)) };
    const where = { of: this.some(this.columnsOf(from)), keep: this.pick(CONDITIONS) };
    const by = candidates.map((names) => this.pick(names));
    return computed.rollup({ ...shown, from, by, measure, ...(this.pick([true, false]) ? { where } : {}) });
  }
}
