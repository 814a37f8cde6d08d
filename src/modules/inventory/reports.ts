/**
 * The reports that inventory begins with. Values are at the price on the tag: what was paid for the goods is not known
 * here. Shares of 80, 15 and 5 per cent make the ABC classes; 90 and 180 days without a sale are slow and dead [INV-09].
 */
import type { Report, ReportFilter, ReportMeasure } from '#schema/report.ts';
import { movements } from './movements.ts';
import { stock } from './stock.ts';

const pieces: ReportMeasure = {
  id: 'pieces',
  label: { zh: '在手', en: 'On hand' },
  of: 'sum',
  column: 'onHand'
};
const value: ReportMeasure = {
  id: 'value',
  label: { zh: '零售额', en: 'Value at retail' },
  of: 'sum',
  column: 'valueAtRetail',
  extras: ['share']
};
const byValue = { by: { measure: 'value' }, direction: 'down' } as const;
const inShops = {
  zh: '各店在手之和，不含在途和争议；按吊牌价。',
  en: 'On hand in the shops, without what is on the road or in dispute; at the price on the tag.'
};

export const stockByBrand: Report = {
  id: 'inventory.stockByBrand',
  label: { zh: '库存按品牌', en: 'Stock by brand' },
  help: inShops,
  source: stock.id,
  dimensions: [{ column: 'product.brand', order: byValue }],
  measures: [pieces, value],
  chart: { kind: 'bar', measure: 'value' }
};

export const stockByKind: Report = {
  id: 'inventory.stockByKind',
  label: { zh: '库存按类别', en: 'Stock by kind' },
  help: inShops,
  source: stock.id,
  dimensions: [
    { column: 'product.kind', order: byValue },
    { column: 'product.brand', order: byValue }
  ],
  measures: [pieces, value],
  chart: { kind: 'pie', measure: 'value' }
};

export const stockByShop: Report = {
  id: 'inventory.stockByShop',
  label: { zh: '库存按门店', en: 'Stock by shop' },
  help: inShops,
  source: stock.id,
  dimensions: [
    { column: 'shop', order: byValue },
    { column: 'product.kind', order: byValue }
  ],
  measures: [pieces, value],
  chart: { kind: 'stacked', measure: 'value' }
};

/** Of the chain's products and not of its shops: parcels between shops belong to nobody's shelf and are worth as much. */
export const stockValue: Report = {
  id: 'inventory.stockValue',
  label: { zh: '库存金额', en: 'Stock value' },
  help: {
    zh: '连锁合计，含在途和争议；按吊牌价。',
    en: 'The whole chain, with what is on the road or in dispute; at the price on the tag.'
  },
  source: 'catalogue.products',
  filters: [{ column: 'chainTotal', is: 'none-of', values: [0] }],
  dimensions: [
    { column: 'stockClass', order: byValue },
    { column: 'kind', order: byValue }
  ],
  measures: [
    { id: 'products', label: { zh: '品种数', en: 'Products' }, of: 'count' },
    { id: 'pieces', label: { zh: '连锁合计', en: 'Chain total' }, of: 'sum', column: 'chainTotal' },
    { ...value, column: 'stockValue' }
  ],
  chart: { kind: 'bar', measure: 'value' }
};

export const slowStock: Report = {
  id: 'inventory.slowStock',
  label: { zh: '滞销和呆滞库存', en: 'Slow and dead stock' },
  help: {
    zh: '有货而 90 天以上没有售出的商品；从未售出的，从最早入库或调入算起。按吊牌价。',
    en: 'What is there and has not sold for 90 days; if it never sold, since it first came. At the price on the tag.'
  },
  source: stock.id,
  filters: [
    { column: 'onHand', is: 'above', value: 0 },
    { column: 'idleSince', is: 'within', window: { kind: 'older-than', days: 90 } }
  ],
  dimensions: [
    {
      column: 'idleSince',
      label: { zh: '未售出', en: 'Unsold for' },
      bands: [
        { label: { zh: '滞销（90–179 天）', en: 'Slow (90–179 days)' }, below: 180 },
        { label: { zh: '呆滞（180 天以上）', en: 'Dead (180 days and more)' }, below: null }
      ]
    },
    { column: 'shop', order: byValue },
    { column: 'product', order: byValue }
  ],
  measures: [
    pieces,
    value,
    { id: 'lastSold', label: { zh: '最近售出', en: 'Last sold on' }, of: 'max', column: 'lastSoldOn' }
  ],
  chart: { kind: 'stacked', measure: 'value' }
};

