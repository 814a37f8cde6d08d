import { describe, expect, test } from 'vitest';
import type { RowArray } from '#schema/table.ts';
import { GridRows, type RowView } from './grid-rows.ts';
import { compileFilter } from './row-filter.ts';
import { compareRows, sortKey, sortRows, type RowOrder } from './row-order.ts';

const bySku: RowOrder = { direction: 'up', keyOf: (row) => sortKey(row[1] ?? null) };
const everything: RowView = { keeps: () => true, orders: [bySku], groups: [] };

function shelf(...rows: RowArray[]) {
  const held = new Map(rows.map((row) => [row[0], row]));
  return {
    put: (row: RowArray) => void held.set(row[0], row),
    take: (id: string) => void held.delete(id),
    grid: (view: RowView = everything) => new GridRows({ all: () => held.values(), row: (id) => held.get(id) }, view)
  };
}

const shown = (grid: GridRows): string => grid.shown.map((row) => row[0]).join(' ');

describe('rows of a grid', () => {
  test('a changed cell is there at once, and no row moves', () => {
    const goods = shelf(['a', 'F1', 3], ['b', 'F2', 5]);
    const grid = goods.grid();
    goods.put(['a', 'F1', 4]);
    expect(grid.patch(['a'])).toBe(true);
    expect(grid.shown[0]).toEqual(['a', 'F1', 4]);
    expect(grid.stale.size).toBe(0);
  });

  test('a row whose key was changed stays under the hands until the grid is put in order', () => {
    const goods = shelf(['a', 'F1'], ['b', 'F2'], ['c', 'F3']);
    const grid = goods.grid();
    goods.put(['a', 'F9']);
    grid.patch(['a']);
    expect(shown(grid)).toBe('a b c');
    expect(grid.stale.size).toBeGreaterThan(0);
    grid.rebuild();
    expect(shown(grid)).toBe('b c a');
    expect(grid.stale.size).toBe(0);
  });

  test('rows that come or go wait for the next rebuild', () => {
    const goods = shelf(['a', 'F1'], ['c', 'F3']);
    const grid = goods.grid();
    goods.put(['b', 'F2']);
    goods.take('a');
    grid.patch(['a', 'b']);
    expect(shown(grid)).toBe('a c');
    expect([...grid.stale].sort()).toEqual(['a', 'b']);
    grid.rebuild();
    expect(shown(grid)).toBe('b c');
    expect(grid.indexOf('b')).toBe(0);
    expect(grid.indexOf('a')).toBe(-1);
  });

  test('a row that no longer meets the filter is stale, one that the filter never showed is not', () => {
    const goods = shelf(['a', 'F1', 1], ['b', 'F2', 9]);
    const grid = goods.grid({ keeps: (row) => Number(row[2]) < 5, orders: [bySku], groups: [] });
    expect(shown(grid)).toBe('a');
    expect(grid.total).toBe(2);
    goods.put(['b', 'F2', 8]);
    expect(grid.patch(['b'])).toBe(false);
    expect(grid.stale.size).toBe(0);
    goods.put(['a', 'F1', 7]);
    grid.patch(['a']);
    expect([...grid.stale]).toEqual(['a']);
  });

  test('a changed row in a group is patched where it stands, and in a collapsed one it is not lost', () => {
    const goods = shelf(['a', 'F1', 'x'], ['b', 'F2', 'x'], ['c', 'F3', 'y']);
    const byBrand: RowOrder = { direction: 'up', keyOf: (row) => sortKey(row[2] ?? null) };
    const textOf = (row: RowArray): string => String(row[2]);
    const grid = goods.grid({ keeps: () => true, orders: [bySku, byBrand], groups: [{ path: 'brand', textOf }] });
    const [x, , , y] = grid.shown.map(([id]) => id);
    goods.put(['b', 'F2', 'x', 7]);
    expect(grid.patch(['b'])).toBe(true);
    expect(grid.shown[2]).toEqual(['b', 'F2', 'x', 7]);
    grid.toggle(x!);
    expect(grid.shown.map(([id]) => id)).toEqual([x, y, 'c']);
    goods.put(['a', 'F1', 'x', 8]);
    expect(grid.patch(['a'])).toBe(true);
    expect(grid.membersOf(grid.groupOf(x!)!)[0]).toEqual(['a', 'F1', 'x', 8]);
    grid.reveal('a');
    expect(grid.indexOf('a')).toBe(1);
    goods.put(['a', 'F1', 'y', 8]);
    grid.patch(['a']);
    expect(grid.stale.has('a')).toBe(true);
    grid.rebuild();
    // The last of a group still stands in order when it becomes one of the next.
    goods.put(['b', 'F2', 'y', 7]);
    grid.patch(['b']);
    expect(grid.stale.has('b')).toBe(true);
  });
});

