import { describe, expect, test } from 'vitest';
import type { Dimension, ReportMeasure, Extra } from '#schema/report.ts';
import { compute, drill, salesOf, type ReportPart, type SaleRow } from './small-shop.fixture.ts';
import type { Compared } from './report-result.ts';
import { boundsOf, periodText, shiftDate } from './periods.ts';

const name = (zh: string) => ({ zh, en: zh });
const amount = (...extras: Extra[]): ReportMeasure => ({
  id: 'amount',
  label: name('金额'),
  of: 'sum',
  column: 'amount',
  extras
});

/** Line name → what it is compared with: then, change, rate. */
function comparisons(part: ReportPart, rows: readonly SaleRow[], time: 'previous' | 'lastYear' = 'previous') {
  const { lines, total } = compute(part, rows);
  const short = (compared: Compared | null | undefined) => compared && [compared.then, compared.change, compared.rate];
  return [...lines, total].map(({ keys, cells }) => [
    keys[keys.length - 1]?.label.zh ?? '合计',
    short(cells[cells.length - 1]?.measures[0]?.[time])
  ]);
}

const SALES = salesOf(
  ['y1', '2025-11-10', 'w', 'p1', 1, 400],
  ['a1', '2026-09-30', 'w', 'p1', 1, 100],
  ['b1', '2026-10-01', 'w', 'p1', 1, 200],
  ['b2', '2026-10-31', 'w', 'p1', 1, 1_000],
  ['c1', '2026-11-24', 'w', 'p1', 1, 300]
);
const MONTHS: Dimension[] = [{ column: 'on', grain: 'month' }];

describe('a month against the month before', () => {
  test('the running month is compared with the same days; nothing before gives no rate; the total has no month before', () => {
    expect(comparisons({ dimensions: MONTHS, measures: [amount('previous')] }, SALES)).toEqual([
      ['2025-11', [0, 400, null]],
      ['2025-12', [400, -400, -1]],
      ['2026-09', [0, 100, null]],
      ['2026-10', [100, 1_100, 11]],
      ['2026-11', [200, 100, 0.5]],
      ['合计', null]
    ]);
  });

  test('the rows of the time before can be looked at too', () => {
    const part: ReportPart = { dimensions: MONTHS, measures: [amount('previous')] };
    const { lines, columns } = compute(part, SALES);
    const november = lines.find(({ keys }) => keys[0]?.value === '2026-11')!;
    const wish = { line: november, column: columns[0]!, measure: 'amount' };
    expect(drill(part, SALES, wish).rows).toEqual(['c1']);
    expect(drill(part, SALES, { ...wish, when: 'previous' }).rows).toEqual(['b1']);
  });
});

test('a window without groups of dates: this month against the same days of the month before, of each shop', () => {
  const part: ReportPart = {
    filters: [{ column: 'on', is: 'within', window: { kind: 'this-month' } }],
    dimensions: [{ column: 'shop' }],
    measures: [amount('previous', 'last-year')]
  };
  expect(comparisons(part, SALES)).toEqual([
    ['武昌店', [200, 100, 0.5]],
    ['合计', [200, 100, 0.5]]
  ]);
  expect(comparisons(part, SALES, 'lastYear')).toEqual([
    ['武昌店', [400, -100, -0.25]],
    ['合计', [400, -100, -0.25]]
  ]);
});

test('a week of last year is the one 52 weeks before, so that a Sunday meets a Sunday', () => {
  const sundays = salesOf(['then', '2025-11-23', 'w', 'p1', 1, 100], ['now', '2026-11-22', 'w', 'p1', 1, 150]);
  const weeks: Dimension[] = [{ column: 'on', grain: 'week' }];
  expect(comparisons({ dimensions: weeks, measures: [amount('last-year')] }, sundays, 'lastYear')).toEqual([
    ['2025-W47', [0, 100, null]],
    ['2026-W47', [100, 50, 0.5]],
    ['合计', null]
  ]);
});

test('a rate against a loss tells the direction of the change', () => {
  const losses = salesOf(['a', '2026-10-02', 'w', 'p1', 1, -100], ['b', '2026-11-02', 'w', 'p1', 1, 50]);
  expect(comparisons({ dimensions: MONTHS, measures: [amount('previous')] }, losses)[1]).toEqual([
    '2026-11',
    [-100, 150, 1.5]
  ]);
});

describe('dates', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-10-31', 3, '2027-01-31']
  ])('%s and %i months is %s', (from, count, to) => {
    expect(shiftDate(from, { unit: 'months', count })).toBe(to);
  });

  test.each([
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2026-11-24', '2026-W48']
  ])('%s is in %s', (date, week) => {
    expect(periodText(date, 'week')).toBe(week);
  });

  test('windows end where people mean', () => {
    expect(boundsOf({ kind: 'last-days', days: 30 }, '2026-11-24')).toEqual({ from: '2026-10-26', to: '2026-11-24' });
    expect(boundsOf({ kind: 'last-month' }, '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(boundsOf({ kind: 'this-month' }, '2028-02-03')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  });
});

describe('shares', () => {
  const rows = salesOf(
    ['1', '2026-11-01', 'w', 'p1', 1, 50],
    ['2', '2026-11-01', 'w', 'p2', 1, 800],
    ['3', '2026-11-01', 'w', 'p3', 1, 150],
    ['4', '2026-11-01', 'w', 'p4', 1, -10]
  );
  const classes = [
    { label: name('A'), upTo: 0.8 },
    { label: name('B'), upTo: 0.95 },
    { label: name('C'), upTo: 1 }
  ];
  const abc: ReportMeasure = { ...amount('share', 'cumulative'), classes };

  test('the largest is A however large; what begins at 80 % is B, at 95 % C; what lost value is C', () => {
    const { lines } = compute({ dimensions: [{ column: 'product' }], measures: [abc] }, rows);
    expect(
      lines.map(({ keys, cells }) => [
        keys[0]?.value,
        cells[0]?.measures[0]?.shareClass?.zh,
        cells[0]?.measures[0]?.cumulative
      ])
    ).toEqual([
      ['p1', 'C', 1],
      ['p2', 'A', 0.8],
      ['p3', 'B', 0.95],
      ['p4', 'C', 1]
    ]);
  });

  test('a share is of the grand total', () => {
    const { lines } = compute({ dimensions: [{ column: 'shop' }, { column: 'product' }], measures: [abc] }, rows);
    expect(lines.map(({ cells }) => cells[0]?.measures[0]?.share)).toEqual([
      1,
      50 / 990,
      800 / 990,
      150 / 990,
      -10 / 990
    ]);
  });
});
