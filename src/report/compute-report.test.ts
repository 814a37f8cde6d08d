import { describe, expect, test } from 'vitest';
import type { CellError } from '#schema/computed.ts';
import type { Dimension, ReportMeasure } from '#schema/report.ts';
import { computeReport } from './compute-report.ts';
import { chartOf } from './chart-data.ts';
import { drillDown } from './drill-down.ts';
import { reportToTable } from './export-rows.ts';
import { runSteps, UNITS_A_STEP, type Steps } from './pace.ts';
import { asGrid, compute, inputOf, salesOf, type SaleRow } from './small-shop.fixture.ts';

const name = (zh: string) => ({ zh, en: zh });
const AMOUNT: ReportMeasure = { id: 'amount', label: name('金额'), of: 'sum', column: 'amount' };
const PIECES: ReportMeasure = { id: 'pieces', label: name('数量'), of: 'sum', column: 'quantity' };
const ROWS: ReportMeasure = { id: 'rows', label: name('笔数'), of: 'count' };
const REF: CellError = { code: '#REF', because: 'no such product' };

const SALES = salesOf(
  ['s1', '2026-10-05', 'w', 'p1', 2, 100_000],
  ['s2', '2026-10-20', 'w', 'p2', 1, 120_000],
  ['s3', '2026-11-02', 'h', 'p1', 1, 50_000],
  ['s4', '2026-11-20', 'w', 'p3', 3, 90_000],
  ['s5', '2026-11-24', 'h', 'p2', 1, 110_001]
);

describe('groups and subtotals', () => {
  test('by shop and brand: the shop carries the sum of its brands, no brand is a group of its own', () => {
    const dimensions: Dimension[] = [{ column: 'shop' }, { column: 'product.brand' }];
    expect(asGrid(compute({ dimensions, measures: [PIECES, AMOUNT, ROWS] }, SALES))).toEqual([
      '汉口店 | 2 160001 2',
      '  蔡司 | 1 50000 1',
      '  雷朋 | 1 110001 1',
      '武昌店 | 6 310000 3',
      '  蔡司 | 2 100000 1',
      '  雷朋 | 1 120000 1',
      '  （空） | 3 90000 1',
      '合计 | 8 470001 5'
    ]);
  });

  test('an average is of the rows, not of the subtotals, and money is rounded to the fen', () => {
    const average: ReportMeasure = { id: 'a', label: name('均额'), of: 'average', column: 'amount' };
    expect(asGrid(compute({ dimensions: [{ column: 'shop' }], measures: [average] }, SALES))).toEqual([
      '汉口店 | 80001',
      '武昌店 | 103333',
      '合计 | 94000'
    ]);
  });

  test('least, most and how many different', () => {
    const measures: ReportMeasure[] = [
      { id: 'first', label: name('首笔'), of: 'min', column: 'on' },
      { id: 'most', label: name('最大'), of: 'max', column: 'amount' },
      { id: 'kinds', label: name('品种'), of: 'distinct', column: 'product' }
    ];
    expect(asGrid(compute({ dimensions: [{ column: 'shop' }], measures }, SALES))).toEqual([
      '汉口店 | 2026-11-02 110001 2',
      '武昌店 | 2026-10-05 120000 3',
      '合计 | 2026-10-05 120000 3'
    ]);
  });

  test('months across: each shop has one cell a month and its total', () => {
    const dimensions: Dimension[] = [{ column: 'shop' }, { column: 'on', grain: 'month', across: true }];
    const result = compute({ dimensions, measures: [AMOUNT] }, SALES);
    expect(result.columns.map(({ key }) => key?.value ?? null)).toEqual(['2026-10', '2026-11', null]);
    expect(asGrid(result)).toEqual([
      '汉口店 | 0 | 160001 | 160001',
      '武昌店 | 220000 | 90000 | 310000',
      '合计 | 220000 | 250001 | 470001'
    ]);
  });

  test.each([
    ['day', '2026-10-05'],
    ['week', '2026-W41'],
    ['month', '2026-10'],
    ['quarter', '2026-Q4'],
    ['year', '2026']
  ] as const)('the first %s is %s', (grain, expected) => {
    const result = compute({ dimensions: [{ column: 'on', grain }], measures: [ROWS] }, SALES);
    expect(result.lines[0]?.keys[0]?.value).toBe(expected);
  });

  test('amounts in bands, in their declared order; a date in bands goes by its age', () => {
    const bands = [
      { label: name('千元以下'), below: 100_000 },
      { label: name('千元以上'), below: null }
    ];
    expect(asGrid(compute({ dimensions: [{ column: 'amount', bands }], measures: [ROWS] }, SALES))).toEqual([
      '千元以下 | 2',
      '千元以上 | 3',
      '合计 | 5'
    ]);
    const ages = [
      { label: name('30 天内'), below: 30 },
      { label: name('更早'), below: null }
    ];
    expect(asGrid(compute({ dimensions: [{ column: 'on', bands: ages }], measures: [ROWS] }, SALES))).toEqual([
      '30 天内 | 3',
      '更早 | 2',
      '合计 | 5'
    ]);
  });

  test('the top two brands by amount, the rest as others', () => {
    const dimensions: Dimension[] = [{ column: 'product', top: 1 }];
    const result = compute({ dimensions, measures: [AMOUNT, ROWS] }, SALES);
    expect(asGrid(result)).toEqual(['p2 | 230001 2', '其他 | 240000 3', '合计 | 470001 5']);
  });

  test('by a measure, the largest first', () => {
    const dimensions: Dimension[] = [{ column: 'product', order: { by: { measure: 'pieces' }, direction: 'down' } }];
    expect(asGrid(compute({ dimensions, measures: [PIECES] }, SALES))).toEqual([
      'p1 | 3',
      'p3 | 3',
      'p2 | 2',
      '合计 | 8'
    ]);
  });

  test('a report of no rows has a total of nothing', () => {
    expect(asGrid(compute({ dimensions: [{ column: 'shop' }], measures: [AMOUNT] }, []))).toEqual(['合计 | 0']);
  });
});

