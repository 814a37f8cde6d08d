import { describe, expect, it } from 'vitest';
import { low, put, shop, SMALL, started } from './small-shop.fixture.ts';

describe('an alert', () => {
  it('holds while its condition does, colours its cell and clears by itself', () => {
    const engine = started(shop, ...SMALL);
    const held = () => [...engine.alerts()].map(({ alert, id }) => `${alert.id} ${id}`);
    expect(held()).toEqual(['low p1|sB']);
    put(engine, ['m4', 'p1', 'sA', -4, '2026-01-09']);
    expect(held().sort()).toEqual(['low p1|sA', 'low p1|sB']);
    expect(engine.alertCounts().get('low')).toBe(2);
    expect(put(engine, ['p1', 'b1', 100, 1])).toContainEqual({
      table: 'stock',
      id: 'p1|sB',
      columns: ['reorder', 'onHand']
    });
    expect(held()).toEqual([]);
    expect(engine.alertsOf('stock', 'p1|sA')).toEqual([]);
  });

  it('names the newest movements as its evidence', () => {
    const engine = started(shop, ...SMALL, ['m4', 'p1', 'sB', -1, '2026-02-01'], ['m5', 'p1', 'sB', -1, '2026-01-01']);
    expect(engine.alertsOf('stock', 'p1|sB')).toEqual([low]);
    expect(engine.evidence(low, 'p1|sB')).toEqual(['m4', 'm2']);
  });

  it('is silent about a row whose values are in error', () => {
    const engine = started(shop, ['sA', ''], ['m1', 'p9', 'sA', -2]);
    expect([...engine.alerts()]).toEqual([]);
  });
});
