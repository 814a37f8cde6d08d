/**
 * What each shop holds of each product, what is on the road, and what the chain has of it in all.
 *
 * One row of `stock` per product and shop that ever had a fact about it. A transfer only moves pieces between on-hand, on
 * the road and in dispute: `quantity = received + onRoad + inDispute` holds for every row of the transfers, contra rows
 * included, so the chain total never changes by one [INV-05].
 */
import type { ToldNumbers } from '#schema/action.ts';
import { computed } from '#schema/computed.ts';
import { group } from '#schema/group.ts';
import { movements } from './movements.ts';
import { onNumbers } from './number-formula.ts';
import { transferReceipts, transfers } from './transfers.ts';

export const stock = group({
  id: 'inventory.stock',
  label: { zh: '门店库存', en: 'Stock by shop' },
  keys: {
    product: { label: { zh: '商品', en: 'Product' }, table: 'catalogue.products' },
    shop: { label: { zh: '门店', en: 'Shop' }, table: 'shops.shops' }
  },
  sources: [
    { table: movements.id, by: ['product', 'shop'] },
    { table: transfers.id, by: ['product', 'from'] },
    { table: transferReceipts.id, by: ['product', 'to'] }
  ]
});

/** Under a form's field that names a shop: which shop has how many of the form's product. */
export const toldOnHand = (shopField: string): ToldNumbers => ({
  group: stock.id,
  column: 'onHand',
  by: { product: 'product', shop: shopField }
});

const sumOfQuantity = { kind: 'sum', column: 'quantity' } as const;

export const stockColumns = {
  moved: computed.rollup({
    label: { zh: '流水合计', en: 'Moved' },
    words: { zh: '= 本店库存流水之和', en: '= sum of the shop’s movements' },
    shows: 'integer',
    from: movements.id,
    by: ['product', 'shop'],
    measure: sumOfQuantity
  }),
  sentAway: computed.rollup({
    label: { zh: '调出', en: 'Sent' },
    words: { zh: '= 本店调拨发出之和', en: '= sum of transfers the shop sent' },
    shows: 'integer',
    from: transfers.id,
    by: ['product', 'from'],
    measure: sumOfQuantity
  }),
  arrived: computed.rollup({
    label: { zh: '调入', en: 'Arrived' },
    words: { zh: '= 本店调拨收货之和', en: '= sum of transfers that arrived' },
    shows: 'integer',
    from: transferReceipts.id,
    by: ['product', 'to'],
    measure: sumOfQuantity
  }),
  onHand: computed.formula({
    label: { zh: '在手', en: 'On hand' },
    words: { zh: '= 流水合计 - 调出 + 调入', en: '= moved - sent + arrived' },
    shows: 'integer',
    of: ['moved', 'sentAway', 'arrived'],
    compute: onNumbers((moved = 0, sentAway = 0, arrived = 0) => moved - sentAway + arrived),
    width: 80
  }),
  price: computed.lookup({
    label: { zh: '零售价', en: 'Retail price' },
    words: { zh: '= 商品的零售价', en: '= retail price of the product' },
    shows: 'money',
    through: 'product',
    column: 'retailPrice'
  }),
  reorderPoint: computed.lookup({
    label: { zh: '补货点', en: 'Reorder point' },
    words: { zh: '= 商品的补货点', en: '= reorder point of the product' },
    shows: 'integer',
    through: 'product',
    column: 'reorderPoint'
  }),
  shortfall: computed.formula({
    label: { zh: '缺货数量', en: 'Short by' },
    words: { zh: '= 补货点 - 在手，不小于 0', en: '= reorder point - on hand, at least 0' },
    shows: 'integer',
    of: ['reorderPoint', 'onHand'],
    compute: onNumbers((reorderPoint = 0, onHand = 0) => Math.max(0, reorderPoint - onHand))
  }),
  valueAtRetail: computed.formula({
    label: { zh: '零售额', en: 'Value at retail' },
    words: { zh: '= 在手 × 零售价', en: '= on hand × retail price' },
    shows: 'money',
    of: ['onHand', 'price'],
    compute: onNumbers((onHand = 0, price = 0) => onHand * price),
    width: 100
  })
} as const;
