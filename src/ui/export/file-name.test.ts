import { expect, test } from 'vitest';
import { exportFileName } from './file-name.ts';

test('a file is named by page, shop and day', () => {
  const parts = { label: '全部商品', shop: '武昌店', date: '2026-11-24', extension: 'csv' };
  expect(exportFileName(parts)).toBe('全部商品_武昌店_2026-11-24.csv');
});

test('signs that Windows refuses are replaced, a missing shop leaves no gap', () => {
  const parts = { label: '进/出: "明细"', shop: '', date: '2026-11-24', extension: 'xlsx' };
  expect(exportFileName(parts)).toBe('进-出- -明细-_2026-11-24.xlsx');
});
