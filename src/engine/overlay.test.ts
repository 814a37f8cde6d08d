import { describe, expect, it } from 'vitest';
import { computed, type Alert } from '#schema/computed.ts';
import type { Engine } from './engine.ts';
import {
  label,
  low,
  number,
  onHand,
  price,
  put,
  recalculatedBy,
  remove,
  shop,
  shown,
  SMALL,
  started
} from './small-shop.fixture.ts';

const half = computed.formula({ ...shown, of: ['onHand'], compute: (held) => number(held as number) / 2 });
const doubled = computed.formula({ ...shown, of: ['half'], compute: (h) => number(h as number) * 4 });
const largest = computed.rollup({
  ...shown,
  from: 'stock',
  by: ['product'],
  measure: { kind: 'max', column: 'half' }
});
const many: Alert = {
  id: 'many',
  on: 'stock',
  severity: 'warning',
  of: ['half'],
  when: (h) => number(h as number) > 2,
  column: 'half',
  label,
  sentence: label,
  remedies: []
};
const added = { computed: { stock: { half, doubled }, products: { largest } }, alerts: [many] };

const ruleOf = (engine: Engine, overlay: Parameters<Engine['overlay']>[0]) => {
  const result = engine.overlay(overlay);
  return result.ok ? 'accepted' : [result.rule, result.values];
};

describe('an overlay', () => {
  it('adds columns and alerts over the present rows, computing nothing else', () => {
    const engine = started(shop, ...SMALL);
    let result: ReturnType<Engine['overlay']> | undefined;
    // Two columns of three group rows, one of two products.
    expect(recalculatedBy(engine, () => (result = engine.overlay(added)))).toBe(8);
    expect(result?.ok && result.value).toContainEqual({ table: 'stock', id: 'p1|sA', columns: ['half', 'doubled'] });
    expect(engine.value('stock', 'p1|sA', 'half')).toBe(2.5);
    expect(engine.value('products', 'p1', 'largest')).toBe(2.5);
    expect(engine.alertsOf('stock', 'p1|sA')).toEqual([many]);
  });

  it('takes part in every batch from then on', () => {
    const engine = started(shop, ...SMALL);
    engine.overlay(added);
    expect(put(engine, ['m4', 'p1', 'sA', -3, '2026-01-04'])).toEqual([
      { table: 'stock', id: 'p1|sA', columns: ['onHand', 'value', 'half', 'doubled'] },
      { table: 'products', id: 'p1', columns: ['total', 'largest'] }
    ]);
    expect(engine.alertCounts().get('many')).toBe(0);
    expect(put(engine, ['m9', 'p2', 'sB', 6])).toContainEqual(
      expect.objectContaining({ id: 'p2|sB', row: 'appeared' })
    );
    expect(engine.value('stock', 'p2|sB', 'doubled')).toBe(12);
  });

  it('replaces the one before as a whole and tells only the cells that differ', () => {
    const engine = started(shop, ...SMALL);
    engine.overlay(added);
    const other = computed.formula({
      ...half,
      compute: (held) => (number(held as number) === 5 ? 3 : number(held as number) / 2)
    });
    const result = engine.overlay({ computed: { stock: { half: other } }, alerts: [] });
    expect(result.ok && [...result.value].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { table: 'products', id: 'p1', columns: ['largest'] },
      { table: 'stock', id: 'p1|sA', columns: ['half', 'doubled'] },
      { table: 'stock', id: 'p1|sB', columns: ['doubled'] },
      { table: 'products', id: 'p2', columns: ['largest'] },
      { table: 'stock', id: 'p2|sA', columns: ['doubled'] }
    ]);
    expect(engine.value('products', 'p1', 'largest')).toBeUndefined();
    expect(engine.alertCounts().has('many')).toBe(false);
    expect(recalculatedBy(engine, () => put(engine, ['m4', 'p1', 'sA', -3, '2026-01-04']))).toBe(4);
  });

  it('leaves the same engine behind when it is emptied', () => {
    const engine = started(shop, ...SMALL);
    const alone = started(shop, ...SMALL);
    engine.overlay(added);
    engine.overlay({ computed: {}, alerts: [] });
    const edit = (e: Engine) => [put(e, ['m4', 'p1', 'sA', -3, '2026-01-04']), remove(e, 'm3')];
    let changes: unknown;
    expect(recalculatedBy(engine, () => (changes = edit(engine)))).toBe(recalculatedBy(alone, () => edit(alone)));
    expect(changes).toEqual(edit(started(shop, ...SMALL)));
  });

  it('that cannot run is refused by name, and the one before stays', () => {
    const engine = started(shop, ...SMALL);
    engine.overlay(added);
    const reads = (...of: string[]) => computed.formula({ ...shown, of, compute: () => null });
    const refused = (stock: Parameters<Engine['overlay']>[0]['computed'][string], alerts: Alert[] = []) =>
      ruleOf(engine, { computed: { stock }, alerts });
    expect(
      recalculatedBy(engine, () => {
        expect(refused({ a: reads('b'), b: reads('onHand', 'a') })).toEqual([
          'computed-cycle',
          { path: 'stock.a → stock.b → stock.a' }
        ]);
        expect(refused({ a: reads('colour') })).toEqual(['unknown-column', { column: 'stock.colour' }]);
        expect(refused({ a: computed.rollup({ ...onHand, from: 'sales' }) })).toEqual([
          'unknown-table',
          { table: 'sales' }
        ]);
        expect(refused({ a: { ...price, through: 'onHand' } })).toEqual(['not-a-reference', { column: 'onHand' }]);
        expect(refused({ onHand: reads() })).toEqual(['column-name-taken', { column: 'stock.onHand' }]);
        expect(refused({ shop: reads() })).toEqual(['column-name-taken', { column: 'stock.shop' }]);
        expect(refused({}, [low])).toEqual(['alert-name-taken', { alert: 'low' }]);
        expect(refused({ a: computed.rollup({ ...onHand, measure: { kind: 'sum', column: 'on' } }) })).toEqual([
          'not-a-number-column',
          { column: 'movements.on' }
        ]);
      })
    ).toBe(0);
    expect(engine.value('stock', 'p1|sA', 'doubled')).toBe(10);
    put(engine, ['m4', 'p1', 'sA', -3, '2026-01-04']);
    expect(engine.value('stock', 'p1|sA', 'doubled')).toBe(4);
  });
});
