/**
 * The demo company: three shops in Wuhan, about 2,300 products and half a year of trade, for a first look, for practice and
 * for tests. A pure function of its seed; whoever writes the rows brings the commits, the users and the clock.
 */
import { addDays, type LocalDate } from '#kernel/local-date.ts';
import { drawProducts } from './catalogue/demo.ts';
import { createRandom } from './demo-random.ts';
import type { DemoRow } from './demo-row.ts';
import { drawTrade } from './inventory/demo.ts';
import { demoShops } from './shops/demo.ts';

/** Half a year: 26 whole weeks, so that weekly rhythms are complete. */
const DAYS = 182;

export interface DemoInput {
  readonly seed: number;
  /** The last business day. */
  readonly until: LocalDate;
  /** `<device>.<session>` of who will write the rows: ids of new rows begin with it (protocol 11). */
  readonly writer: string;
}

export interface Demo {
  /** In business order; a row comes after every row that it names. */
  readonly rows: readonly DemoRow[];
}

export function createDemo({ seed, until, writer }: DemoInput): Demo {
  const random = createRandom(seed);
  const from = addDays(until, 1 - DAYS);
  let made = 0;
  const newRowId = (): string => `${writer}.${(made++).toString(36).padStart(12, '0')}`;
  const shops = demoShops(from);
  const products = drawProducts(random, { on: from, until });
  const trade = drawTrade({ random, products, shops: shops.map((shop) => shop.id), from, until, newRowId });
  return { rows: [...shops, ...products, ...trade] };
}
