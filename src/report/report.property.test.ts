/**
 * Random reports over random rows: every number equals the oracle's, and every drill-down gives the very rows it was made
 * of. fast-check prints the seed of a failure.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellError, ComputedValue } from '#schema/computed.ts';
import type { Dimension, DimensionOrder, ReportFilter, ReportMeasure } from '#schema/report.ts';
import { readReport } from '#schema/report-reader.ts';
import type { GroupKey } from './group-key.ts';
import { naiveKey, naiveMeasure, naiveRows, type NaiveWorld } from './naive-report.fixture.ts';
import type { When } from './periods.ts';
import type { ReportLine, ReportResult } from './report-result.ts';
import { compute, drill, reportOf, testSchema, TODAY, type ReportPart, type SaleRow } from './small-shop.fixture.ts';

const PRODUCTS = {
  p1: { brand: '蔡司', kind: 'lens', price: 50_000 },
  p2: { brand: '雷朋', kind: 'frame', price: 120_000 },
  p3: { brand: null, kind: 'frame', price: 30_000 }
};
const ERROR: CellError = { code: '#REF', because: 'gone' };
const label = { zh: '名', en: 'name' };

/** Around the days that comparisons look at, else most of them would meet nothing. */
const dayArb = fc
  .tuple(fc.constantFrom(0, 0, 1, 7, 30, 90, 364), fc.integer({ min: 0, max: 12 }))
  .map(([ago, more]) => new Date(Date.parse(TODAY) - (ago + more) * 86_400_000).toISOString().slice(0, 10));
const seldom = <T extends ComputedValue>(usual: fc.Arbitrary<T>): fc.Arbitrary<ComputedValue> =>
  fc.oneof(
    { weight: 8, arbitrary: usual },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(ERROR) }
  );

const rowsArb: fc.Arbitrary<SaleRow[]> = fc
  .array(
    fc.record({
      on: seldom(dayArb),
      shop: seldom(fc.constantFrom('w', 'h')),
      product: seldom(fc.constantFrom('p1', 'p2', 'p3')),
      quantity: seldom(fc.integer({ min: -5, max: 5 })),
      amount: seldom(fc.integer({ min: -100_000, max: 300_000 }))
    }),
    { maxLength: 60 }
  )
  .map((rows) => rows.map((cells, i) => ({ id: `r${i}`, cells })));

const grainArb = fc.constantFrom('day', 'week', 'month', 'quarter', 'year');
const bands = [
  { label, below: 0 },
  { label, below: 100_000 },
  { label, below: null }
];
const placeArb: fc.Arbitrary<Dimension> = fc.oneof(
  fc.constantFrom('shop', 'product', 'product.brand', 'product.kind').map((column) => ({ column })),
  grainArb.map((grain) => ({ column: 'on', grain })),
  fc.constant({ column: 'amount', bands })
);
const dimensionArb = fc
  .record({
    place: placeArb,
    top: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    order: fc.option(fc.constantFrom<DimensionOrder['by']>('key', { measure: 'm0' }), { nil: undefined }),
    direction: fc.constantFrom('up', 'down')
  })
  .map(({ place, top, order, direction }): Dimension => ({
    ...place,
    ...(top === undefined ? {} : { top }),
    ...(order === undefined ? {} : { order: { by: order, direction } })
  }));
const dimensionsArb = fc
  .tuple(fc.array(dimensionArb, { maxLength: 3 }), fc.nat(5))
  .map(([dimensions, spread]) =>
    dimensions.map((one, i): Dimension => (i === spread ? { ...one, across: true } : one))
  );

const filterArb: fc.Arbitrary<ReportFilter> = fc.constantFrom<ReportFilter>(
  { column: 'shop', is: 'one-of', values: ['w'] },
  { column: 'quantity', is: 'above', value: 0 },
  { column: 'amount', is: 'filled' },
  { column: 'on', is: 'within', window: { kind: 'last-days', days: 30 } },
  { column: 'on', is: 'within', window: { kind: 'this-month' } },
  { column: 'on', is: 'within', window: { kind: 'this-year' } }
);
type Plain = Exclude<ReportMeasure, { of: 'ratio' | 'level' }>;
const plain = { id: 'm', label };
const measureArb: fc.Arbitrary<Plain> = fc.oneof(
  fc.constantFrom<Plain>(
    { ...plain, of: 'count' },
    { ...plain, of: 'sum', column: 'amount' },
    { ...plain, of: 'sum', column: 'quantity', factors: ['product.price'], negated: true },
    { ...plain, of: 'average', column: 'amount' },
    { ...plain, of: 'average', column: 'quantity' },
    { ...plain, of: 'min', column: 'on' },
    { ...plain, of: 'max', column: 'amount' },
    { ...plain, of: 'distinct', column: 'product' }
  ),
  filterArb.map((where): Plain => ({ ...plain, of: 'sum', column: 'quantity', where: [where] }))
);

const partArb = fc
  .record({
    dimensions: dimensionsArb,
    filters: fc.array(filterArb, { maxLength: 2 }),
    measures: fc.array(measureArb, { minLength: 1, maxLength: 3 }),
    compares: fc.boolean()
  })
  .map(({ dimensions, filters, measures, compares }): ReportPart => {
    const isDated = dimensions.some(({ column }) => column === 'on') || filters.some(({ is }) => is === 'within');
    const extras = compares && isDated ? (['previous', 'last-year'] as const) : [];
    return {
      dimensions,
      filters,
      measures: measures.map((one, i): ReportMeasure => ({ ...one, id: `m${i}`, extras }))
    };
  });