const isSold: ReportFilter = { column: 'reason', is: 'one-of', values: ['sold'] };

/** Sales of a year, so that a season does not decide. A sale that was taken back counts against the sales. */
export const abcClasses: Report = {
  id: 'inventory.abcClasses',
  label: { zh: 'ABC 分类', en: 'ABC classes' },
  help: {
    zh: '近 365 天销售数量 × 现在的零售价，从大到小：累计占比 80% 以内为 A，95% 以内为 B，其余为 C。',
    en: 'Pieces sold in 365 days × today’s retail price, the largest first: up to 80% of all is A, up to 95% B, the rest C.'
  },
  source: movements.id,
  filters: [isSold, { column: 'on', is: 'within', window: { kind: 'last-days', days: 365 } }],
  dimensions: [{ column: 'product', order: byValue }],
  measures: [
    {
      id: 'value',
      label: { zh: '销售额（按零售价）', en: 'Sold at retail price' },
      of: 'sum',
      column: 'quantity',
      factors: ['product.retailPrice'],
      negated: true,
      extras: ['share', 'cumulative'],
      classes: [
        { label: { zh: 'A', en: 'A' }, upTo: 0.8 },
        { label: { zh: 'B', en: 'B' }, upTo: 0.95 },
        { label: { zh: 'C', en: 'C' }, upTo: 1 }
      ]
    },
    { id: 'pieces', label: { zh: '销售数量', en: 'Pieces sold' }, of: 'sum', column: 'quantity', negated: true }
  ],
  chart: { kind: 'bar', measure: 'value' }
};

const TURN_DAYS = 90;
const turnWindow = { kind: 'last-days', days: TURN_DAYS } as const;

/**
 * Average stock ÷ pieces sold × days. Over the whole chain, where parcels between shops cancel out, so that movements
 * alone tell how many there were on each day.
 */
export const turnDays: Report = {
  id: 'inventory.turnDays',
  label: { zh: '库存周转天数', en: 'Stock-turn days' },
  help: {
    zh: '近 90 天：平均库存（件）÷ 销售数量 × 90。没有销售的不算天数。',
    en: 'Last 90 days: average stock in pieces ÷ pieces sold × 90. Without sales there is no number of days.'
  },
  source: movements.id,
  dimensions: [
    { column: 'product.kind', order: { by: { measure: 'days' }, direction: 'down' } },
    { column: 'product.brand', order: { by: { measure: 'days' }, direction: 'down' } }
  ],
  measures: [
    {
      id: 'average',
      label: { zh: '平均库存', en: 'Average stock' },
      of: 'level',
      column: 'quantity',
      on: 'on',
      window: turnWindow
    },
    {
      id: 'sold',
      label: { zh: '销售数量', en: 'Pieces sold' },
      of: 'sum',
      column: 'quantity',
      negated: true,
      where: [isSold, { column: 'on', is: 'within', window: turnWindow }]
    },
    {
      id: 'days',
      label: { zh: '周转天数', en: 'Turn days' },
      of: 'ratio',
      over: 'average',
      under: 'sold',
      times: TURN_DAYS
    }
  ],
  chart: { kind: 'bar', measure: 'days' }
};

export const reports: readonly Report[] = [
  stockByBrand,
  stockByKind,
  stockByShop,
  stockValue,
  slowStock,
  abcClasses,
  turnDays
];
