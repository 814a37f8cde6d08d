/**
 * The oracle of the property tests: every value worked out from the rows, straight from the words of the declarations,
 * by going through all rows each time. It shares no code with the engine.
 */
import type { CellError, Computed, ComputedValue, Group, Rollup } from '#schema/computed.ts';
import type { Schema } from '#schema/module.ts';
import type { RowArray } from '#schema/table.ts';

export type Rows = ReadonlyMap<string, ReadonlyMap<string, RowArray>>;

const isError = (value: unknown): value is CellError => typeof value === 'object' && value !== null;

export class FullRecomputation {
  private readonly memo = new Map<string, ComputedValue>();
  private readonly schema: Schema;
  private readonly rows: Rows;

  constructor(schema: Schema, rows: Rows) {
    this.schema = schema;
    this.rows = rows;
  }

  ids(space: string): string[] {
    const group = this.schema.groups.get(space);
    return group ? [...this.groupRows(group).keys()] : [...(this.rows.get(space)?.keys() ?? [])];
  }

  private groupRows(group: Group): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const { table, by } of group.sources)
      for (const id of this.ids(table)) {
        const keys = by.map((column) => this.value(table, id, column));
        if (keys.every((key) => typeof key === 'string')) found.set(keys.join('|'), keys as string[]);
      }
    return found;
  }

  value(space: string, id: string, column: string): ComputedValue {
    const name = `${space}/${id}/${column}`;
    const known = this.memo.get(name);
    if (known !== undefined) return known;
    const value = this.workOut(space, id, column);
    this.memo.set(name, value);
    return value;
  }

  private workOut(space: string, id: string, column: string): ComputedValue {
    const declared = this.schema.computed.get(space)?.get(column);
    if (declared) return this.compute(space, id, declared);
    const group = this.schema.groups.get(space);
    if (group) return this.groupRows(group).get(id)?.[Object.keys(group.keys).indexOf(column)] ?? null;
    const place = Object.keys(this.schema.tables.get(space)?.columns ?? {}).indexOf(column) + 1;
    return this.rows.get(space)?.get(id)?.[place] ?? null;
  }

  private compute(space: string, id: string, declared: Computed): ComputedValue {
    if (declared.primitive === 'rollup') return this.rollup(space, id, declared);
    if (declared.primitive === 'formula') {
      const result = this.call(declared.compute, space, id, declared.of) ?? null;
      if (typeof result !== 'number' || Number.isFinite(result)) return result;
      if (Number.isNaN(result)) return { code: '#VALUE', because: 'The formula does not give a number.' };
      return { code: '#DIV0', because: 'The formula divides by zero or its result is too large.' };
    }
    const reference = this.value(space, id, declared.through);
    if (reference === null || isError(reference)) return reference;
    const table = this.referred(space, declared.through);
    if (this.ids(table).includes(String(reference)) && typeof reference === 'string')
      return this.value(table, reference, declared.column);
    return { code: '#REF', because: `There is no row ${String(reference)} in ${table}.` };
  }

  referred(space: string, column: string): string {
    const known =
      this.schema.tables.get(space)?.columns[column]?.table ?? this.schema.groups.get(space)?.keys[column]?.table;
    if (known) return known;
    const lookup = this.schema.computed.get(space)?.get(column);
    return lookup?.primitive === 'lookup' ? this.referred(this.referred(space, lookup.through), lookup.column) : '';
  }

  private call<T>(body: (...v: ComputedValue[]) => T, space: string, id: string, of: readonly string[]): T | CellError {
    const values = of.map((column) => this.value(space, id, column));
    const error = values.find(isError);
    if (error) return error;
    try {
      return body(...values);
    } catch (thrown) {
      return { code: '#ERROR', because: (thrown as Error).message };
    }
  }

  naming(from: string, by: readonly string[], owner: string, id: string): string[] {
    const group = this.schema.groups.get(owner);
    const keys = group ? this.groupRows(group).get(id) : [id];
    return this.ids(from)
      .filter((row) => by.every((column, i) => this.value(from, row, column) === keys?.[i]))
      .sort();
  }

  private rollup(owner: string, id: string, { from, by, measure, where }: Rollup): ComputedValue {
    const values: ComputedValue[] = [];
    for (const row of this.naming(from, by, owner, id)) {
      const kept = where ? this.call(where.keep, from, row, where.of) : true;
      if (isError(kept)) values.push(kept);
      else if (kept) values.push(measure.kind === 'count' ? 1 : this.value(from, row, measure.column));
    }
    const given = values.filter((value) => value !== null);
    const odd = (v: ComputedValue): boolean => isError(v) || (measure.kind === 'sum' && typeof v !== 'number');
    const first = given.find(odd);
    if (isError(first)) return first;
    if (first !== undefined) return { code: '#VALUE', because: `"${String(first)}" cannot be added up.` };
    if (measure.kind === 'count') return given.length;
    if (measure.kind === 'sum') return sumAsFractions(given as number[]);
    const sorted = [...(given as (string | number | boolean)[])].sort(asSpreadsheet);
    return (measure.kind === 'min' ? sorted[0] : sorted.at(-1)) ?? null;
  }

  alerts(): string[] {
    return this.schema.alerts.flatMap((alert) =>
      this.ids(alert.on)
        .filter((id) => this.call(alert.when, alert.on, id, alert.of) === true)
        .map((id) => `${alert.id} ${id}`)
    );
  }
}

function asSpreadsheet(a: string | number | boolean, b: string | number | boolean): number {
  const kinds = ['number', 'string', 'boolean'];
  return kinds.indexOf(typeof a) - kinds.indexOf(typeof b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Every double is a whole number of 2^-200 for the sizes used here; so the sum is one of big integers, rounded once. */
function sumAsFractions(numbers: readonly number[]): number {
  const unit = 2 ** 100;
  let sum = 0n;
  for (const number of numbers) sum += wholeOf(number * unit * unit);
  return Number(sum) / unit / unit;
}

function wholeOf(number: number): bigint {
  return BigInt(Number.isInteger(number) ? number : Math.trunc(number));
}
