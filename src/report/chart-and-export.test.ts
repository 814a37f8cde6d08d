import { describe, expect, test } from 'vitest';
import type { Dimension, ReportMeasure } from '#schema/report.ts';
import { chartOf, MAX_LABELS, MAX_SERIES, type ChartData } from './chart-data.ts';
import { reportToTable } from './export-rows.ts';
import { runSteps } from './pace.ts';
import type { ReportChart } from '#schema/report.ts';
import { compute, salesOf, type ReportPart, type SaleRow } from './small-shop.fixture.ts';

const name = (zh: string) => ({ zh, en: zh });
const AMOUNT: ReportMeasure = { id: 'amount', label: name('金额'), of: 'sum', column: 'amount' };
const MEAN: ReportMeasure = { id: 'mean', label: name('均数'), of: 'average', column: 'quantity' };
const SALES = salesOf(
  ['s1', '2026-10-05', 'w', 'p1', 2, 100_000],
  ['s2', '2026-10-20', 'w', 'p2', 1, 120_000],
  ['s3', '2026-11-02', 'h', 'p1', 1, 50_000]
);
const BY_MONTH: Dimension = { column: 'on', grain: 'month' };

const draw = (part: ReportPart, chart: ReportChart, rows: readonly SaleRow[] = SALES): ChartData =>
  runSteps(chartOf(compute(part, rows), chart));

describe('chart', () => {
  const lines = (data: ChartData) =>
    'series' in data
      ? [data.labels.map(({ zh }) => zh), data.series.map(({ label, values }) => [label.zh, values])]
      : data;

  test('months along the axis, a series for each shop, a gap where nothing was sold', () => {
    const dimensions: Dimension[] = [BY_MONTH, { column: 'shop', across: true }];
    expect(lines(draw({ dimensions, measures: [AMOUNT] }, { kind: 'line', measure: 'amount' }))).toEqual([
      ['2026-10', '2026-11'],
      [
        ['汉口店', [null, 50_000]],
        ['武昌店', [220_000, null]]
      ]
    ]);
  });

  test('an inner group is a series as well', () => {
    const dimensions: Dimension[] = [BY_MONTH, { column: 'product.brand' }];
    expect(lines(draw({ dimensions, measures: [AMOUNT] }, { kind: 'stacked', measure: 'amount' }))).toEqual([
      ['2026-10', '2026-11'],
      [
        ['蔡司', [100_000, 50_000]],
        ['雷朋', [120_000, null]]
      ]
    ]);
  });

  test('a pie tells the outer groups alone', () => {
    const dimensions: Dimension[] = [{ column: 'shop' }, { ...BY_MONTH, across: true }];
    expect(lines(draw({ dimensions, measures: [AMOUNT] }, { kind: 'pie', measure: 'amount' }))).toEqual([
      ['汉口店', '武昌店'],
      [['合计', [50_000, 220_000]]]
    ]);
  });

  test('a heat map is a matrix with its least and most', () => {
    const dimensions: Dimension[] = [{ column: 'shop' }, { ...BY_MONTH, across: true }];
    expect(draw({ dimensions, measures: [AMOUNT] }, { kind: 'heat', measure: 'amount' })).toMatchObject({
      matrix: [
        [null, 50_000],
        [220_000, null]
      ],
      least: 50_000,
      most: 220_000
    });
  });

  test('a scatter has a point for each line', () => {
    const data = draw(
      { dimensions: [{ column: 'shop' }], measures: [AMOUNT, MEAN] },
      { kind: 'scatter', measure: 'amount', against: 'mean' }
    );
    expect(data).toMatchObject({
      points: [
        { x: 1, y: 50_000 },
        { x: 1.5, y: 220_000 }
      ],
      leftOut: 0
    });
  });

  test('beyond 60 labels and 12 series the rest is one, and its average is that of its rows', () => {
    const rows = Array.from(
      { length: 100 },
      (_, i) =>
        salesOf([
          `r${i}`,
          '2026-11-01',
          `s${i % 20}`,
          `p${String(i).padStart(3, '0')}`,
          i < 90 ? 100 + i : i - 90,
          1
        ])[0]!
    );
    const chart = { kind: 'bar', measure: 'mean' } as const;
    const byProduct = draw({ dimensions: [{ column: 'product' }], measures: [MEAN] }, chart, rows);
    if (!('series' in byProduct)) throw new Error('A bar chart has series.');
    expect(byProduct.labels).toHaveLength(MAX_LABELS);
    expect(byProduct.labels.at(-1)?.zh).toBe('其他');
    // 59 products are shown, 131 to 189; the rest are 100 to 130 and 0 to 9.
    expect(byProduct.series[0]?.values.at(-1)).toBeCloseTo((31 * 115 + 45) / 41, 12);
    const dimensions: Dimension[] = [{ column: 'product' }, { column: 'shop', across: true }];
    const byShop = draw({ dimensions, measures: [MEAN] }, chart, rows);
    expect('series' in byShop && byShop.series.length).toBe(MAX_SERIES);
  });
});

describe('export', () => {
  test('typed values under headings, every line with the names of its outer groups, subtotals marked', () => {
    const dimensions: Dimension[] = [{ column: 'shop' }, { column: 'product.brand' }];
    const result = compute({ dimensions, measures: [{ ...AMOUNT, extras: ['share'] }, MEAN] }, SALES);
    const table = runSteps(reportToTable(result, 'zh'));
    expect(table.columns.map(({ heading, kind }) => `${heading} ${kind}`)).toEqual([
      '门店 text',
      '品牌 text',
      '金额 money',
      '金额 占比 % money',
      '均数 money'
    ]);
    expect(table.rows).toEqual([
      ['汉口店', '小计', 50_000, 1_852, 100],
      ['汉口店', '蔡司', 50_000, 1_852, 100],
      ['武昌店', '小计', 220_000, 8_148, 150],
      ['武昌店', '蔡司', 100_000, 3_704, 200],
      ['武昌店', '雷朋', 120_000, 4_444, 100],
      ['合计', null, 270_000, 10_000, 133]
    ]);
    expect(table.marks).toEqual(['subtotal', 'detail', 'subtotal', 'detail', 'detail', 'total']);
  });

  test('a cross table names its columns, and a crossing of nothing is blank', () => {
    const dimensions: Dimension[] = [{ column: 'shop' }, { ...BY_MONTH, across: true }];
    const table = runSteps(reportToTable(compute({ dimensions, measures: [AMOUNT] }, SALES), 'en'));
    expect(table.columns.map(({ heading }) => heading)).toEqual(['Shop', '2026-10 金额', '2026-11 金额', 'Total 金额']);
    expect(table.rows[0]).toEqual(['汉口店', null, 50_000, 50_000]);
  });
});
