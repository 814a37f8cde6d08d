/** The reports that inventory declares, through the real engine, with numbers reckoned by hand. */
import { beforeEach, expect, test } from 'vitest';
import { createEngine, type Engine } from '#engine/engine.ts';
import { modules } from '#modules/index.ts';
import { computeReport } from '#report/compute-report.ts';
import { drillDown } from '#report/drill-down.ts';
import { runSteps } from '#report/pace.ts';
import type { ReportResult } from '#report/report-result.ts';
import type { CellValue } from '#schema/column.ts';
import { createSchema } from '#schema/module.ts';
import { readReport } from '#schema/report-reader.ts';
import type { RowArray } from '#schema/table.ts';
import { createReportSource } from '#workspace/report-source.ts';

const schema = createSchema(modules);
const TODAY = '2026-11-24';
let engine: Engine;
let movements: RowArray[];

function rowOf(table: string, id: string, values: Readonly<Record<string, CellValue>>): RowArray {
  return [id, ...Object.keys(schema.tables.get(table)!.columns).map((name) => values[name] ?? null)];
}

type Move = readonly [on: string, product: string, shop: string, quantity: number, reason: string];

const MOVES: readonly Move[] = [
  ['2026-01-05', 'frame', 'w', 10, 'opening'],
  ['2026-11-20', 'frame', 'w', -4, 'sold'],
  ['2026-01-05', 'sun', 'w', 2, 'opening'],
  ['2026-04-01', 'sun', 'w', -1, 'sold'],
  ['2026-08-01', 'lens', 'h', 30, 'received'],
  ['2026-08-20', 'lens', 'h', -10, 'sold'],
  ['2026-11-20', 'sun', 'h', 3, 'received'],
  ['2026-01-05', 'old', 'h', 1, 'opening']
];
const PRODUCTS = [
  ['frame', { brand: '雷朋', kind: 'frame', retailPrice: 100_000 }],
  ['sun', { brand: '雷朋', kind: 'sunglasses', retailPrice: 50_000 }],
  ['lens', { brand: '蔡司', kind: 'lens', retailPrice: 10_000 }],
  ['old', { kind: 'frame', retailPrice: 20_000 }]
] as const;

beforeEach(() => {
  engine = createEngine(schema);
  engine.load('shops.shops', [
    rowOf('shops.shops', 'w', { code: 'w', name: '武昌店' }),
    rowOf('shops.shops', 'h', { code: 'h', name: '汉口店' })
  ]);
  engine.load(
    'catalogue.products',
    PRODUCTS.map(([id, values]) => rowOf('catalogue.products', id, { sku: id, ...values }))
  );
  movements = MOVES.map(([on, product, shop, quantity, reason], i) =>
    rowOf('inventory.movements', `m${i}`, { on, product, shop, quantity, reason })
  );
  engine.load('inventory.movements', movements);
  engine.start();
});

function inputOf(id: string) {
  const report = schema.reports.get(id)!;
  const nameOf = (table: string, row: string) =>
    String(engine.value(table, row, table === 'shops.shops' ? 'name' : 'sku'));
  const rows = (table: string): Iterable<RowArray> =>
    table === 'inventory.movements' ? movements : PRODUCTS.map(([product, values]) => rowOf(table, product, values));
  return { report, source: createReportSource({ schema, engine, rows, nameOf }, report.source), today: TODAY };
}

/** Each line as its name and values, by level. */
function gridOf({ lines, total }: ReportResult): string[] {
  return [...lines, total].map(({ keys, level, cells }) => {
    const shown = (value: CellValue): CellValue => (typeof value === 'number' ? Number(value.toFixed(2)) : value);
    const values = cells[0]!.measures.map(({ value, shareClass }) => `${shown(value)}${shareClass?.zh ?? ''}`);
    return `${'  '.repeat(Math.max(level, 0))}${keys.at(-1)?.label.zh ?? '合计'} ${values.join(' ')}`;
  });
}

const compute = (id: string): string[] => gridOf(runSteps(computeReport(inputOf(id))));

test('every declared report is one that a manager could have kept', () => {
  expect(schema.reports.size).toBeGreaterThan(6);
  for (const report of schema.reports.values())
    expect(readReport(JSON.stringify(report), schema)).toEqual({ ok: true, value: report });
});

test('stock by brand: 6 frames and 1 + 3 sunglasses are 8,000 yuan, a product without brand is told as such', () => {
  expect(compute('inventory.stockByBrand')).toEqual([
    '雷朋 10 800000',
    '蔡司 20 200000',
    '（空） 1 20000',
    '合计 31 1020000'
  ]);
});

