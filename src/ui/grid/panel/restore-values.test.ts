import { expect, test } from 'vitest';
import { column } from '#schema/column.ts';
import { sheet } from '#schema/table.ts';
import type { CellValue } from '#schema/column.ts';
import type { HistoryEntry } from '#workspace/workspace.ts';
import { cellBefore, valuesAfter } from './restore-values.ts';

const table = sheet({
  id: 'test.goods',
  label: { zh: '商品', en: 'Goods' },
  book: { audience: 'org' },
  columns: {
    name: column.text({ label: { zh: '名称', en: 'Name' } }),
    price: column.money({ label: { zh: '零售价', en: 'Price' } })
  }
});

function change(stamp: string, name: string | null, before: CellValue, after: CellValue): HistoryEntry {
  return {
    stamp,
    at: 0,
    by: 'chen',
    on: 'd',
    action: 'cells.edit',
    column: name,
    before,
    isBeforeKnown: true,
    after,
    disputed: false
  };
}

/** Newest first, as the history is told. */
const entries = [
  change('5', 'price', 300, 400),
  change('4', 'price', 200, 300),
  change('3', 'name', 'A', 'B'),
  change('2', 'price', 100, 200),
  change('1', null, null, null)
];
const now: Record<string, CellValue> = { name: 'B', price: 400 };
const row = { table, entries, valueNow: (name: string) => now[name] ?? null };

test('a row goes back to a moment by all that was written after it', () => {
  expect(valuesAfter(row, entries[3]!)).toEqual({ price: 200, name: 'A' });
  expect(valuesAfter(row, entries[4]!)).toEqual({ price: 100, name: 'A' });
  expect(valuesAfter(row, entries[0]!)).toEqual({});
});

test('a cell that holds the old value again is not written', () => {
  expect(valuesAfter({ ...row, valueNow: (name) => (name === 'price' ? 200 : 'B') }, entries[3]!)).toEqual({
    name: 'A'
  });
});

test('one cell goes back to what it was before a change, never to before there was a row', () => {
  expect(cellBefore(row, entries[1]!)).toEqual({ price: 200 });
  expect(cellBefore(row, change('1', 'price', null, 100))).toBeNull();
  expect(cellBefore({ ...row, valueNow: () => 300 }, entries[0]!)).toBeNull();
});

test('what was packed away is not taken for empty', () => {
  const packed = { ...change('2', 'price', null, 400), isBeforeKnown: false };
  const only = { ...row, entries: [packed, change('1', null, null, null)] };
  expect(valuesAfter(only, only.entries[1]!)).toEqual({});
  expect(cellBefore(only, packed)).toBeNull();
});

test('of two values written apart, a moment has its own', () => {
  const apart = [change('7', 'price', 100, 300), change('5', 'price', 100, 200), change('1', null, null, null)];
  const disputed = { ...row, entries: apart, valueNow: () => 300 };
  expect(valuesAfter(disputed, apart[1]!)).toEqual({ price: 200 });
  expect(valuesAfter(disputed, apart[2]!)).toEqual({ price: 100 });
});

test('columns that only a newer version knows, and deletions, are left alone', () => {
  const odd = [change('7', 'colour', 'x', 'y'), change('6', '$deleted', true, null), ...entries];
  expect(valuesAfter({ ...row, entries: odd }, entries[0]!)).toEqual({});
  expect(cellBefore(row, odd[1]!)).toBeNull();
});
