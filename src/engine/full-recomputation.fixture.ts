/**
 * The oracle of the property tests: every value worked out from the rows, straight from the words of the declarations,
 * by going through all rows each time. It shares no code with the engine.
 */
import type { CellError, Computed, ComputedValue, Rollup, Scan } from '#schema/computed.ts';
import type { Derive } from '#schema/derive.ts';
import type { Group } from '#schema/group.ts';
import type { Schema } from '#schema/module.ts';
import type { RowArray } from '#schema/table.ts';

export type Rows = ReadonlyMap<string, ReadonlyMap<string, RowArray>>;

const isError = (value: unknown): value is CellError => typeof value === 'object' && value !== null && 'code' in value;

export class FullRecomputation {
  private readonly memo = new Map<string, ComputedValue>();
  private readonly idsBySpace = new Map<string, string[]>();
  private readonly schema: Schema;
  private readonly rows: Rows;

  constructor(schema: Schema, rows: Rows) {
    this.schema = schema;
    this.rows = rows;
  }

  ids(space: string): string[] {
    const known = this.idsBySpace.get(space);
    if (known) return known;
    const group = this.schema.groups.get(space);
    const derive = this.schema.derives.get(space);
    const rows = group ? this.groupRows(group) : derive ? this.derivedRows(derive) : this.rows.get(space);
    const ids = [...(rows?.keys() ?? [])];
    this.idsBySpace.set(space, ids);
    return ids;
  }

  private groupRows(group: Group): Map<string, Plain[]> {
    const found = new Map<string, Plain[]>();
    const isReference = Object.values(group.keys).map((key) => key.table !== undefined);
    for (const { table, by } of group.sources)
      for (const id of this.ids(table)) {
        const keys = by.map((column) => this.value(table, id, column));
        if (!keys.every((key, i) => (isReference[i] ? typeof key === 'string' : key !== null && !isError(key))))
          continue;
        const texts = keys.map((key, i) =>
          typeof key === 'string' && !isReference[i] ? quoted(key) : `${String(key)}`
        );
        found.set(texts.join('|'), keys as Plain[]);
      }
    return found;
  }

  /** Ids of the derived rows with their cells. */
  private derivedRows(derive: Derive): Map<string, ComputedValue[]> {
    const found = new Map<string, ComputedValue[]>();
    for (const source of this.ids(derive.from)) {
      const rows = this.derivedFrom(derive, source);
      if (isError(rows)) continue;
      for (const [key, cells] of rows) found.set(`${source}#${key}`, cells);
    }
    return found;
  }

  private derivedFrom(derive: Derive, source: string): Map<string, ComputedValue[]> | CellError {
    const read = (...values: ComputedValue[]): Map<string, ComputedValue[]> => {
      const found = new Map<string, ComputedValue[]>();
      for (const { key, values: cells } of derive.rows(...values)) {
        if (found.has(key)) throw new Error(`The key ${key} is given to two rows.`);
        if (key === '' || key.includes('#')) throw new Error(`"${key}" cannot be the key of a row.`);
        found.set(
          key,
          Object.keys(derive.columns).map((name) => cells[name] ?? null)
        );
      }
      return found;
    };
    return this.call(read, derive.from, source, derive.of);
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
    const derive = this.schema.derives.get(space);
    if (derive) return this.derivedRows(derive).get(id)?.[Object.keys(derive.columns).indexOf(column)] ?? null;
    const place = Object.keys(this.schema.tables.get(space)?.columns ?? {}).indexOf(column) + 1;
    return this.rows.get(space)?.get(id)?.[place] ?? null;
  }

  private compute(space: string, id: string, declared: Computed): ComputedValue {
    if (declared.primitive === 'rollup') return this.rollup(space, id, declared);
    if (declared.primitive === 'formula') return finite(this.call(declared.compute, space, id, declared.of) ?? null);
    if (declared.primitive === 'scan') return this.scan(space, id, declared);
    if (declared.primitive === 'made') {
      const rows = this.derivedFrom(this.schema.derives.get(declared.derive) as Derive, id);
      return isError(rows) ? rows : rows.size;
    }
    const reference = this.value(space, id, declared.through);
    if (reference === null || isError(reference)) return reference;
    const table = this.referred(space, declared.through);
    if (this.ids(table).includes(String(reference)) && typeof reference === 'string')
      return this.value(table, reference, declared.column);
    return { code: '#REF', because: `There is no row ${String(reference)} in ${table}.` };
  }

