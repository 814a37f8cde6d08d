import { describe, expect, it } from 'vitest';
import { computed, type ComputedValue } from '#schema/computed.ts';
import type { RowArray } from '#schema/table.ts';
import type { Engine } from './engine.ts';
import { number, put, recalculatedBy, remove, shown, started } from './small-shop.fixture.ts';

const byProduct = { ...shown, by: ['product'], order: ['on'] };
const column = (engine: Engine, name: string, ...ids: string[]) => ids.map((id) => engine.value('movements', id, name));

const balance = computed.scan({
  ...byProduct,
  of: ['quantity'],
  start: 0,
  step: (held, quantity = null) => ({ state: held + number(quantity), value: held + number(quantity) })
});

describe('a running balance', () => {
  const last = { kind: 'last', column: 'balance', order: ['on'] } as const;
  const closing = computed.rollup({ ...shown, from: 'movements', by: ['product'], measure: last });
  const ROWS: readonly RowArray[] = [
    ['p1'],
    ['m1', 'p1', 'sA', 5, '2026-01-01'],
    ['m2', 'p1', 'sA', -2, '2026-01-03'],
    ['m3', 'p1', 'sA', 4, '2026-01-05'],
    ['m4', 'p2', 'sA', 9, '2026-01-02']
  ];
  const begin = (...rows: readonly RowArray[]) =>
    started({ movements: { balance }, products: { closing } }, ...ROWS, ...rows);

  it('goes through the rows of its key in their order', () => {
    const engine = begin();
    expect(column(engine, 'balance', 'm1', 'm2', 'm3', 'm4')).toEqual([5, 3, 7, 9]);
    expect(engine.value('products', 'p1', 'closing')).toBe(7);
  });

  it('takes one step for a new last row, and refolds its own key from a back-dated one', () => {
    const engine = begin();
    // The new cell, and the closing balance of its product.
    expect(recalculatedBy(engine, () => put(engine, ['m5', 'p1', 'sA', 1, '2026-01-06']))).toBe(2);
    // The back-dated row, the three after it, and the closing balance.
    expect(recalculatedBy(engine, () => put(engine, ['m6', 'p1', 'sA', 10, '2026-01-02']))).toBe(5);
    expect(column(engine, 'balance', 'm1', 'm6', 'm2', 'm3', 'm5', 'm4')).toEqual([5, 15, 13, 17, 18, 9]);
    expect(engine.value('products', 'p1', 'closing')).toBe(18);
  });

  it('follows a deletion, a change of date and a change of key, and tells the cells that changed', () => {
    const engine = begin();
    expect(remove(engine, 'm2')).toEqual([
      { table: 'movements', id: 'm2', columns: [], row: 'gone' },
      { table: 'movements', id: 'm3', columns: ['balance'] },
      { table: 'products', id: 'p1', columns: ['closing'] }
    ]);
    expect(column(engine, 'balance', 'm1', 'm3')).toEqual([5, 9]);
    put(engine, ['m3', 'p1', 'sA', 4, '2025-12-31']);
    expect(column(engine, 'balance', 'm3', 'm1')).toEqual([4, 9]);
    put(engine, ['m1', 'p2', 'sA', 5, '2026-01-03']);
    expect(column(engine, 'balance', 'm3', 'm4', 'm1')).toEqual([4, 9, 14]);
  });

  it('is empty for a row without a key', () => {
    expect(column(begin(['m7', null, 'sA', 3, '2026-01-01']), 'balance', 'm7')).toEqual([null]);
  });

  it('shows the error of a row it cannot read in that row and all later ones of the key, until it is mended', () => {
    const asNumber = computed.formula({
      ...shown,
      of: ['quantity'],
      compute: (quantity) => (typeof quantity === 'number' ? quantity : { code: '#VALUE', because: 'No number.' })
    });
    const read = computed.scan({ ...balance, of: ['asNumber'], start: 0, step: balance.step });
    const engine = started({ movements: { asNumber, read } }, ...ROWS, ['m5', 'p1', 'sA', 'two', '2026-01-02']);
    const error = { code: '#VALUE', because: 'No number.' };
    expect(column(engine, 'read', 'm1', 'm5', 'm2', 'm3', 'm4')).toEqual([5, error, error, error, 9]);
    put(engine, ['m5', 'p1', 'sA', 2, '2026-01-02']);
    expect(column(engine, 'read', 'm1', 'm5', 'm2', 'm3')).toEqual([5, 7, 5, 9]);
  });

  it('repeats no more than 31 earlier steps for a change deep inside a long key', () => {
    let steps = 0;
    const counted = computed.scan({
      ...balance,
      start: 0,
      step: (state: number, ...values) => {
        steps += 1;
        return balance.step(state, ...values);
      }
    });
    const day = (i: number): string => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
    const rows = Array.from({ length: 1000 }, (_, i): RowArray => [`m${1000 + i}`, 'p1', 'sA', 1, day(i)]);
    const engine = started({ movements: { counted } }, ...rows);
    steps = 0;
    expect(recalculatedBy(engine, () => put(engine, ['m1990', 'p1', 'sA', 2, day(990)]))).toBe(10);
    expect(steps).toBeLessThanOrEqual(10 + 31);
    expect(column(engine, 'counted', 'm1989', 'm1990', 'm1999')).toEqual([990, 992, 1001]);
    steps = 0;
    put(engine, ['m3000', 'p1', 'sA', 1, day(2000)]);
    expect(steps).toBe(1);
  });
});

