/**
 * The facts that the engine and its peers are given: products, shops and movements as the fold would hand them over, made
 * from the index alone. A movement is `[id, product, shop, quantity, on, amount]`; one in four takes goods out.
 */
import type { RowArray } from '../../../src/schema/table.ts';
import type { Scale } from '../bench-row.ts';

export const SHOPS = ['shop:wuchang', 'shop:hankou', 'shop:guanggu'] as const;

export type MovementRow = readonly [
  id: string,
  product: string,
  shop: string,
  quantity: number,
  on: string,
  amount: number
];
export type ProductRow = readonly [id: string, price: number, reorderPoint: number];

export interface StockFacts {
  readonly products: readonly ProductRow[];
  readonly shops: readonly RowArray[];
  readonly movements: readonly MovementRow[];
}

/** Of the big book: a fifth of its rows in products, three movements a row. Text lies as JSON.parse leaves it. */
export function stockFacts({ rows }: Pick<Scale, 'rows'>): StockFacts {
  const products = rows / 5;
  const facts: StockFacts = {
    products: Array.from({ length: products }, (_, i) => [productId(i), 29_900 + (i % 400) * 500, 1 + (i % 5)]),
    shops: SHOPS.map((id) => [id, id]),
    movements: Array.from({ length: rows * 3 }, (_, i) => movementAt(i, products))
  };
  return JSON.parse(JSON.stringify(facts)) as StockFacts;
}

const productId = (i: number): string => `p:F${String(i).padStart(6, '0')}`;

/** Each key comes round with the same remainder of `i`, so the round decides with it what takes goods out. */
export function movementAt(i: number, products: number): MovementRow {
  const takes = (i + Math.floor(i / (products * SHOPS.length))) % 4 === 3;
  const quantity = takes ? -2 : 1 + (i % 3);
  return [
    `benchdev.benchses.${String(i).padStart(12, '0')}`,
    productId((i * 7919) % products),
    SHOPS[(i * 31) % SHOPS.length]!,
    quantity,
    dayAt(i % 365),
    takes ? 0 : quantity * (9_900 + (i % 97) * 13)
  ];
}

export function dayAt(day: number): string {
  return new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
}

/** Movements that come later, made beforehand: what is measured begins with the row. */
export function comingMovements(from: number, products: number, count: number): readonly MovementRow[] {
  return Array.from({ length: count }, (_, i) => movementAt(from + i, products));
}
