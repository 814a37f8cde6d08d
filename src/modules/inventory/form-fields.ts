/** Fields that tables and forms of inventory share, so that a file's headings and a form's words agree. */
import { MAX_QUANTITY } from '#kernel/quantity.ts';
import { column } from '#schema/column.ts';

export const productField = column.reference({
  label: { zh: '商品', en: 'Product' },
  table: 'catalogue.products',
  required: true,
  headings: ['商品编码', '编码', '条码', 'sku', 'barcode'],
  width: 220
});

export const shopField = column.reference({
  label: { zh: '门店', en: 'Shop' },
  table: 'shops.shops',
  required: true,
  headings: ['店', '门店代码', 'store'],
  width: 90
});

export const fromField = column.reference({
  label: { zh: '调出门店', en: 'From' },
  table: 'shops.shops',
  required: true,
  width: 90
});

export const toField = column.reference({
  label: { zh: '调入门店', en: 'To' },
  table: 'shops.shops',
  required: true,
  width: 90
});

/** A signed fact in a ledger: contra rows are negative, so the sign is not checked here but where it is planned. */
export const quantityField = column.integer({
  label: { zh: '数量', en: 'Quantity' },
  required: true,
  min: -MAX_QUANTITY,
  max: MAX_QUANTITY,
  width: 70
});

/** What a person types into a form: how many, never with a sign. */
export const piecesField = column.integer({
  label: { zh: '数量', en: 'Quantity' },
  required: true,
  min: 1,
  max: MAX_QUANTITY,
  headings: ['期初数量', '库存数量', 'qty', 'pieces'],
  width: 70
});

/** Left empty it is today's business date: nobody types the date of what they are doing now. */
export const onField = column.date({
  label: { zh: '日期', en: 'Date' },
  help: { zh: '不填为今天', en: 'Empty is today' },
  headings: ['业务日期', '盘点日期', 'counted_on', 'counted on'],
  width: 95
});

export const noteField = column.text({ label: { zh: '备注', en: 'Note' }, headings: ['说明', 'remark'], width: 160 });

export const reversesField = column.text({
  label: { zh: '冲销', en: 'Takes back' },
  help: { zh: '被本行冲销的那一行', en: 'The row that this row takes back' },
  width: 120
});
