/** Products and movements of the real modules, for relay, tills, engine and the built app; made from the index alone. */
import { keyedRowId } from '../../../src/kernel/ids.ts';
import type { Scalar } from '../../../src/protocol/commit.ts';
import { COLUMNS, productRow } from './product-rows.ts';

export const SHOPS = [
  'wuchang',
  'hankou',
  'guanggu',
  'hanyang',
  'jiangxia',
  'qiaokou',
  'hongshan',
  'caidian',
  'xinzhou',
  'huangpi'
];

export interface TableRow {
  readonly id: string;
  readonly values: Readonly<Record<string, Scalar>>;
}

export function productValues(i: number): TableRow {
  const [, ...cells] = productRow(i);
  const values = Object.fromEntries(COLUMNS.map((name, c) => [name, cells[c]!]));
  return { id: keyedRowId('p', values['sku'] as string), values };
}

/** Spread over products and shops; one in four takes goods out. */
export function movementRow(i: number, products: number): TableRow {
  const product = productValues((i * 7919) % products).id;
  const shop = keyedRowId('shop', SHOPS[(i * 31) % SHOPS.length]!);
  const sells = i % 4 === 3;
  const values = {
    product,
    shop,
    quantity: sells ? -2 : 1 + (i % 3),
    reason: sells ? 'sold' : 'received',
    on: '2026-11-10'
  };
  return { id: `bench:${i}`, values };
}
