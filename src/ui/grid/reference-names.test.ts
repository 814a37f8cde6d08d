import { beforeEach, describe, expect, test } from 'vitest';
import { column } from '#schema/column.ts';
import { sheet, type RowArray, type Table } from '#schema/table.ts';
import { ReferenceNames } from './reference-names.ts';

const shops = sheet({
  id: 'test.shops',
  label: { zh: '门店', en: 'Shops' },
  book: { audience: 'org' },
  key: 'code',
  title: ['name'],
  columns: {
    code: column.text({ label: { zh: '代码', en: 'Code' } }),
    name: column.text({ label: { zh: '名称', en: 'Name' } })
  }
});
const goods = sheet({
  id: 'test.goods',
  label: { zh: '商品', en: 'Goods' },
  book: { audience: 'org' },
  key: 'sku',
  title: ['brand', 'model', 'name'],
  columns: {
    sku: column.text({ label: { zh: '编码', en: 'SKU' }, unique: true }),
    brand: column.text({ label: { zh: '品牌', en: 'Brand' } }),
    model: column.text({ label: { zh: '型号', en: 'Model' } }),
    barcode: column.barcode({ label: { zh: '条码', en: 'Barcode' }, unique: true }),
    name: column.text({ label: { zh: '名称', en: 'Name' } })
  }
});

describe('names of rows that cells refer to', () => {
  const tables = new Map<string, { table: Table; rows: RowArray[] }>();
  let names: ReferenceNames;
  beforeEach(() => {
    tables.set(shops.id, { table: shops, rows: [['shop:wuchang', 'wuchang', '武昌店']] });
    tables.set(goods.id, {
      table: goods,
      rows: [
        ['p:1', 'F1', '雷朋', 'RB5154', '6901234567892', '雷朋 镜架'],
        ['p:2', 'F2', '雷朋', 'RB7047', null, null]
      ]
    });
    names = new ReferenceNames({
      table: (id) => tables.get(id)!.table,
      rows: (id) => tables.get(id)!.rows,
      row: (id, row) => tables.get(id)!.rows.find(([known]) => known === row),
      language: () => 'zh'
    });
  });

  test('a shop by its name alone, a product by its code first, nothing said twice', () => {
    expect(names.nameOf(shops.id, 'shop:wuchang')).toBe('武昌店');
    expect(names.nameOf(goods.id, 'p:1')).toBe('F1 雷朋 RB5154 镜架');
  });

  test('a row that has not come yet is named by its id', () => {
    expect(names.nameOf(goods.id, 'p:9')).toBe('p:9');
  });

  test('code, barcode, full name or model find a row; a brand that two rows share does not', () => {
    for (const typed of ['f1', '6901234567892', 'F1 雷朋 RB5154 镜架', 'rb5154', 'p:1'])
      expect(names.find(goods.id, typed), typed).toEqual({ ok: true, value: 'p:1' });
    expect(names.find(goods.id, '雷朋')).toMatchObject({ ok: false, rule: 'no-such-reference' });
  });

  test('the list is narrowed by every word, in any order', () => {
    expect(names.search(goods.id, '7047 雷', 50).map(({ id }) => id)).toEqual(['p:2']);
    expect(names.search(goods.id, '', 1).map(({ id }) => id)).toEqual(['p:1']);
  });

  test('a renamed row has its new name once the table is forgotten', () => {
    names.nameOf(shops.id, 'shop:wuchang');
    tables.get(shops.id)!.rows[0] = ['shop:wuchang', 'wuchang', '武昌总店'];
    names.forget(shops.id);
    expect(names.nameOf(shops.id, 'shop:wuchang')).toBe('武昌总店');
  });

  test('20,000 rows answer within a keystroke', () => {
    tables.get(goods.id)!.rows = Array.from({ length: 20_000 }, (_, i): RowArray => [
      `p:${i}`,
      `F${i}`,
      '雷朋',
      `RB${i}`,
      null,
      null
    ]);
    names.search(goods.id, 'warm up', 50);
    const started = performance.now();
    expect(names.search(goods.id, 'rb19999', 50).length).toBe(1);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