test('stock by shop and kind', () => {
  expect(compute('inventory.stockByShop')).toEqual([
    '武昌店 7 650000',
    '  镜架 6 600000',
    '  太阳镜 1 50000',
    '汉口店 24 370000',
    '  镜片 20 200000',
    '  太阳镜 3 150000',
    '  镜架 1 20000',
    '合计 31 1020000'
  ]);
});

test('stock by kind and brand', () => {
  expect(compute('inventory.stockByKind')).toEqual([
    '镜架 7 620000',
    '  雷朋 6 600000',
    '  （空） 1 20000',
    '镜片 20 200000',
    '  蔡司 20 200000',
    '太阳镜 4 200000',
    '  雷朋 4 200000',
    '合计 31 1020000'
  ]);
});

test('stock value of the chain', () => {
  expect(compute('inventory.stockValue')).toEqual([
    '库存商品 4 31 1020000',
    '  镜架 2 7 620000',
    '  镜片 1 20 200000',
    '  太阳镜 1 4 200000',
    '合计 4 31 1020000'
  ]);
});

test('[INV-09] unsold 90 days is slow, 180 days dead, with what is tied up; what came last week is neither', () => {
  // Lenses sold 96 days ago; sunglasses of Wuchang 237 days ago; one old frame never sold since January.
  expect(compute('inventory.slowStock')).toEqual([
    '滞销（90–179 天） 20 200000 2026-08-20',
    '  汉口店 20 200000 2026-08-20',
    '    lens 20 200000 2026-08-20',
    '呆滞（180 天以上） 2 70000 2026-04-01',
    '  武昌店 1 50000 2026-04-01',
    '    sun 1 50000 2026-04-01',
    '  汉口店 1 20000 null',
    '    old 1 20000 null',
    '合计 22 270000 2026-08-20'
  ]);
});

test('a sale that is taken back is no sale: the goods that came back are as unsold as before', () => {
  engine.apply([
    {
      table: 'inventory.movements',
      id: 'rev:m3',
      before: undefined,
      after: rowOf('inventory.movements', 'rev:m3', {
        on: TODAY,
        product: 'sun',
        shop: 'w',
        quantity: 1,
        reason: 'sold',
        reverses: 'm3'
      })
    }
  ]);
  expect(compute('inventory.slowStock')).toContain('    sun 2 100000 2026-04-01');
});

test('[INV-15] ABC: frames are 400,000 of 550,000, sunglasses and lenses the rest', () => {
  // Shares so far, each without itself: frames 0, lenses 72.7 %, sunglasses 90.9 %.
  expect(compute('inventory.abcClasses')).toEqual([
    'frame 400000A 4',
    'lens 100000A 10',
    'sun 50000B 1',
    '合计 550000 15'
  ]);
});

test('stock-turn days: the average of 90 days by what was sold in them', () => {
  // 27 August to 24 November. Frames of a brand: 10 for 85 days and 6 for 5, (850 + 30) / 90 = 9.78, and 880 by 4 sold.
  // Sunglasses: 1 for 90 days and 3 more for 5, nothing sold. Lenses: 20 on all days, sold before.
  expect(compute('inventory.turnDays')).toEqual([
    '镜架 10.78 4 242.5',
    '  雷朋 9.78 4 220',
    '  （空） 1 0 null',
    '镜片 20 0 null',
    '  蔡司 20 0 null',
    '太阳镜 1.17 0 null',
    '  雷朋 1.17 0 null',
    '合计 31.94 4 718.75'
  ]);
});

test('a movement of a product that is not there is told as an error beside the sum', () => {
  movements.push(
    rowOf('inventory.movements', 'lost', { on: TODAY, product: 'p9', shop: 'w', quantity: -1, reason: 'sold' })
  );
  const { total, lines } = runSteps(computeReport(inputOf('inventory.abcClasses')));
  expect(total.cells[0]?.measures.map(({ value, errors }) => [value, errors])).toEqual([
    [550_000, 1],
    [16, 0]
  ]);
  expect(lines.at(-1)?.keys[0]?.value).toBe('p9');
});

test('a number leads to its rows: the four frames that were sold', () => {
  const input = inputOf('inventory.abcClasses');
  const { lines, columns } = runSteps(computeReport(input));
  const wish = { line: lines[0]!, column: columns[0]!, measure: 'value' };
  expect(runSteps(drillDown(input, wish)).rows).toEqual(['m1']);
});
