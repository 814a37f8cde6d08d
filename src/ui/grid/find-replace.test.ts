import { expect, it } from 'vitest';
import type { RowArray } from '#schema/table.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import { findReplacements, type Replacing } from './find-replace.ts';

const columns = ['name', 'computed', 'colour'].map(
  (path) => ({ path, kind: 'text', stored: path === 'computed' ? null : {} }) as ShownColumn
);
const rows: readonly RowArray[] = [
  ['r1', 'Ray-Ban RAY', 'ray', '黑色'],
  ['r2', 'ＲＡＹ', null, '浅黑色'],
  ['r3', '1㎜ ray', null, null]
];
const textOf = (column: ShownColumn, row: RowArray): string => String(row[columns.indexOf(column) + 1] ?? '');
const replacing = (more: Partial<Replacing>) =>
  findReplacements({ find: 'ray', replace: 'X', match: 'part', columns, rows, textOf, ...more }).map(
    ({ row, column, before, text }) => [row, column, before, text]
  );

it('finds any part, whatever its case and width, and leaves computed cells alone', () => {
  expect(replacing({})).toEqual([
    ['r1', 'name', 'Ray-Ban RAY', 'X-Ban X'],
    ['r2', 'name', 'ＲＡＹ', 'X'],
    ['r3', 'name', '1㎜ ray', '1㎜ X']
  ]);
});

it('finds only whole cells when asked to', () => {
  expect(replacing({ find: '黑色', replace: '$&', match: 'whole' })).toEqual([['r1', 'colour', '黑色', '$&']]);
});

it('finds nothing where nothing is looked for or nothing would change', () => {
  expect(replacing({ find: '' })).toEqual([]);
  expect(replacing({ find: '黑色', replace: '黑色' })).toEqual([]);
});
