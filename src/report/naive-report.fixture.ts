/**
 * The oracle of the property test: which rows a cell is made of and what they come to, said as plainly as possible, row by
 * row and without any code of the report.
 */
import type { CellError, ComputedValue } from '#schema/computed.ts';
import type { Dimension, ReportFilter, ReportMeasure } from '#schema/report.ts';
import type { When } from './periods.ts';
import type { SaleRow } from './small-shop.fixture.ts';

export interface NaiveWorld {
  readonly rows: readonly SaleRow[];
  readonly today: string;
  readonly products: Readonly<
    Record<string, { readonly brand: string | null; readonly kind: string; readonly price: number }>
  >;
  readonly filters: readonly ReportFilter[];
  /** How far an earlier row moves, and which column. */
  readonly compared: {
    readonly column: string;
    readonly days: Readonly<Record<string, (date: string) => string>>;
  } | null;
}

const isError = (value: ComputedValue): value is CellError => typeof value === 'object' && value !== null;

export function naiveCell(world: NaiveWorld, row: SaleRow, column: string, when: When): ComputedValue {
  const [first, second] = column.split('.');
  const own = row.cells[first!] ?? null;
  if (second) {
    const product = isError(own) ? undefined : world.products[String(own)];
    return (product as Record<string, ComputedValue> | undefined)?.[second] ?? null;
  }
  if (when !== 'now' && world.compared?.column === column && typeof own === 'string')
    return world.compared.days[when]!(own);
  return own;
}

function passes(
  world: NaiveWorld,
  row: SaleRow,
  when: When,
  filters: readonly ReportFilter[]
): 'yes' | 'no' | 'unknown' {
  const verdicts = filters.map((filter) => {
    const value = naiveCell(world, row, filter.column, when);
    if (isError(value)) return 'unknown';
    return naiveHolds(world, filter, value) ? 'yes' : 'no';
  });
  return verdicts.includes('no') ? 'no' : verdicts.includes('unknown') ? 'unknown' : 'yes';
}

function naiveHolds({ today }: NaiveWorld, filter: ReportFilter, value: string | number | boolean | null): boolean {
  if (filter.is === 'one-of') return filter.values.includes(value);
  if (filter.is === 'above') return typeof value === 'number' && value > Number(filter.value);
  if (filter.is === 'filled') return value !== null;
  if (filter.is !== 'within' || typeof value !== 'string') return false;
  const { window } = filter;
  if (window.kind === 'this-month') return value.slice(0, 7) === today.slice(0, 7);
  if (window.kind === 'this-year') return value.slice(0, 4) === today.slice(0, 4);
  if (window.kind !== 'last-days') return false;
  const age = (Date.parse(today) - Date.parse(value)) / 86_400_000;
  return age >= 0 && age < window.days;
}

export function naiveRows(world: NaiveWorld, when: When): SaleRow[] {
  return world.rows.filter((row) => {
    if (when !== 'now') {
      const date = naiveCell(world, row, world.compared!.column, when);
      if (typeof date !== 'string' || date > world.today) return false;
    }
    return passes(world, row, when, world.filters) === 'yes';
  });
}

export function naiveKey(world: NaiveWorld, row: SaleRow, { column, grain, bands }: Dimension, when: When): string {
  const value = naiveCell(world, row, column, when);
  if (isError(value)) return 'error';
  if (value === null) return 'empty';
  if (bands) return String(bands.findIndex(({ below }) => below === null || Number(value) < below));
  if (column !== 'on') return String(value);
  const date = new Date(`${value}T12:00:00Z`);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (grain === 'year') return String(year);
  if (grain === 'quarter') return `${year}-Q${Math.floor(month / 3) + 1}`;
  if (grain === 'month') return `${year}-${String(month + 1).padStart(2, '0')}`;
  if (grain !== 'week') return String(value);
  while (date.getUTCDay() !== 4)
    date.setUTCDate(date.getUTCDate() + (date.getUTCDay() === 0 || date.getUTCDay() > 4 ? -1 : 1));
  const january = Date.UTC(date.getUTCFullYear(), 0, 1, 12);
  return `${date.getUTCFullYear()}-W${String(1 + Math.floor((date.getTime() - january) / (7 * 86_400_000))).padStart(2, '0')}`;
}

export interface NaiveResult {
  readonly value: string | number | boolean | null;
  readonly errors: number;
  /** The rows that are in the value. */
  readonly ids: readonly string[];
}

export function naiveMeasure(
  world: NaiveWorld,
  measure: Exclude<ReportMeasure, { of: 'ratio' | 'level' }>,
  rows: readonly SaleRow[],
  when: When
): NaiveResult {
  let errors = 0;
  const values: { readonly id: string; readonly value: string | number | boolean }[] = [];
  for (const row of rows) {
    const verdict = passes(world, row, when, measure.where ?? []);
    if (verdict === 'no') continue;
    const value =
      verdict === 'unknown' ? null : measure.of === 'count' ? 1 : naiveCell(world, row, measure.column, when);
    const factors = measure.of === 'sum' ? (measure.factors ?? []) : [];
    const all = [value, ...factors.map((factor) => naiveCell(world, row, factor, when))];
    if (verdict === 'unknown') errors++;
    else if (all.some(isError)) errors += all.findIndex(isError) < firstEmpty(all) ? 1 : 0;
    else if (all.includes(null)) continue;
    else if ((measure.of === 'sum' || measure.of === 'average') && typeof value !== 'number') errors++;
    else
      values.push({
        id: row.id,
        value: factors.length > 0 ? all.reduce((a: number, b) => a * Number(b), 1) : (value as string)
      });
  }
  return {
    value: naiveValue(
      measure,
      values.map(({ value }) => value)
    ),
    errors,
    ids: values.map(({ id }) => id)
  };
}

/** An empty cell before the error ends the product: there is nothing to multiply. */
function firstEmpty(all: readonly ComputedValue[]): number {
  return all.includes(null) ? all.indexOf(null) : Infinity;
}

function naiveValue(measure: ReportMeasure, values: readonly (string | number | boolean)[]): NaiveResult['value'] {
  const sum = values.reduce<number>((all, value) => all + Number(value), 0);
  switch (measure.of) {
    case 'count':
      return values.length;
    case 'distinct':
      return new Set(values).size;
    case 'sum':
      return measure.negated ? 0 - sum : sum;
    case 'average':
      return values.length === 0
        ? null
        : measure.column === 'amount'
          ? halfAway(sum / values.length)
          : sum / values.length;
    default: {
      const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      return (measure.of === 'min' ? sorted[0] : sorted[sorted.length - 1]) ?? null;
    }
  }
}

const halfAway = (value: number): number => (value < 0 ? -Math.round(-value) : Math.round(value)) + 0;
