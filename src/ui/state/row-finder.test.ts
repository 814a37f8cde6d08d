import { describe, expect, test } from 'vitest';
import { formatCell } from '#schema/cell.ts';
import { column, type CellValue } from '#schema/column.ts';
import { ledger, sheet, type RowArray, type Table } from '#schema/table.ts';
import { RowFinder } from './row-finder.ts';

const goods = sheet({
  id: 'test.goods',
  label: { zh: '商品', en: 'Goods' },
  book: { audience: 'org' },
  key: 'sku',
  title: ['brand', 'model'],
  columns: {
    sku: column.text({ label: { zh: '编码', en: 'SKU' } }),
    brand: column.text({ label: { zh: '品牌', en: 'Brand' } }),
    model: column.text({ label: { zh: '型号', en: 'Model' } }),
    barcode: column.barcode({ label: { zh: '条码', en: 'Barcode' } }),
    phone: column.text({ label: { zh: '电话', en: 'Phone' } })
  }
});

const facts = ledger({
  id: 'test.facts',
  label: { zh: '流水', en: 'Facts' },
  book: { audience: 'org' },
  title: ['document', 'quantity'],
  contra: { negate: ['quantity'], link: 'reverses' },
  columns: {
    quantity: column.integer({ label: { zh: '数量', en: 'Quantity' } }),
    document: column.text({ label: { zh: '单号', en: 'Document' } }),
    note: column.text({ label: { zh: '备注', en: 'Note' } }),
    reverses: column.text({ label: { zh: '冲销', en: 'Takes back' } })
  }
});

const GOODS: readonly RowArray[] = [
  ['1', 'F2000', '雷朋 Ray-Ban', 'RB5154', '6900000000017', '138 0013 4567'],
  ['2', 'F200', '海伦凯勒', 'H9316', null, '027-87123456'],
  ['3', 'A1', '雷朋 Ray-Ban', 'F200', null, null],
  ['4', 'F2001', '阳光', null, null, null]
];
const FACTS: readonly RowArray[] = [
  ['a', 3, 'CG-01', '老客户', null],
  ['b', 4, 'CG-02', null, null],
  ['c', -4, 'CG-03', null, 'b']
];

class Shop {
  readonly finder: RowFinder;

  constructor(rows: Readonly<Record<string, readonly RowArray[]>> = { [goods.id]: GOODS, [facts.id]: FACTS }) {
    const tables: Readonly<Record<string, Table>> = { [goods.id]: goods, [facts.id]: facts };
    this.finder = new RowFinder({
      table: (id) => tables[id]!,
      rows: (id) => rows[id] ?? [],
      show: (shown, value: CellValue) => formatCell(shown, value)
    });
  }

  find(text: string, table: string = goods.id, limit = 8): string[] {
    return this.finder.find({ table, text, limit }).map(({ id }) => id);
  }
}

describe('rows are found', () => {
  const shop = new Shop();

  test.each([
    ['any words in any order', 'rb5154 ray', ['1']],
    ['full-width letters as plain ones', 'ＲＢ５１５４', ['1']],
    ['a barcode', '6900000000017', ['1']],
    ['pinyin initials of a Chinese word', 'hlkl', ['2']],
    ['initials together with other words', 'lp rb', ['1']],
    ['a phone number by its last digits, whatever separates them', '4567', ['1']],
    ['the same with an area code', '3456', ['2']],
    ['but not by digits in the middle of it', '8712', []],
    ['nor by fewer than four', '456', []],
    ['nothing where one word is missing', 'ray H9316', []]
  ])('by %s', (_how, text, wanted) => {
    expect(shop.find(text)).toEqual(wanted);
  });

  test('the code itself first, then codes that begin so, then the rest', () => {
    expect(shop.find('f200')).toEqual(['2', '1', '4', '3']);
    expect(shop.find('f200', goods.id, 1)).toEqual(['2']);
  });

  test('the end of a phone number before digits somewhere in a code', () => {
    const rows: readonly RowArray[] = [
      ['5', 'A3456', null, null, null, null],
      ['6', 'B', null, null, null, '027-87123456']
    ];
    expect(new Shop({ [goods.id]: rows }).find('3456')).toEqual(['6', '5']);
  });

  test('without words the first rows are offered', () => {
    expect(shop.find('', goods.id, 2)).toEqual(['1', '2']);
  });

  test('facts by what was written on them, the latest first, and not by the row they take back', () => {
    expect(shop.find('cg', facts.id, 2)).toEqual(['c', 'b']);
    expect(shop.find('lkh', facts.id)).toEqual(['a']);
    expect(shop.find('b', facts.id)).toEqual([]);
  });

  test('a row is named by its key and its title', () => {
    expect(shop.finder.find({ table: goods.id, text: 'rb5154', limit: 1 })[0]).toMatchObject({
      key: 'F2000',
      title: '雷朋 Ray-Ban RB5154'
    });
    expect(shop.finder.find({ table: facts.id, text: 'CG-01', limit: 1 })[0]).toMatchObject({
      key: 'CG-01',
      title: '3'
    });
  });
});

test('a row is read once, and again when it was replaced', () => {
  let read = 0;
  const counted = (row: RowArray): RowArray =>
    new Proxy(row, {
      get(target, name, self: unknown): unknown {
        if (name === '1') read++;
        return Reflect.get(target, name, self);
      }
    });
  const rows = GOODS.map(counted);
  const shop = new Shop({ [goods.id]: rows });
  shop.find('nothing like this');
  expect(read).toBe(rows.length);
  shop.find('nothing like that');
  expect(read).toBe(rows.length);
  rows[2] = counted(['3', 'A1', '暴龙', 'B1', null, null]);
  expect(shop.find('bl')).toEqual(['3']);
});

test('a search over many rows is done in steps', () => {
  const many = Array.from({ length: 100_000 }, (_, i): RowArray => [`r${i}`, `F${i}`, '海伦凯勒', `H${i}`, null, null]);
  const shop = new Shop({ [goods.id]: many });
  const steps = shop.finder.steps({ table: goods.id, text: 'hlkl H99999', limit: 8 });
  let taken = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) taken++;
  expect(step.value.map(({ id }) => id)).toEqual(['r99999']);
  expect(taken).toBeGreaterThan(500);
});
