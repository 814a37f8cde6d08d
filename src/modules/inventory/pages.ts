/** The screens of inventory: what there is, what happened, what is on the road. */
import type { LookupPage, Page } from '#schema/module.ts';
import { adjust } from './adjust.ts';
import { openingStock } from './opening-stock.ts';
import { movements } from './movements.ts';
import { receive } from './receive.ts';
import { stock } from './stock.ts';
import { transferReceipts, transfers } from './transfers.ts';

const stockPage: Page = {
  id: 'stock',
  label: { zh: '全部商品', en: 'All products' },
  table: 'catalogue.products',
  columns: [
    'sku',
    'brand',
    'model',
    'color',
    'size',
    'inventory.stock.onHand@$shop',
    'inventory.stock.onHand@$others',
    'retailPrice',
    'onRoad',
    'chainTotal',
    'reorderPoint',
    'stockValue',
    'inDispute',
    'kind',
    'material',
    'name',
    'power',
    'batch',
    'expiresOn',
    'barcode',
    'active'
  ],
  frozen: 1,
  editable: true,
  imports: [{ kind: 'table' }, { kind: 'action', action: openingStock.id }],
  totals: [
    { column: 'chainTotal', label: { zh: '连锁合计', en: 'Chain total' } },
    { column: 'stockValue', label: { zh: '连锁零售额', en: 'Chain value at retail' } }
  ]
};

const movementsPage: Page = {
  id: 'movements',
  label: { zh: '库存流水', en: 'Movements' },
  table: movements.id,
  columns: ['on', 'shop', 'reason', 'product', 'quantity', 'document', 'note', 'reverses'],
  editable: false,
  newestFirst: true,
  totals: [{ column: 'quantity', label: { zh: '数量合计', en: 'Quantity' } }]
};

const transfersPage: Page = {
  id: 'transfers',
  label: { zh: '调拨', en: 'Transfers' },
  table: transfers.id,
  columns: [
    'sentOn',
    'number',
    'product',
    'from',
    'to',
    'quantity',
    'receivedQuantity',
    'onRoad',
    'inDispute',
    'note',
    'reverses'
  ],
  editable: false,
  newestFirst: true,
  totals: [
    { column: 'onRoad', label: { zh: '在途', en: 'On the road' } },
    { column: 'inDispute', label: { zh: '争议', en: 'In dispute' } }
  ]
};

const receiptsPage: Page = {
  id: 'receipts',
  label: { zh: '调拨收货', en: 'Transfer receipts' },
  table: transferReceipts.id,
  columns: ['receivedOn', 'transfer', 'product', 'from', 'to', 'quantity', 'note', 'reverses'],
  editable: false,
  newestFirst: true,
  totals: [{ column: 'quantity', label: { zh: '数量合计', en: 'Quantity' } }]
};

/** On the shop floor, a phone in one hand and the goods in the other. */
export const lookup: LookupPage = {
  label: { zh: '查货', en: 'Look up' },
  asks: { zh: '扫码，或输入编码、品牌、型号', en: 'Scan, or type a code, brand or model' },
  table: 'catalogue.products',
  columns: ['inventory.stock.onHand@$shop', 'inventory.stock.onHand@$others', 'onRoad', 'retailPrice'],
  details: ['barcode', 'kind', 'size', 'material', 'power', 'batch', 'expiresOn', 'reorderPoint', 'chainTotal'],
  byShop: { group: stock.id, column: 'onHand' },
  actions: [receive.id, adjust.id]
};

export const pages: readonly Page[] = [stockPage, movementsPage, transfersPage, receiptsPage];
