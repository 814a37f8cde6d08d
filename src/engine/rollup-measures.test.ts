import { describe, expect, it } from 'vitest';
import { computed, type Measure } from '#schema/computed.ts';
import type { RowArray } from '#schema/table.ts';
import { number, put, recalculatedBy, remove, shown, started } from './small-shop.fixture.ts';

const perProduct = (measure: Measure) => computed.rollup({ ...shown, from: 'movements', by: ['product'], measure });
const MOVED: readonly RowArray[] = [
  ['p1'],
  ['m1', 'p1', 'sA', 5, '2026-01-01'],
  ['m2', 'p1', 'sB', 2, '2026-01-03'],
  ['m3', 'p1', 'sA', 4, '2026-01-02']
];
const of = (measure: Measure, ...rows: readonly RowArray[]) => {
  const engine = started({ products: { it: perProduct(measure) } }, ...MOVED, ...rows);
  return { engine, shows: () => engine.value('products', 'p1', 'it') };
};

describe('an average', () => {
  it('is the exact sum divided once, and empty over nothing', () => {
    const { engine, shows } = of({ kind: 'average', column: 'quantity' }, ['p2']);
    expect(shows()).toBe(11 / 3);
    expect(engine.value('products', 'p2', 'it')).toBeNull();
    expect(recalculatedBy(engine, () => put(engine, ['m4', 'p1', 'sA', 0.1]))).toBe(1);
    expect(shows()).toBe(11.1 / 4);
    remove(engine, 'm4');
    put(engine, ['m1', 'p1', 'sA', null]);
    expect(shows()).toBe(3);
  });

  it('shows the error of a mistyped amount instead of leaving it out', () => {
    const { engine, shows } = of({ kind: 'average', column: 'quantity' }, ['m4', 'p1', 'sA', 'two']);
    expect(shows()).toEqual({ code: '#VALUE', because: '"two" cannot be added up.' });
    remove(engine, 'm4');
    expect(shows()).toBe(11 / 3);
  });
});

describe('a number of different values', () => {
  it('counts a value once, as long as one row has it', () => {
    const { engine, shows } = of({ kind: 'distinct', column: 'shop' });
    expect(shows()).toBe(2);
    remove(engine, 'm1');
    expect(shows()).toBe(2);
    expect(recalculatedBy(engine, () => remove(engine, 'm3'))).toBe(1);
    expect(shows()).toBe(1);
    put(engine, ['m2', 'p1', null, 2]);
    expect(shows()).toBe(0);
  });
});

describe('first and last', () => {
  const last: Measure = { kind: 'last', column: 'quantity', order: ['on'] };

  it('give the value of the row at the edge, whatever order the rows came in', () => {
    expect(of(last).shows()).toBe(2);
    expect(of({ ...last, kind: 'first' }).shows()).toBe(5);
    expect(of(last, ['m9', 'p1', 'sA', null, '2026-01-09']).shows()).toBeNull();
  });

  it('break a tie by the id of the row', () => {
    expect(of(last, ['m20', 'p1', 'sA', 8, '2026-01-03'], ['m15', 'p1', 'sA', 9, '2026-01-03']).shows()).toBe(8);
  });

  it('look at the other rows only when the one at the edge leaves or moves', () => {
    const { engine, shows } = of(last);
    expect(recalculatedBy(engine, () => put(engine, ['m1', 'p1', 'sA', 6, '2026-01-01']))).toBe(0);
    expect(recalculatedBy(engine, () => put(engine, ['m2', 'p1', 'sB', 3, '2026-01-03']))).toBe(1);
    expect(shows()).toBe(3);
    put(engine, ['m2', 'p1', 'sB', 3, '2025-12-31']);
    expect(shows()).toBe(4);
    remove(engine, 'm3');
    expect(shows()).toBe(6);
    put(engine, ['m1', 'p2', 'sA', 6, '2026-01-01'], ['m2', 'p2', 'sA', 6, '2026-01-01']);
    expect(shows()).toBeNull();
  });

  it('leave out the rows that a condition drops', () => {
    const where = { of: ['quantity'], keep: (quantity: unknown) => number(quantity as number) > 3 };
    const it_ = computed.rollup({ ...shown, from: 'movements', by: ['product'], measure: last, where });
    const engine = started({ products: { it: it_ } }, ...MOVED);
    expect(engine.value('products', 'p1', 'it')).toBe(4);
    put(engine, ['m2', 'p1', 'sB', 7, '2026-01-03']);
    expect(engine.value('products', 'p1', 'it')).toBe(7);
  });
});
