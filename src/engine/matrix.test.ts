import { describe, expect, it } from 'vitest';
import { column } from '#schema/column.ts';
import { computed } from '#schema/computed.ts';
import { group, readValueKey, valueKeyText } from '#schema/group.ts';
import { createSchema } from '#schema/module.ts';
import { ledger, sheet, type RowArray } from '#schema/table.ts';
import { createEngine, type Engine } from './engine.ts';
import { label, recalculatedBy, shown, to, whole } from './small-shop.fixture.ts';

const book = { audience: 'chain' };
const power = column.diopter({ label });
const lenses = ledger({
  id: 'lenses',
  label,
  book,
  columns: { product: to('products'), sph: power, cyl: power, quantity: whole }
});
const products = sheet({ id: 'products', label, book, columns: { name: column.text({ label }) } });
const power_ = { label, kind: 'diopter' } as const;
const powers = group({
  id: 'powers',
  label,
  keys: { product: { label, table: 'products' }, sph: power_, cyl: power_ },
  sources: [{ table: 'lenses', by: ['product', 'sph', 'cyl'] }]
});
const onHand = computed.rollup({
  ...shown,
  from: 'lenses',
  by: ['product', 'sph', 'cyl'],
  measure: { kind: 'sum', column: 'quantity' }
});
const ROWS: readonly RowArray[] = [
  ['l1', 'lens|156', -350, 0, 4],
  ['l2', 'lens|156', -350, -75, 2],
  ['l3', 'lens|156', 25, 0, 1],
  ['l4', 'lens|160', -100, 0, 7]
];
const axes = { rows: 'sph', columns: 'cyl', measure: 'onHand' };

function begin(): Engine {
  const rest = { id: 'm', label, area: 'business' as const, alerts: [], actions: [], pages: [] };
  const engine = createEngine(
    createSchema([{ ...rest, tables: [products, lenses], groups: [powers], computed: { powers: { onHand } } }])
  );
  engine.load('lenses', ROWS);
  engine.start();
  return engine;
}
const put = (engine: Engine, after: RowArray) =>
  engine.apply([{ table: 'lenses', id: after[0], before: undefined, after }]);

describe('a matrix', () => {
  it('lays a group out over two of its keys, with the values that occur in their order', () => {
    const matrix = begin().matrix('powers', { product: 'lens|156' }, axes);
    expect(matrix.rows).toEqual([-350, 25]);
    expect(matrix.columns).toEqual([-75, 0]);
    expect(matrix.rows.map((sph) => matrix.columns.map((cyl) => matrix.value(sph, cyl)))).toEqual([
      [2, 4],
      [undefined, 1]
    ]);
  });

  it('is read cell by cell: a batch names the group row, and that its place', () => {
    const engine = begin();
    const matrix = engine.matrix('powers', { product: 'lens|156' }, axes);
    let changes: ReturnType<typeof put> = [];
    expect(recalculatedBy(engine, () => (changes = put(engine, ['l5', 'lens|156', -350, -75, 3])))).toBe(1);
    expect(changes).toEqual([{ table: 'powers', id: 'lens|156|-350|-75', columns: ['onHand'] }]);
    expect(matrix.placeOf('lens|156|-350|-75')).toEqual({ row: -350, column: -75 });
    expect(matrix.value(-350, -75)).toBe(5);
    expect(matrix.placeOf('lens|160|-100|0')).toBeUndefined();
  });

  it('is empty for keys that do not occur, and refuses a key that is neither fixed nor an axis', () => {
    const engine = begin();
    expect(engine.matrix('powers', { product: 'lens|999' }, axes).rows).toEqual([]);
    expect(() => engine.matrix('powers', {}, axes)).toThrow('A matrix of powers needs a value for product');
  });
});

describe('a key that is a plain value', () => {
  it('makes a row of each value, zero included, and none of an empty cell', () => {
    const engine = begin();
    put(engine, ['l6', 'lens|156', null, 0, 3]);
    expect([...engine.groupRows('powers')].sort()).toEqual([
      'lens|156|-350|-75',
      'lens|156|-350|0',
      'lens|156|25|0',
      'lens|160|-100|0'
    ]);
    expect(engine.valueByKeys('powers', ['lens|156', -350, 0], 'onHand')).toBe(4);
    expect(engine.groupRow('powers', 'lens|156|25|0')).toEqual(['lens|156', 25, 0]);
    expect(engine.value('powers', 'lens|156|25|0', 'sph')).toBe(25);
  });

  it('is written so that no two values look alike and none holds the joining mark', () => {
    const values = [0, -350, 0.5, '0', '', 'true', true, false, "'", 'a|b', 'a%7Cb', '%25', '2026-11'];
    const texts = values.map(valueKeyText);
    expect(new Set(texts).size).toBe(values.length);
    expect(texts.filter((text) => text.includes('|'))).toEqual([]);
    expect(texts.map(readValueKey)).toEqual(values);
    expect(texts.slice(-1)).toEqual(["'2026-11"]);
  });
});
