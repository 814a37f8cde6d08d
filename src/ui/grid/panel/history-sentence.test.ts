import { expect, test } from 'vitest';
import { column } from '#schema/column.ts';
import { sheet } from '#schema/table.ts';
import type { HistoryEntry } from '#workspace/workspace.ts';
import { historyLine, timeText } from './history-sentence.ts';

const goods = sheet({
  id: 'test.goods',
  label: { zh: '商品', en: 'Goods' },
  book: { audience: 'org' },
  columns: { price: column.money({ label: { zh: '零售价', en: 'Retail price' } }) }
});
const entry: HistoryEntry = {
  stamp: 's',
  at: 0,
  by: 'chen',
  on: 'd',
  action: 'cells.edit',
  column: 'price',
  before: 72900,
  isBeforeKnown: true,
  after: 69900,
  disputed: false
};
const told = (changed: Partial<HistoryEntry>) =>
  historyLine({ ...entry, ...changed }, { table: goods, language: 'zh', textOf: (_, value) => String(value ?? '') });

test('a change names its column, before and after', () => {
  expect(told({})).toMatchObject({ kind: 'changed', column: '零售价', before: '72900', after: '69900' });
});

test('birth, deletion and restoring are told as such', () => {
  expect(told({ column: null }).kind).toBe('created');
  expect(told({ column: '$deleted', after: true }).kind).toBe('deleted');
  expect(told({ column: '$deleted', after: null }).kind).toBe('restored');
});

test('a column of a newer version is named as it is', () => {
  expect(told({ column: 'colour' }).column).toBe('colour');
});

test('what is near needs fewer words, in Shanghai’s time', () => {
  const now = Date.parse('2026-11-24T08:00:00Z');
  expect(timeText(Date.parse('2026-11-24T06:05:00Z'), now)).toBe('14:05');
  expect(timeText(Date.parse('2026-11-20T10:21:00Z'), now)).toBe('11-20 18:21');
  expect(timeText(Date.parse('2025-12-31T20:00:00Z'), now)).toBe('01-01 04:00');
  expect(timeText(Date.parse('2025-12-31T10:00:00Z'), now)).toBe('2025-12-31 18:00');
});
