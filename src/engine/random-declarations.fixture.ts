/**
 * Random declarations for the property tests: a spec is a list of numbers read against what was declared before it, so
 * every graph is free of cycles and every spec can be left out when a failure is made smaller.
 */
import { column } from '#schema/column.ts';
import { computed, type Alert, type Computed, type ComputedValue, type Measure, type Step } from '#schema/computed.ts';
import { derive, type Derive, type DerivedRow } from '#schema/derive.ts';
import { group, type Group, type GroupKey } from '#schema/group.ts';
import { createSchema, type Schema } from '#schema/module.ts';
import { sheet } from '#schema/table.ts';
import { FullRecomputation } from './full-recomputation.fixture.ts';
import type { Overlay } from './overlay.ts';

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

type State = readonly number[];
/** A balance, layers that are eaten up, a status: with states that are errors, that throw and that give no number. */
const STEPS: readonly ((state: State, ...values: readonly ComputedValue[]) => Step<State>)[] = [
  ([sum = 0], a) => ({ state: [sum + number(a ?? null)], value: sum + number(a ?? null) }),
  (layers, a) => {
    const left = [...layers, number(a ?? null)].filter((n) => n > 0).slice(-2);
    return { state: left, value: left.join('+') };
  },
  ([last = 1], a) => {
    if (a === 'odd') throw new Error('odd');
    return { state: [number(a ?? null)], value: number(a ?? null) / last };
  },
  ([count = 0], a) => ({ state: [count + 1], value: count === 1 ? { code: '#NAME', because: 'two' } : (a ?? null) })
];
const ROWS: readonly ((...values: readonly ComputedValue[]) => Iterable<DerivedRow>)[] = [
  (a, b) => [
    { key: 'in', values: { to: 'a1', amount: number(a ?? null) } },
    { key: 'out', values: { to: typeof b === 'string' ? b : null, amount: -number(a ?? null) } }
  ],
  (a) => Array.from({ length: Math.max(0, number(a ?? null)) }, (_, i) => ({ key: `k${i}`, values: { amount: i } })),
  (a, b) => [
    { key: String(a), values: { to: 'a2' } },
    { key: String(b), values: { to: 'a3', amount: 7 } }
  ],
  function* (a) {
    yield { key: 'one', values: { amount: number(a ?? null) } };
    if (a === 3) throw new Error('three');
  }
];

export interface Spec {
  readonly kind: 'formula' | 'lookup' | 'rollup' | 'group' | 'alert' | 'scan' | 'derive';
  readonly picks: readonly number[];
}

export class Declarations {
  readonly groups: Group[] = [];
  readonly derives: Derive[] = [];
  readonly computed: Record<string, Record<string, Computed>> = {};
  readonly alerts: Alert[] = [];
  private readonly columns = new Map(TABLES.map((id) => [id, [...TABLES.map((to) => `to_${to}`), 'n', 'any']]));
  private picks: number[] = [];

  schema(): Schema {
    const { groups, derives, computed, alerts } = this;
    return createSchema([
      { id: 'm', label, area: 'business', tables, groups, derives, computed, alerts, actions: [], pages: [] }
    ]);
  }

  copy(): Declarations {
    const copy = new Declarations();
    copy.groups.push(...this.groups);
    copy.derives.push(...this.derives);
    copy.alerts.push(...this.alerts);
    for (const [space, columns] of Object.entries(this.computed)) copy.computed[space] = { ...columns };
    for (const [space, columns] of this.columns) copy.columns.set(space, [...columns]);
    return copy;
  }

  /** What is declared here and not in `base`. */
  beyond(base: Declarations): Overlay {
    const computed = Object.entries(this.computed).map(([space, columns]) => {
      const known = Object.keys(base.computed[space] ?? {});
      return [space, Object.fromEntries(Object.entries(columns).filter(([name]) => !known.includes(name)))];
    });
    return { computed: Object.fromEntries(computed), alerts: this.alerts.slice(base.alerts.length) };
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
    if (spec.kind === 'derive') return this.declareDerive();
    const space = this.pick([...this.columns.keys()]);
    if (spec.kind === 'alert') return this.declareAlert(space);
    const made = this[spec.kind](space);
    if (!made) return;
    const name = `${spec.kind}${this.columnsOf(space).length}`;
    (this.computed[space] ??= {})[name] = made;
    this.columnsOf(space).push(name);
  }

  private declareGroup(): void {
    const spaces = [...TABLES, ...this.derives.map(({ id }) => id), ...this.groups.map(({ id }) => id)];
    const keys = Array.from({ length: this.pick([1, 2]) }, () => this.pick([...TABLES, undefined]));
    const sources = Array.from({ length: this.pick([1, 2]) }, () => this.pick(spaces)).map((table) => ({
      table,
      by: keys.map((key) => this.pick(key ? this.naming(table, key) : this.columnsOf(table)))
    }));
    if (sources.some(({ by }) => by.includes(undefined as never))) return;
    const id = `g${this.groups.length}`;
    const keyOf = (table: string | undefined): GroupKey => (table ? { label, table } : { label, kind: 'text' });
    this.groups.push(
      group({ id, label, keys: Object.fromEntries(keys.map((key, i) => [`k${i}`, keyOf(key)])), sources })
    );
    this.columns.set(
      id,
      keys.map((_, i) => `k${i}`)
    );
  }

  private declareDerive(): void {
    const from = this.pick([...this.columns.keys()]);
    const id = `d${this.derives.length}`;
    const of = this.some(this.columnsOf(from));
    const columns = { to: column.reference({ label, table: 'a' }), amount: column.integer({ label }) };
    const made = { label, words: label, column: `made_${id}` };
    this.derives.push(derive({ id, label, from, of, columns, made, rows: this.pick(ROWS) }));
    this.columnsOf(from).push(made.column);
    this.columns.set(id, Object.keys(columns));
  }

  private scan(space: string): Computed {
    const columns = this.columnsOf(space);
    const by = this.some(columns).slice(0, this.pick([0, 1, 2]));
    const start: State = [];
    return computed.scan({
      ...shown,
      by,
      order: this.some(columns).slice(1),
      of: this.some(columns),
      start,
      step: this.pick(STEPS)
    });
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
    if (through === undefined) return undefined;
    const columns = this.columnsOf(reader.referred(space, through));
    return computed.lookup({ ...shown, through, column: this.pick(columns) });
  }

  private rollup(space: string): Computed | undefined {
    const from = this.pick([...this.columns.keys()]);
    const declared = this.groups.find(({ id }) => id === space);
    const keys = declared ? Object.values(declared.keys).map((key) => key.table) : [space];
    const candidates = keys.map((table) => (table ? this.naming(from, table) : this.columnsOf(from)));
    if (candidates.some((names) => names.length === 0)) return undefined;
    const measure = this.measure(from);
    const where = { of: this.some(this.columnsOf(from)), keep: this.pick(CONDITIONS) };
    const by = candidates.map((names) => this.pick(names));
    return computed.rollup({ ...shown, from, by, measure, ...(this.pick([true, false]) ? { where } : {}) });
  }

  private measure(from: string): Measure {
    const kind = this.pick(['count', 'sum', 'min', 'max', 'average', 'distinct', 'first', 'last'] as const);
    if (kind === 'count') return { kind };
    const name = this.pick(this.columnsOf(from));
    if (kind !== 'first' && kind !== 'last') return { kind, column: name };
    return { kind, column: name, order: this.some(this.columnsOf(from)).slice(1) };
  }
}