describe('moving-average cost', () => {
  interface Held {
    readonly pieces: number;
    /** Fen. */
    readonly cost: number;
  }
  /** What the movement adds to or takes from the value of the stock, in fen; the last piece takes what is left. */
  const cost = computed.scan<Held>({
    ...byProduct,
    of: ['quantity', 'amount'],
    start: { pieces: 0, cost: 0 },
    step: ({ pieces, cost }, quantity = null, amount = null) => {
      const moved = number(quantity);
      if (moved >= 0) return { state: { pieces: pieces + moved, cost: cost + number(amount) }, value: number(amount) };
      const taken = -moved === pieces ? cost : Math.round((cost * -moved) / pieces);
      return { state: { pieces: pieces + moved, cost: cost - taken }, value: -taken };
    }
  });
  const value = computed.rollup({
    ...shown,
    from: 'movements',
    by: ['product'],
    measure: { kind: 'sum', column: 'cost' }
  });
  const SOLD: readonly RowArray[] = [
    ['p1'],
    ['m1', 'p1', 'sA', 3, '2026-01-01', 1000],
    ['m2', 'p1', 'sA', -1, '2026-01-02'],
    ['m3', 'p1', 'sA', -1, '2026-01-03'],
    ['m4', 'p1', 'sA', -1, '2026-01-04']
  ];

  it('splits 10.00 yuan over three pieces to the fen', () => {
    const engine = started({ movements: { cost }, products: { value } }, ...SOLD);
    expect(column(engine, 'cost', 'm1', 'm2', 'm3', 'm4')).toEqual([1000, -333, -334, -333]);
    expect(engine.value('products', 'p1', 'value')).toBe(0);
  });

  it('costs all later sales anew after a back-dated receipt, and as before when that is taken back', () => {
    const engine = started({ movements: { cost }, products: { value } }, ...SOLD);
    expect(recalculatedBy(engine, () => put(engine, ['m5', 'p1', 'sA', 1, '2026-01-01', 200]))).toBe(5);
    expect(column(engine, 'cost', 'm1', 'm5', 'm2', 'm3', 'm4')).toEqual([1000, 200, -300, -300, -300]);
    expect(engine.value('products', 'p1', 'value')).toBe(300);
    remove(engine, 'm5');
    expect(column(engine, 'cost', 'm1', 'm2', 'm3', 'm4')).toEqual([1000, -333, -334, -333]);
  });
});

describe('first-in-first-out layers', () => {
  interface Layer {
    readonly pieces: number;
    /** Fen. */
    readonly cost: number;
  }
  /** Takes `wanted` pieces from the oldest layers; of a layer that is broken up the last piece takes what is left. */
  const takeFrom = (layers: readonly Layer[], wanted: number) => {
    const left: Layer[] = [];
    let [missing, taken] = [wanted, 0];
    for (const { pieces, cost } of layers) {
      const from = Math.min(missing, pieces);
      const share = from === pieces ? cost : Math.floor((cost * from) / pieces);
      missing -= from;
      taken += share;
      if (pieces > from) left.push({ pieces: pieces - from, cost: cost - share });
    }
    return { left, taken };
  };
  const cost = computed.scan<readonly Layer[]>({
    ...byProduct,
    of: ['quantity', 'amount'],
    start: [],
    step: (layers, quantity = null, amount = null) => {
      const moved = number(quantity);
      if (moved >= 0) return { state: [...layers, { pieces: moved, cost: number(amount) }], value: number(amount) };
      const { left, taken } = takeFrom(layers, -moved);
      return { state: left, value: -taken };
    }
  });

  it('gives the oldest cost first; a back-dated receipt goes out before the others', () => {
    const engine = started(
      { movements: { cost } },
      ['m1', 'p1', 'sA', 2, '2026-01-02', 201],
      ['m2', 'p1', 'sA', 2, '2026-01-03', 300],
      ['m3', 'p1', 'sA', -3, '2026-01-04'],
      ['m4', 'p1', 'sA', -1, '2026-01-05']
    );
    expect(column(engine, 'cost', 'm1', 'm2', 'm3', 'm4')).toEqual([201, 300, -351, -150]);
    put(engine, ['m5', 'p1', 'sA', 1, '2026-01-01', 50]);
    expect(column(engine, 'cost', 'm5', 'm1', 'm2', 'm3', 'm4')).toEqual([50, 201, 300, -251, -150]);
    remove(engine, 'm1');
    expect(column(engine, 'cost', 'm5', 'm2', 'm3', 'm4')).toEqual([50, 300, -350, 0]);
  });
});

describe('status from events', () => {
  const NEXT: Readonly<Record<string, string>> = { ordered: 'ready', ready: 'collected', collected: 'returned' };
  const status = computed.scan<string>({
    ...byProduct,
    of: ['event'],
    start: 'none',
    step: (now, event = null) => {
      const goes = now === 'none' ? event === 'ordered' : NEXT[now] === event;
      return { state: goes ? String(event) : now, value: goes ? event : now };
    }
  });
  const event = (id: string, on: string, what: string): RowArray => [id, 'p1', null, null, on, null, what];
  const present = computed.rollup({
    ...shown,
    from: 'movements',
    by: ['product'],
    measure: { kind: 'last', column: 'status', order: ['on'] }
  });

  it('does not skip a step, and catches up when the missing event arrives late', () => {
    const engine = started(
      { movements: { status }, products: { present } },
      ['p1'],
      event('m1', '2026-01-01', 'ordered'),
      event('m2', '2026-01-05', 'collected')
    );
    const shows = (): ComputedValue | undefined => engine.value('products', 'p1', 'present');
    expect(shows()).toBe('ordered');
    put(engine, event('m3', '2026-01-03', 'ready'));
    expect(column(engine, 'status', 'm1', 'm3', 'm2')).toEqual(['ordered', 'ready', 'collected']);
    expect(shows()).toBe('collected');
    remove(engine, 'm3');
    expect(shows()).toBe('ordered');
  });
});
