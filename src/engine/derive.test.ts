import { describe, expect, it } from 'vitest';
import { column } from '#schema/column.ts';
import { computed } from '#schema/computed.ts';
import { derive } from '#schema/derive.ts';
import type { RowArray } from '#schema/table.ts';
import type { Engine } from './engine.ts';
import { label, number, put, recalculatedBy, remove, shown, startedWith, to, whole } from './small-shop.fixture.ts';

/** Two legs for each movement with an amount: what stands in the product's account comes from the shop's. */
const entries = derive({
  id: 'entries',
  label,
  from: 'movements',
  of: ['product', 'shop', 'amount'],
  columns: { product: to('products'), account: column.text({ label }), amount: whole },
  made: { label, words: label, column: 'entryCount' },
  rows: (product, shop, amount) => {
    if (amount === null) return [];
    if (typeof shop !== 'string') throw new Error('A movement with an amount names its shop.');
    return [
      { key: 'in', values: { product: String(product), account: 'stock', amount: number(amount as number) } },
      { key: 'out', values: { product: String(product), account: shop, amount: -number(amount as number) } }
    ];
  }
});
const posted = computed.rollup({
  ...shown,
  from: 'entries',
  by: ['product'],
  measure: { kind: 'sum', column: 'amount' },
  where: { of: ['account'], keep: (account) => account === 'stock' }
});
const doubled = computed.formula({ ...shown, of: ['amount'], compute: (amount) => number(amount as number) * 2 });

const begin = (...rows: readonly RowArray[]): Engine =>
  startedWith({ products: { posted }, entries: { doubled } }, { derives: [entries] }, [
    ['p1'],
    ['m1', 'p1', 'sA', 2, '2026-01-01', 300],
    ['m2', 'p1', 'sA', 1, '2026-01-02'],
    ...rows
  ]);
const ids = (engine: Engine) => [...engine.groupRows('entries')].sort();

describe('a derived table', () => {
  it('has rows made from rows, which other columns read like any', () => {
    const engine = begin();
    expect(ids(engine)).toEqual(['m1#in', 'm1#out']);
    expect(engine.value('entries', 'm1#out', 'account')).toBe('sA');
    expect(engine.value('entries', 'm1#out', 'doubled')).toBe(-600);
    expect(engine.value('products', 'p1', 'posted')).toBe(300);
    expect(engine.value('movements', 'm1', 'entryCount')).toBe(2);
    expect(engine.value('movements', 'm2', 'entryCount')).toBe(0);
  });

  it('changes the cells of a row with the same key, and does not let it go and come back', () => {
    const engine = begin();
    let changes: unknown;
    // The source row once, two doubled amounts, one sum.
    expect(recalculatedBy(engine, () => (changes = put(engine, ['m1', 'p1', 'sA', 2, '2026-01-01', 500])))).toBe(4);
    expect(changes).toEqual([
      { table: 'entries', id: 'm1#in', columns: ['amount', 'doubled'] },
      { table: 'entries', id: 'm1#out', columns: ['amount', 'doubled'] },
      { table: 'products', id: 'p1', columns: ['posted'] }
    ]);
    expect(recalculatedBy(engine, () => put(engine, ['m1', 'p1', 'sA', 9, '2026-01-01', 500]))).toBe(0);
  });

  it('loses the rows that its source row no longer makes, and all with the source row', () => {
    const engine = begin();
    put(engine, ['m1', 'p1', 'sA', 2, '2026-01-01', null]);
    expect(ids(engine)).toEqual([]);
    put(engine, ['m1', 'p1', 'sA', 2, '2026-01-01', 300]);
    expect(ids(engine)).toEqual(['m1#in', 'm1#out']);
    expect(remove(engine, 'm1')).toContainEqual({ table: 'entries', id: 'm1#in', columns: [], row: 'gone' });
    expect(ids(engine)).toEqual([]);
    expect(engine.value('products', 'p1', 'posted')).toBe(0);
    put(engine, ['m1', 'p1', 'sA', 2, '2026-01-01', 300]);
    expect(engine.value('products', 'p1', 'posted')).toBe(300);
  });

  it('has no half of an entry: what cannot be made stands as an error in its source row alone', () => {
    const engine = begin(['m3', 'p1', null, 2, '2026-01-01', 70]);
    const error = { code: '#ERROR', because: 'A movement with an amount names its shop.' };
    expect(engine.value('movements', 'm3', 'entryCount')).toEqual(error);
    expect(ids(engine)).toEqual(['m1#in', 'm1#out']);
    put(engine, ['m3', 'p1', 'sB', 2, '2026-01-01', 70]);
    expect(engine.value('movements', 'm3', 'entryCount')).toBe(2);
    expect(engine.value('products', 'p1', 'posted')).toBe(370);
  });

  it('takes a key given twice, or one that would hide the id of the source, for an error', () => {
    const keyed = (...keys: string[]) =>
      startedWith({}, { derives: [{ ...entries, rows: () => keys.map((key) => ({ key, values: {} })) }] }, [['m1']]);
    const made = (engine: Engine) => engine.value('movements', 'm1', 'entryCount');
    expect(made(keyed('a', 'a'))).toMatchObject({ because: 'The key a is given to two rows.' });
    expect(made(keyed('a#b'))).toMatchObject({ because: '"a#b" cannot be the key of a row.' });
    expect(made(keyed('a', 'b'))).toBe(2);
  });
});
