import { describe, expect, it } from 'vitest';
import { computed, type ComputedValue } from '#schema/computed.ts';
import type { RowArray } from '#schema/table.ts';
import {
  grid,
  number,
  onHand,
  put,
  recalculatedBy,
  remove,
  shop,
  shown,
  SMALL,
  started
} from './small-shop.fixture.ts';

describe('a movement', () => {
  it('changes the on-hand of its product in its shop, and only the cells that follow from it', () => {
    const engine = started(shop, ...SMALL);
    expect(grid(engine, 'onHand', 'price', 'value')).toEqual([
      ['p1|sA', 5, 100, 500],
      ['p1|sB', 2, 100, 200],
      ['p2|sA', 4, 70, 280]
    ]);
    let changes: unknown;
    const worked = recalculatedBy(engine, () => (changes = put(engine, ['m4', 'p1', 'sA', -3, '2026-01-04'])));
    expect(worked).toBe(3);
    expect(changes).toEqual([
      { table: 'stock', id: 'p1|sA', columns: ['onHand', 'value'] },
      { table: 'products', id: 'p1', columns: ['total'] }
    ]);
    expect(grid(engine, 'onHand', 'price', 'value')).toEqual([
      ['p1|sA', 2, 100, 200],
      ['p1|sB', 2, 100, 200],
      ['p2|sA', 4, 70, 280]
    ]);
    expect(engine.value('products', 'p1', 'total')).toBe(400);
  });

  it('costs the same in a thousand rows as in eight', () => {
    const many = Array.from({ length: 1000 }, (_, i): RowArray => [`m9${i}`, `p${i % 40}`, 'sA', 1, '2026-01-01']);
    const engine = started(shop, ...SMALL, ...many);
    expect(recalculatedBy(engine, () => put(engine, ['m4', 'p1', 'sA', -3, '2026-01-04']))).toBe(3);
  });

  it('finds its one group row among hundreds', () => {
    const many = Array.from({ length: 900 }, (_, i): RowArray => [`m9${i}`, `p${i % 300}`, 'sA', 1, '2026-01-01']);
    const engine = started({ stock: { onHand } }, ...many);
    expect(grid(engine, 'onHand')).toEqual(Array.from({ length: 300 }, (_, i) => [`p${i}|sA`, 3]).sort());
  });

  it('moves from one group row to the other when its shop is corrected', () => {
    const engine = started(shop, ...SMALL);
    put(engine, ['m2', 'p1', 'sA', 2, '2026-01-02']);
    expect(grid(engine, 'onHand')).toEqual([
      ['p1|sA', 7],
      ['p2|sA', 4]
    ]);
  });

  it('does nothing when a column that nobody reads is edited, or when it comes back as it was', () => {
    const engine = started(shop, ...SMALL);
    expect(recalculatedBy(engine, () => put(engine, ['sA', 'Wuchang 2']))).toBe(0);
    expect(recalculatedBy(engine, () => put(engine, ['m1', 'p1', 'sA', 5, '2026-01-01']))).toBe(0);
  });
});

describe('a group row', () => {
  it('appears with its first source row and goes with the last', () => {
    const engine = started(shop, ...SMALL);
    expect(put(engine, ['m5', 'p2', 'sB', 1, '2026-01-05'])).toContainEqual({
      table: 'stock',
      id: 'p2|sB',
      columns: ['product', 'shop', 'onHand', 'price', 'value', 'reorder'],
      row: 'appeared'
    });
    expect(engine.groupRow('stock', 'p2|sB')).toEqual(['p2', 'sB']);
    expect(engine.valueByKeys('stock', ['p2', 'sB'], 'value')).toBe(70);
    expect(remove(engine, 'm5')).toContainEqual({ table: 'stock', id: 'p2|sB', columns: [], row: 'gone' });
    expect(engine.groupRow('stock', 'p2|sB')).toBeUndefined();
    expect(engine.value('stock', 'p2|sB', 'onHand')).toBeUndefined();
    expect(engine.value('products', 'p2', 'total')).toBe(280);
  });

  it('is not made from a row without one of its keys', () => {
    const engine = started(shop, ...SMALL, ['m6', 'p2', null, 9]);
    expect(grid(engine)).toEqual([['p1|sA'], ['p1|sB'], ['p2|sA']]);
  });

  it('is found by its id when a key holds the joining mark', () => {
    const engine = started(shop, ['p|x', null, 10], ['sA', ''], ['m1', 'p|x', 'sA', 2]);
    expect(engine.value('stock', 'p|x|sA', 'value')).toBe(20);
  });
});

describe('a lookup', () => {
  it('follows a price correction to exactly the rows that read it', () => {
    const engine = started(shop, ...SMALL);
    expect(recalculatedBy(engine, () => put(engine, ['p1', 'b1', 110, 3]))).toBe(5);
    expect(grid(engine, 'value')).toEqual([
      ['p1|sA', 550],
      ['p1|sB', 220],
      ['p2|sA', 280]
    ]);
  });

  it('shows #REF while its row is missing, in every cell that depends on it, and heals when it comes', () => {
    const engine = started(shop, ['sA', ''], ['m1', 'p9', 'sA', 2]);
    const missing = { code: '#REF', because: 'There is no row p9 in products.' };
    expect(grid(engine, 'onHand', 'price', 'value')).toEqual([['p9|sA', 2, missing, missing]]);
    put(engine, ['p9', null, 30]);
    expect(grid(engine, 'onHand', 'price', 'value')).toEqual([['p9|sA', 2, 30, 60]]);
    expect(engine.value('products', 'p9', 'total')).toBe(60);
    remove(engine, 'p9');
    expect(grid(engine, 'price')).toEqual([['p9|sA', missing]]);
  });
});