  /** All rows of the key, from the first one to this. */
  private scan(space: string, id: string, scan: Scan): ComputedValue {
    const keyOf = (row: string): ComputedValue[] => scan.by.map((column) => this.value(space, row, column));
    const own = keyOf(id);
    const lost = own.find((key) => key === null || isError(key));
    if (lost !== undefined) return own.find(isError) ?? null;
    const rows = this.ids(space).filter((row) => keyOf(row).every((key, i) => key === own[i]));
    let state: unknown = scan.start;
    let broken: CellError | undefined;
    for (const row of this.ordered(space, rows, scan.order)) {
      const read = this.call(() => true, space, row, [...scan.order, ...scan.of]);
      let value: ComputedValue = broken ?? null;
      if (!broken && isError(read)) value = broken = read;
      else if (!broken)
        try {
          const step = scan.step(state, ...scan.of.map((column) => this.value(space, row, column)));
          state = step.state;
          value = finite(step.value);
        } catch (thrown) {
          value = broken = { code: '#ERROR', because: (thrown as Error).message };
        }
      if (row === id) return value;
    }
    return null;
  }

  private ordered(space: string, rows: readonly string[], order: readonly string[]): string[] {
    return [...rows].sort((a, b) => {
      for (const column of order) {
        const apart = asSpreadsheet(this.value(space, a, column), this.value(space, b, column));
        if (apart !== 0) return apart;
      }
      return a < b ? -1 : 1;
    });
  }

  referred(space: string, column: string): string {
    const known =
      (this.schema.tables.get(space) ?? this.schema.derives.get(space))?.columns[column]?.table ??
      this.schema.groups.get(space)?.keys[column]?.table;
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
    const named = this.naming(from, by, owner, id).map((row) => ({
      row,
      kept: where ? this.call(where.keep, from, row, where.of) : true
    }));
    const rows = named.filter(({ kept }) => kept);
    if (measure.kind === 'first' || measure.kind === 'last') {
      for (const { row, kept } of rows) {
        const placed = isError(kept) ? kept : this.call(() => true, from, row, measure.order);
        if (isError(placed)) return placed;
      }
      const sorted = this.ordered(
        from,
        rows.map(({ row }) => row),
        measure.order
      );
      const edge = sorted.at(measure.kind === 'first' ? 0 : -1);
      return edge === undefined ? null : this.value(from, edge, measure.column);
    }
    const values = rows.map(({ row, kept }) =>
      isError(kept) ? kept : measure.kind === 'count' ? 1 : this.value(from, row, measure.column)
    );
    return measured(
      measure.kind,
      values.filter((value) => value !== null)
    );
  }

  alerts(): string[] {
    return this.schema.alerts.flatMap((alert) =>
      this.ids(alert.on)
        .filter((id) => this.call(alert.when, alert.on, id, alert.of) === true)
        .map((id) => `${alert.id} ${id}`)
    );
  }
}

type Plain = string | number | boolean;

function measured(kind: Rollup['measure']['kind'], given: readonly (Plain | CellError)[]): ComputedValue {
  const adds = kind === 'sum' || kind === 'average';
  const first = given.find((value) => isError(value) || (adds && typeof value !== 'number'));
  if (isError(first)) return first;
  if (first !== undefined) return { code: '#VALUE', because: `"${String(first)}" cannot be added up.` };
  if (kind === 'count') return given.length;
  if (kind === 'distinct') return new Set(given).size;
  if (kind === 'sum') return sumAsFractions(given as number[]);
  if (kind === 'average') return given.length === 0 ? null : sumAsFractions(given as number[]) / given.length;
  const sorted = [...given].sort(asSpreadsheet);
  return (kind === 'min' ? sorted[0] : sorted.at(-1)) ?? null;
}

function finite(result: ComputedValue): ComputedValue {
  if (typeof result !== 'number' || Number.isFinite(result)) return result;
  if (Number.isNaN(result)) return { code: '#VALUE', because: 'The formula does not give a number.' };
  return { code: '#DIV0', because: 'The formula divides by zero or its result is too large.' };
}

/** Text as a key in the id of a group row. */
function quoted(text: string): string {
  return `'${[...text].map((c) => (c === '%' ? '%25' : c === '|' ? '%7C' : c)).join('')}`;
}

/** Errors, empty cells, numbers, text, no, yes. */
function asSpreadsheet(a: ComputedValue, b: ComputedValue): number {
  const kinds = ['object', 'empty', 'number', 'string', 'boolean'];
  const kindOf = (value: ComputedValue): number => kinds.indexOf(value === null ? 'empty' : typeof value);
  if (isError(a) || isError(b) || a === null || b === null) return kindOf(a) - kindOf(b);
  return kindOf(a) - kindOf(b) || (a < b ? -1 : a > b ? 1 : 0);
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
