import { expect, test } from 'vitest';
import { bookOfRow } from '#schema/book-name.ts';
import { parseCell } from '#schema/cell.ts';
import { movements } from '../inventory/movements.ts';
import { shopTable } from './module.ts';

const { code } = shopTable.columns;

test.each(['wuchang', 'shop-2', 'a', '1'])('%s is a shop code, and names a book', (typed) => {
  expect(parseCell(code, typed)).toEqual({ ok: true, value: typed });
  expect(bookOfRow(movements, { shop: `shop:${typed}`, on: '2026-11-24' })).toEqual({
    ok: true,
    value: `shop@${typed}@2026-11`
  });
});

test('a shop code typed in capitals or full width is read in small letters', () => {
  expect(parseCell(code, ' Ｗuchang ')).toEqual({ ok: true, value: 'wuchang' });
});

test.each(['武昌', 'a b', '-wuchang', 'a@b', '2026', '2026-11', 'x'.repeat(41)])(
  '%s is refused as a shop code',
  (typed) => {
    expect(parseCell(code, typed)).toMatchObject({ ok: false, rule: 'shop-code-form' });
  }
);