describe('a rollup', () => {
  const measured = (kind: 'min' | 'max' | 'sum', name: string) =>
    computed.rollup({ ...shown, from: 'movements', by: ['product'], measure: { kind, column: name } });

  it('finds the next latest date when the latest is taken back', () => {
    const engine = started({ products: { last: measured('max', 'on') } }, ...SMALL);
    expect(engine.value('products', 'p1', 'last')).toBe('2026-01-02');
    remove(engine, 'm2');
    expect(engine.value('products', 'p1', 'last')).toBe('2026-01-01');
    remove(engine, 'm1');
    expect(engine.value('products', 'p1', 'last')).toBeNull();
  });

  it('counts only the rows its condition keeps', () => {
    const where = { of: ['quantity'], keep: (quantity: ComputedValue) => number(quantity) > 3 };
    const count = computed.rollup({ ...shown, from: 'movements', by: ['shop'], measure: { kind: 'count' }, where });
    const engine = started({ shops: { count } }, ...SMALL);
    expect(engine.value('shops', 'sA', 'count')).toBe(2);
    expect(recalculatedBy(engine, () => put(engine, ['m1', 'p1', 'sA', 3]))).toBe(1);
    expect(engine.value('shops', 'sA', 'count')).toBe(1);
    expect(recalculatedBy(engine, () => put(engine, ['m1', 'p1', 'sA', 2]))).toBe(0);
  });

  it('gives the error of its first row by id, and the sum again when the cause is gone', () => {
    const engine = started(shop, ...SMALL, ['m9', 'p1', 'sA', 'two'], ['m8', 'p1', 'sA', 'three']);
    const error = (text: string) => ({ code: '#VALUE', because: `"${text}" cannot be added up.` });
    expect(engine.value('stock', 'p1|sA', 'onHand')).toEqual(error('three'));
    remove(engine, 'm8');
    expect(engine.value('products', 'p1', 'total')).toEqual(error('two'));
    put(engine, ['m9', 'p1', 'sA', 1]);
    expect(grid(engine, 'onHand')[0]).toEqual(['p1|sA', 6]);
  });

  it('adds fractions without drift, whatever came and went', () => {
    const engine = started({ products: { sum: measured('sum', 'quantity') } }, ['p1'], ['m1', 'p1', null, 0.1]);
    put(engine, ['m2', 'p1', null, 0.2], ['m3', 'p1', null, 1e300]);
    remove(engine, 'm3');
    expect(engine.value('products', 'p1', 'sum')).toBe(0.30000000000000004);
    remove(engine, 'm1');
    expect(engine.value('products', 'p1', 'sum')).toBe(0.2);
  });

  it('takes an import of many rows, edited in one batch, as if they had been there from the start', () => {
    const imported = (quantity: number) =>
      Array.from({ length: 60 }, (_, i): RowArray => [`m9${i}`, `p${(i % 2) + 1}`, 'sA', quantity + i, '2026-01-01']);
    const engine = started(shop, ...SMALL);
    put(engine, ...imported(1));
    put(engine, ...[...imported(5)].reverse());
    put(engine, ...imported(-7));
    expect(grid(engine, 'onHand', 'value')).toEqual(grid(started(shop, ...SMALL, ...imported(-7)), 'onHand', 'value'));
  });

  it('names the rows it sums', () => {
    const engine = started(shop, ...SMALL, ['m4', 'p1', 'sA', -3]);
    expect([...engine.referencing('movements', ['product', 'shop'], ['p1', 'sA'])].sort()).toEqual(['m1', 'm4']);
    expect([...engine.referencing('movements', ['product', 'shop'], ['p2', 'sB'])]).toEqual([]);
    expect(() => [...engine.referencing('movements', ['on'], ['x'])]).toThrow('No declaration goes by movements(on).');
  });
});

describe('a formula', () => {
  it('that throws is an error in its own cell and stops no other', () => {
    const half = computed.formula({
      ...shown,
      of: ['price'],
      compute: (amount) => {
        if (number(amount) % 2 === 1) throw new Error('An odd fen is left.');
        return number(amount) / 2;
      }
    });
    const share = computed.formula({ ...shown, of: ['price', 'reorder'], compute: (a, b) => number(a) / number(b) });
    const engine = started({ products: { half, share } }, ['p1', null, 101, 5], ['p2', null, 70, 0]);
    expect(engine.value('products', 'p1', 'half')).toEqual({ code: '#ERROR', because: 'An odd fen is left.' });
    expect(engine.value('products', 'p2', 'half')).toBe(35);
    expect(engine.value('products', 'p2', 'share')).toMatchObject({ code: '#DIV0' });
  });
});
