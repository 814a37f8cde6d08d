import { expect, test } from 'vitest';
import { column } from '#schema/column.ts';
import { findHeadings, type HeadingMapping } from './headings.ts';

const columns = {
  sku: column.text({ label: { zh: '编码', en: 'SKU' }, headings: ['商品编码'] }),
  price: column.money({ label: { zh: '零售价', en: 'Retail price' } }),
  kind: column.text({ label: { zh: '类别', en: 'Kind' } }),
  batch: column.text({ label: { zh: '批号', en: 'Batch' } })
};

function matched(rows: readonly (readonly string[])[], mapping?: HeadingMapping) {
  const found = findHeadings(
    rows.map((cells, i) => ({ line: i + 1, record: i + 1, cells })),
    columns,
    mapping
  );
  return found && { at: found.at, columns: found.columns.map((c) => c.column) };
}

test('the heading row is the one that names most columns, below titles that name some', () => {
  expect(
    matched([
      ['商品表', ''],
      ['类别', '见下'],
      [' sku ', '零售价(元)*'],
      ['类别', '1']
    ])
  ).toEqual({
    at: 2,
    columns: ['sku', 'price']
  });
});

test('Chinese, English and full-width headings, other names and the names of columns match in any case', () => {
  expect(matched([['商品编码', 'RETAIL  PRICE', 'ｂａｔｃｈ', '类 别']])?.columns).toEqual([
    'sku',
    'price',
    'batch',
    'kind'
  ]);
  expect(matched([['编码：', 'PRICE', '* Batch']])?.columns).toEqual(['sku', 'price', 'batch']);
});

test('a matching made by hand goes before, can leave a column out, and a heading twice counts once', () => {
  const mapping = new Map([
    ['Preis', 'price'],
    ['批号', null],
    ['x', 'no such column']
  ]);
  expect(matched([['SKU', ' Preis', '批号', '编码', 'x']], mapping)?.columns).toEqual([
    'sku',
    'price',
    null,
    null,
    null
  ]);
});

test('a heading can never reach a prototype, not even by hand', () => {
  const evil = ['__proto__', 'constructor', 'prototype', ' __PROTO__ ', '＿＿proto＿＿'];
  const mapping = new Map(evil.map((name) => [name.trim(), 'price']));
  expect(matched([['SKU', ...evil]], mapping)?.columns).toEqual(['sku', null, null, null, null, null]);
  expect(matched([['SKU', 'x']], new Map([['x', 'constructor']]))?.columns).toEqual(['sku', null]);
});

test('no row that names a column, no headings', () => {
  expect(
    matched([
      ['a', 'b'],
      ['1', '2']
    ])
  ).toBeNull();
});