function worldOf({ dimensions = [], filters = [], measures }: ReportPart, rows: readonly SaleRow[]): NaiveWorld {
  const world = { rows, today: TODAY, products: PRODUCTS, filters };
  if (!measures.some(({ extras = [] }) => extras.length > 0)) return { ...world, compared: null };
  const grains = dimensions.filter(({ column }) => column === 'on').map(({ grain }) => grain!);
  const finest = ['day', 'week', 'month', 'quarter', 'year'].find((grain) => grains.some((one) => one === grain));
  const window = filters.flatMap((filter) => (filter.is === 'within' ? [filter.window] : []))[0];
  const byMonths = (count: number) => (date: string) => {
    const moved = new Date(`${date.slice(0, 7)}-01T00:00:00Z`);
    moved.setUTCMonth(moved.getUTCMonth() + count);
    const days = [31, 30, 29, 28].find(
      (last) => new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth(), last)).getUTCDate() === last
    )!;
    moved.setUTCDate(Math.min(days, Number(date.slice(8))));
    return moved.toISOString().slice(0, 10);
  };
  const byDays = (count: number) => (date: string) =>
    new Date(Date.parse(date) + count * 86_400_000).toISOString().slice(0, 10);
  const steps: Record<string, (date: string) => string> = {
    day: byDays(1),
    week: byDays(7),
    month: byMonths(1),
    quarter: byMonths(3),
    year: byMonths(12),
    'this-month': byMonths(1),
    'this-year': byMonths(12),
    'last-days': byDays(30)
  };
  return {
    ...world,
    compared: {
      column: 'on',
      days: { previous: steps[finest ?? window!.kind]!, 'last-year': finest === 'week' ? byDays(364) : byMonths(12) }
    }
  };
}

const plainKey = (key: GroupKey): string => (key.kind === 'value' ? String(key.value) : key.kind);

/** The rows of a cell by the oracle; the others are what none of the siblings is. */
function rowsOfCell(
  world: NaiveWorld,
  part: ReportPart,
  result: ReportResult,
  line: ReportLine,
  column: GroupKey | null,
  when: When
): SaleRow[] {
  const dimensions = part.dimensions ?? [];
  const down = dimensions.filter(({ across }) => !across);
  const across = dimensions.find((dimension) => dimension.across);
  let rows = naiveRows(world, when);
  line.keys.forEach((key, level) => {
    const path = line.keys.slice(0, level);
    const siblings = result.lines
      .filter((other) => other.level === level && path.every((one, i) => other.keys[i] === one))
      .map((other) => plainKey(other.keys[level]!));
    rows = rows.filter((row) => isOf(key, naiveKey(world, row, down[level]!, when), siblings));
  });
  const columns = result.columns.flatMap(({ key }) => (key ? [plainKey(key)] : []));
  return column === null ? rows : rows.filter((row) => isOf(column, naiveKey(world, row, across!, when), columns));
}

const isOf = (key: GroupKey, found: string, siblings: readonly string[]): boolean =>
  key.kind === 'others' ? !siblings.includes(found) : plainKey(key) === found;

test('every number is the oracle’s, and its rows are the rows it was made of', () => {
  fc.assert(
    fc.property(partArb, rowsArb, (part, rows) => {
      expect(readReport(reportOf(part), testSchema)).toMatchObject({ ok: true });
      const world = worldOf(part, rows);
      const result = compute(part, rows);
      for (const line of [...result.lines, result.total])
        result.columns.forEach((column, c) => {
          const cell = line.cells[c]!;
          const inCell = rowsOfCell(world, part, result, line, column.key, 'now');
          expect(cell.rows).toBe(inCell.length);
          expect([...drill(part, rows, { line, column }).rows]).toEqual(inCell.map(({ id }) => id));
          part.measures.forEach((measure, m) => {
            const expected = naiveMeasure(world, measure as Plain, inCell, 'now');
            const measured = cell.measures[m]!;
            expect([measured.value, measured.errors]).toEqual([expected.value, expected.errors]);
            const drilled = drill(part, rows, { line, column, measure: measure.id });
            expect(drilled.rows).toEqual(expected.ids);
            expect(drilled.errors.length).toBe(expected.errors);
            for (const [when, compared] of [
              ['previous', measured.previous],
              ['last-year', measured.lastYear]
            ] as const) {
              if (!compared) continue;
              const before = rowsOfCell(world, part, result, line, column.key, when);
              expect(compared.then).toBe(naiveMeasure(world, measure as Plain, before, when).value);
            }
          });
        });
    }),
    { numRuns: Number(process.env['RUNS'] ?? 300) }
  );
});

test('every row that is kept is in one innermost line', () => {
  fc.assert(
    fc.property(partArb, rowsArb, (part, rows) => {
      const result = compute(part, rows);
      const innermost = result.lines.filter(({ kind }) => kind === 'detail' || kind === 'others');
      const last = result.columns.length - 1;
      const sum = innermost.reduce((all, { cells }) => all + cells[last]!.rows, 0);
      if (result.levels.length > 0) expect(sum).toBe(result.total.cells[last]!.rows);
      expect(result.total.cells.slice(0, last).reduce((all, { rows: n }) => all + n, 0)).toBe(
        last > 0 ? result.total.cells[last]!.rows : 0
      );
    }),
    { numRuns: Number(process.env['RUNS'] ?? 300) }
  );
});