describe('errors are told beside the numbers', () => {
  const broken = [...SALES, ...salesOf(['s6', '2026-11-24', 'w', 'p1', 1, REF], ['s7', '2026-11-24', REF, 'p1', 1, 5])];

  test('an error in a measured cell is counted and not in the sum; one in the grouping is a group', () => {
    const result = compute({ dimensions: [{ column: 'shop' }], measures: [AMOUNT] }, broken);
    expect(asGrid(result)).toEqual(['汉口店 | 160001', '武昌店 | 310000', '#REF | 5', '合计 | 470006']);
    expect(result.total.cells[0]?.measures[0]?.errors).toBe(1);
    expect(result.lines.map(({ cells }) => cells[0]?.measures[0]?.errors)).toEqual([0, 1, 0]);
  });

  test('an error where a filter looks leaves the row out of every number, and says so', () => {
    const filters = [{ column: 'amount', is: 'above', value: 0 } as const];
    const result = compute({ filters, measures: [ROWS] }, broken);
    expect([asGrid(result), result.unknownRows]).toEqual([['合计 | 6'], 1]);
  });

  test('text in a sum is an error, not a zero', () => {
    const result = compute({ measures: [AMOUNT] }, salesOf(['x', '2026-11-01', 'w', 'p1', 1, '十元']));
    expect(result.total.cells[0]?.measures[0]).toMatchObject({ value: 0, errors: 1 });
  });
});

test('a sum does not depend on the order of the rows, fractions included', () => {
  const tenths = Array.from({ length: 10 }, (_, i) => salesOf([`r${i}`, '2026-11-01', 'w', 'p1', 0.1, 1])[0]!);
  const mixed: SaleRow[] = [...tenths, ...salesOf(['big', '2026-11-01', 'w', 'p1', 1e12, 1])];
  const sum = (rows: readonly SaleRow[]) => compute({ measures: [PIECES] }, rows).total.cells[0]?.measures[0]?.value;
  expect(sum(mixed)).toBe(1e12 + 1);
  expect(sum([...mixed].reverse())).toBe(1e12 + 1);
});