describe('order', () => {
  const rowsOf = (...values: (string | number | null)[]): RowArray[] => values.map((value, i) => [`r${i}`, value]);
  const sorted = (values: (string | number | null)[], direction: 'up' | 'down') =>
    sortRows(rowsOf(...values), { ...bySku, direction }).map((row) => row[1]);

  test('numbers by size, empty cells last in both directions', () => {
    expect(sorted([10, null, -1, 9], 'up')).toEqual([-1, 9, 10, null]);
    expect(sorted([10, null, -1, 9], 'down')).toEqual([10, 9, -1, null]);
  });

  test('codes count their digits, Chinese sorts by pinyin', () => {
    expect(sorted(['F10', 'F9', 'F100'], 'up')).toEqual(['F9', 'F10', 'F100']);
    expect(sorted(['雷朋', '暴龙', '陌森'], 'up')).toEqual(['暴龙', '雷朋', '陌森']);
  });

  test('equal keys keep their order, and two rows compare as the whole sort does', () => {
    const rows = rowsOf('B', 'A', 'B', 'A', null, 'A12', 'A9');
    const order = sortRows(rows, bySku);
    expect(order.map((row) => row[0])).toEqual(['r1', 'r3', 'r6', 'r5', 'r0', 'r2', 'r4']);
    for (let i = 1; i < order.length; i++) expect(compareRows(bySku, order[i - 1]!, order[i]!)).toBeLessThanOrEqual(0);
  });

  test('100,000 rows are sorted and filtered far within a hang', () => {
    const brands = ['雷朋', '暴龙', '陌森', '海伦凯勒'];
    const rows = Array.from({ length: 100_000 }, (_, i): RowArray => [
      `r${i}`,
      `F${(i * 7919) % 100_000}`,
      brands[i % 4]!
    ]);
    const started = performance.now();
    sortRows(rows, { direction: 'up', keyOf: (row) => sortKey(row[2] ?? null) });
    const keeps = compileFilter({
      columns: [],
      search: '陌森 f9',
      wordsOf: (row) => `${row[1]} ${row[2]}`.toLowerCase(),
      alerted: null
    });
    expect(rows.filter(keeps).length).toBeGreaterThan(1000);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('conditions', () => {
  const row: RowArray = ['a', 'Ray-Ban', 19900, '2026-11-01', true];
  const passes = (at: number, condition: Parameters<typeof compileFilter>[0]['columns'][0]['condition']): boolean =>
    compileFilter({
      columns: [{ condition, read: (r) => r[at] ?? null, text: (r) => String(r[at] ?? '') }],
      search: '',
      wordsOf: () => '',
      alerted: null
    })(row);

  test('text is found whatever its width and case', () => {
    expect(passes(1, { kind: 'contains', text: 'ｒａｙ' })).toBe(true);
    expect(passes(1, { kind: 'contains', text: 'bolon' })).toBe(false);
  });

  test('ranges hold their bounds, for amounts and for dates', () => {
    expect(passes(2, { kind: 'range', from: 19900, to: null })).toBe(true);
    expect(passes(2, { kind: 'range', from: null, to: 19899 })).toBe(false);
    expect(passes(3, { kind: 'range', from: '2026-11-01', to: '2026-11-30' })).toBe(true);
  });

  test('an empty cell is in no range, and choices match exactly', () => {
    expect(passes(9, { kind: 'range', from: null, to: 5 })).toBe(false);
    expect(passes(4, { kind: 'one-of', values: [true] })).toBe(true);
    expect(passes(4, { kind: 'one-of', values: [false] })).toBe(false);
  });
});
