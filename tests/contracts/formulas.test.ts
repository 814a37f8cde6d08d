/**
 * Managers' formulas in the real engine over the real modules: what the room `formula` compiles is declared beside the
 * modules' own columns, a few rows are loaded, and the numbers are read and followed through changes.
 */
import { expect, test } from 'vitest';
import { createEngine, type Engine } from '#engine/engine.ts';
import { compileFormula, type CompiledFormula } from '#formula/compile.ts';
import { withoutCycles } from '#formula/cycle.ts';
import { withOwnColumns } from './with-own-columns.ts';
import { namesOfSchema } from '#formula/schema-names.ts';
import { modules } from '#modules/index.ts';
import type { CellValue } from '#schema/column.ts';
import type { ComputedValue } from '#schema/computed.ts';
import { createSchema } from '#schema/module.ts';
import type { RowArray } from '#schema/table.ts';

const PRODUCTS = 'catalogue.products';
const house = createSchema(modules);

function compile(text: string): CompiledFormula {
  const formula = compileFormula({
    names: namesOfSchema(house),
    table: PRODUCTS,
    text,
    label: { zh: '算', en: 'Own' }
  });
  if (!formula.ok) throw new Error(formula.rule);
  return formula.value;
}

function rowOf(table: string, id: string, values: Readonly<Record<string, CellValue>>): RowArray {
  return [id, ...Object.keys(house.tables.get(table)?.columns ?? {}).map((name) => values[name] ?? null)];
}

const product = (id: string, values: Readonly<Record<string, CellValue>>) =>
  rowOf(PRODUCTS, id, { sku: id, ...values });
const move = (id: string, values: Readonly<Record<string, CellValue>>) => rowOf('inventory.movements', id, values);

function started(...texts: readonly string[]) {
  const formulas = texts.map(compile);
  const engine = createEngine(
    withOwnColumns(
      house,
      formulas.map((formula, i) => ({ id: `own${i}`, formula }))
    )
  );
  engine.load('shops.shops', [
    rowOf('shops.shops', 'wuchang', { code: 'wuchang', name: '武昌店' }),
    rowOf('shops.shops', 'hankou', { code: 'hankou', name: '汉口店' })
  ]);
  engine.load(PRODUCTS, [
    product('p1', { retailPrice: 128_050, reorderPoint: 5, kind: 'frame', expiresOn: '2026-11-30', brand: '暴龙' }),
    product('p2', { retailPrice: 9_900 })
  ]);
  engine.load('inventory.movements', [
    move('m1', { product: 'p1', shop: 'wuchang', quantity: 3, reason: 'opening', on: '2026-11-01', note: '盘' }),
    move('m2', { product: 'p1', shop: 'hankou', quantity: 9, reason: 'received', on: '2026-11-02' }),
    move('m3', { product: 'p1', shop: 'wuchang', quantity: -1, reason: 'sold', on: '2026-11-03' }),
    move('m4', { product: 'p1', shop: 'hankou', quantity: -2, reason: 'sold', on: '2026-11-04' })
  ]);
  engine.start();
  const read = (row: string, i = 0): ComputedValue | undefined => engine.value(formulas[i]!.home, row, `own${i}`);
  return { engine, formulas, read };
}

function put(engine: Engine, table: string, after: RowArray): void {
  engine.apply([{ table, id: after[0], before: undefined, after }]);
}

test('what to order, per shop: the formula of the manual', () => {
  const { engine, formulas, read } = started('=IF([在手]<[补货点], [补货点]*2-[在手], 0)');
  expect(formulas[0]!.home).toBe('inventory.stock');
  expect(read('p1|wuchang')).toBe(8);
  expect(read('p1|hankou')).toBe(0);
  const before = engine.recalculated;
  put(engine, 'inventory.movements', move('m5', { product: 'p1', shop: 'hankou', quantity: -4, reason: 'sold' }));
  expect(read('p1|hankou')).toBe(7);
  // moved, on hand, its columns of the module and this one; not one cell of the other shop.
  expect(engine.recalculated - before).toBeLessThan(10);
});

test('what a shop sold, against what it holds: totals of the shop alone', () => {
  const { formulas, read } = started('=[在手]+SUMIFS([门店库存.库存流水.数量], [门店库存.库存流水.原因], "销售")');
  expect(formulas[0]!.home).toBe('inventory.stock');
  expect([read('p1|wuchang'), read('p1|hankou')]).toEqual([1, 5]);
});