test('pieces times price; what left, as positive; only of frames', () => {
  const value: ReportMeasure = {
    id: 'value',
    label: name('金额'),
    of: 'sum',
    column: 'quantity',
    factors: ['product.price'],
    negated: true,
    where: [{ column: 'product.kind', is: 'one-of', values: ['frame'] }]
  };
  expect(asGrid(compute({ dimensions: [{ column: 'shop' }], measures: [value, ROWS] }, SALES))).toEqual([
    '汉口店 | -120000 2',
    '武昌店 | -210000 3',
    '合计 | -330000 5'
  ]);
});

test('an average level and what goes through it give the days of a turn', () => {
  // Window 20 to 24 November: 10 pieces all 5 days, 4 fewer on the last 2 days: (10 + 10 + 10 + 6 + 6) / 5 = 8.4.
  const stock = salesOf(['in', '2026-10-01', 'w', 'p1', 10], ['out', '2026-11-23', 'w', 'p1', -4]);
  const window = { kind: 'last-days', days: 5 } as const;
  const measures: ReportMeasure[] = [
    { id: 'level', label: name('平均'), of: 'level', column: 'quantity', on: 'on', window },
    {
      id: 'out',
      label: name('售出'),
      of: 'sum',
      column: 'quantity',
      negated: true,
      where: [
        { column: 'on', is: 'within', window },
        { column: 'quantity', is: 'below', value: 0 }
      ]
    },
    { id: 'days', label: name('周转天数'), of: 'ratio', over: 'level', under: 'out', times: 5 }
  ];
  expect(asGrid(compute({ measures }, stock))).toEqual(['合计 | 8.4 4 10.5']);
  expect(asGrid(compute({ measures }, stock.slice(0, 1)))).toEqual(['合计 | 10 0 null']);
});

describe('the page is never held', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => salesOf([`r${i}`, '2026-11-01', 'w', `p${i}`, 1, i])[0]!);

  function countedInput(rows: readonly SaleRow[]) {
    const input = inputOf({ dimensions: [{ column: 'product' }], measures: [AMOUNT] }, rows);
    let read = 0;
    const source = {
      ...input.source,
      *rows() {
        for (const row of rows) {
          read++;
          yield row;
        }
      }
    };
    return { input: { ...input, source }, reads: () => read };
  }

  function yieldsOf(steps: Steps<unknown>): number {
    let yields = 0;
    while (!steps.next().done) yields++;
    return yields;
  }

  test('at most so many rows are read between two yields, and ordering and writing yield as well', () => {
    const { input, reads } = countedInput(many);
    const steps = computeReport(input);
    let [before, most, after] = [0, 0, 0];
    while (!steps.next().done) {
      most = Math.max(most, reads() - before);
      if (reads() === before) after++;
      before = reads();
    }
    expect(reads()).toBe(20_000);
    expect(most).toBeLessThanOrEqual(UNITS_A_STEP);
    // 20,000 groups are compared some 14 times each, summed up and written.
    expect(after).toBeGreaterThan((20_000 * 14) / UNITS_A_STEP);
  });

  test('nor by a drill-down, a chart of all of it, or its export', () => {
    const { input, reads } = countedInput(many);
    const result = runSteps(computeReport(input));
    const drilling = drillDown(input, { line: result.total, column: result.columns[0]! });
    drilling.next();
    expect(reads() - 20_000).toBeLessThanOrEqual(UNITS_A_STEP);
    expect(yieldsOf(drilling)).toBeGreaterThan(20_000 / UNITS_A_STEP - 2);
    expect(yieldsOf(chartOf(result, { kind: 'bar', measure: 'amount' }))).toBeGreaterThan(20_000 / UNITS_A_STEP);
    expect(yieldsOf(reportToTable(result, 'zh'))).toBeGreaterThan(20_000 / UNITS_A_STEP - 1);
  });
});
