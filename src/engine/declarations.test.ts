import { describe, expect, it } from 'vitest';
import { computed } from '#schema/computed.ts';
import { derive } from '#schema/derive.ts';
import { group } from '#schema/group.ts';
import { createEngine } from './engine.ts';
import {
  label,
  onHand,
  price,
  schemaOf,
  shop,
  shown,
  startedWith,
  to,
  value,
  type Columns,
  type More
} from './small-shop.fixture.ts';

describe('a declaration', () => {
  const reads = (...of: string[]) => computed.formula({ ...shown, of, compute: () => null });

  it('that reads itself is refused with the path', () => {
    expect(() =>
      createEngine(schemaOf({ products: { a: reads('b'), b: reads('price', 'c'), c: reads('a') } }))
    ).toThrow('Computed columns form a cycle: products.a → products.b → products.c → products.a.');
    const back = computed.lookup({ ...shown, through: 'product', column: 'total' });
    expect(() => createEngine(schemaOf({ ...shop, stock: { onHand, price: back, value } }))).toThrow(
      'Computed columns form a cycle: stock.price → products.total → stock.value → stock.price.'
    );
  });

  it('that reads itself through any primitive is refused with the path', () => {
    const plain = { ...shown, of: ['total'], by: ['product'], order: ['on'], start: 0 };
    const step = () => ({ state: 0, value: 0 });
    const pathOf = (columns: Columns, more: More = {}) => {
      try {
        createEngine(schemaOf(columns, more));
      } catch (thrown) {
        return (thrown as Error).message.replace('Computed columns form a cycle: ', '');
      }
      return 'no cycle';
    };
    const rollup = (column: string, measure: 'sum' | 'last' = 'sum') =>
      computed.rollup({
        ...shown,
        from: 'movements',
        by: ['product'],
        measure: measure === 'last' ? { kind: 'last', column: 'on', order: [column] } : { kind: 'sum', column }
      });
    const total = computed.lookup({ ...shown, through: 'product', column: 'sum' });
    const scan = computed.scan({ ...plain, step });
    expect(pathOf({ movements: { total, scan }, products: { sum: rollup('scan') } })).toBe(
      'movements.total → products.sum → movements.scan → movements.total.'
    );
    expect(pathOf({ movements: { total, scan }, products: { sum: rollup('scan', 'last') } })).toContain(
      'movements.scan'
    );
    const entries = derive({
      id: 'entries',
      label,
      from: 'products',
      of: ['booked'],
      columns: { product: to('products') },
      made: { label, words: label, column: 'entryCount' },
      rows: () => []
    });
    const booked = computed.rollup({ ...shown, from: 'entries', by: ['product'], measure: { kind: 'count' } });
    expect(pathOf({ products: { booked } }, { derives: [entries] })).toBe(
      'entries → products.entryCount → products.booked → entries.'
    );
    const months = group({
      id: 'months',
      label,
      keys: { month: { label, kind: 'text' } },
      sources: [{ table: 'movements', by: ['month'] }]
    });
    const month = computed.formula({ ...shown, of: ['share'], compute: () => null });
    const share = computed.rollup({ ...shown, from: 'months', by: ['month'], measure: { kind: 'count' } });
    expect(pathOf({ movements: { month }, shops: { share } }, { groups: [months] })).toContain('unknown column');
    const busiest = computed.rollup({ ...shown, from: 'months', by: ['month'], measure: { kind: 'count' } });
    const month_ = computed.lookup({ ...shown, through: 'shop', column: 'busiest' });
    expect(pathOf({ movements: { month: month_ }, shops: { busiest } }, { groups: [months] })).toBe(
      'months → movements.month → shops.busiest → months.'
    );
  });

  it('may be the end of a chain of any depth, whatever the order of declaration', () => {
    const next = (i: number) =>
      computed.formula({ ...shown, of: [i === 0 ? 'price' : `c${i - 1}`], compute: (n) => (n as number) + 1 });
    const chain = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`c${19_999 - i}`, next(19_999 - i)]));
    const engine = startedWith({ products: chain }, {}, [['p1', 'b1', 5]]);
    expect(engine.value('products', 'p1', 'c19999')).toBe(20_005);
  });

  it('that names an unknown table or column, or a reference to another table, is refused by name', () => {
    const refused = (columns: Columns) => () => createEngine(schemaOf(columns));
    expect(refused({ products: { a: reads('colour') } })).toThrow(
      'products.a reads the unknown column products.colour'
    );
    expect(refused({ stock: { a: computed.rollup({ ...onHand, from: 'sales' }) } })).toThrow('unknown table sales');
    expect(refused({ stock: { a: computed.rollup({ ...onHand, by: ['shop', 'product'] }) } })).toThrow(
      'stock.a goes by movements.shop, which refers to shops and not to products'
    );
    expect(refused({ products: { a: onHand } })).toThrow('by 2 columns of movements; 1 are needed');
    expect(refused({ products: { a: { ...price, through: 'price' } } })).toThrow(
      'through price, which is no reference'
    );
    expect(refused({ products: { price } })).toThrow('products.price is declared twice');
  });
});