test('totals over the movements, with conditions', () => {
  const { engine, read } = started(
    '=SUM([库存流水.数量])',
    '=SUMIFS([库存流水.数量], [库存流水.原因], "销售", [库存流水.门店], "wuchang")',
    '=COUNTIFS([库存流水.原因], "sold", [库存流水.业务日期], ">=2026-11-04")',
    '=AVERAGE([库存流水.数量])',
    '=MAX([库存流水.业务日期])',
    '=COUNTIF([库存流水.数量], ">"&[补货点])',
    '=SUM([门店库存.在手]) - [各店在手]',
    '=IFERROR(AVERAGEIFS([库存流水.数量], [库存流水.原因], "丢失"), "没有")'
  );
  const values = (row: string) => Array.from({ length: 8 }, (_, i) => read(row, i));
  expect(values('p1')).toEqual([9, -1, 1, 2.25, '2026-11-04', 1, 0, '没有']);
  expect(values('p2').slice(0, 3)).toEqual([0, 0, 0]);
  expect(read('p2', 3)).toMatchObject({ code: '#DIV0' });
  expect(read('p2', 4)).toBeNull();
  put(engine, PRODUCTS, product('p1', { reorderPoint: 2 }));
  expect(read('p1', 5)).toBe(2);
});

test('empty cells are in no count and no average', () => {
  const { engine, read } = started('=COUNTA([库存流水.备注])', '=AVERAGE([库存流水.数量])', '=COUNT([库存流水.数量])');
  expect([read('p1', 0), read('p1', 1), read('p1', 2)]).toEqual([1, 2.25, 4]);
  put(engine, 'inventory.movements', move('m6', { product: 'p1', shop: 'hankou', quantity: null, note: '' }));
  expect([read('p1', 0), read('p1', 1), read('p1', 2)]).toEqual([1, 2.25, 4]);
});

test('money, dates and choices of the real modules', () => {
  const { read } = started(
    '=ROUND([零售价]*0.85, 0)',
    '=[失效日期]-30',
    '=SWITCH([类别], "镜架", "架", "其他")&[品牌]',
    '=[门店.门店名称]&"："&[门店库存.零售额]'
  );
  expect(read('p1', 0)).toBe(108_800);
  expect(read('p1', 1)).toBe('2026-10-31');
  expect(read('p1', 2)).toBe('架暴龙');
  expect(read('p1|wuchang', 3)).toBe('武昌店：2561');
});

test('an error below is passed on; one made by the formula itself can be caught', () => {
  const { read } = started('=IFERROR(1/[补货点], -1)', '=[零售价]/[补货点]');
  expect(read('p2', 0)).toBe(-1);
  expect(read('p2', 1)).toMatchObject({ code: '#DIV0' });
});

test('own columns read each other; a cycle that a merge brought stops only those in it', () => {
  const shown = {
    words: { zh: '', en: '' },
    shows: 'integer',
    primitive: 'formula',
    of: [],
    compute: () => null
  } as const;
  const named = (id: string) => ({ ...shown, label: { zh: id, en: id } });
  const ids = ['甲', '乙', '丙', '丁'];
  const declared = new Map([...house.computed.get(PRODUCTS)!, ...ids.map((id) => [id, named(id)] as const)]);
  const names = namesOfSchema({ ...house, computed: new Map(house.computed).set(PRODUCTS, declared) });
  const columns = ['=[补货点]+1', '=[甲]*2', '=[丁]+1', '=[丙]+[乙]'].map((text, i) => {
    const formula = compileFormula({ names, table: PRODUCTS, text, label: { zh: ids[i]!, en: ids[i]! } });
    if (!formula.ok) throw new Error(formula.rule);
    return { id: ids[i]!, formula: formula.value };
  });
  expect(() => createEngine(withOwnColumns(house, columns))).toThrow('cycle');
  const engine = createEngine(withOwnColumns(house, withoutCycles(columns)));
  engine.load(PRODUCTS, [product('p1', { reorderPoint: 5 })]);
  engine.start();
  expect([engine.value(PRODUCTS, 'p1', '甲'), engine.value(PRODUCTS, 'p1', '乙')]).toEqual([6, 12]);
  for (const id of ['丙', '丁'])
    expect(engine.value(PRODUCTS, 'p1', id)).toMatchObject({ code: '#REF', because: expect.stringContaining('丙') });
});
