/**
 * Half a year of trade: opening counts, a delivery each Monday, sales that double at weekends, parcels between shops on
 * Wednesdays, now and then a breakage or a recount.
 *
 * The last days are arranged: five products are oversold (two tills sold the last one apart), two parcels are on the road
 * and one arrived a piece short, so that every alert can be seen and mended on the first screen.
 */
import { addDays, type LocalDate } from '#kernel/local-date.ts';
import type { RowId } from '#kernel/ids.ts';
import { shopCodeOf } from '#schema/book-name.ts';
import type { Random } from '../demo-random.ts';
import type { DemoRow } from '../demo-row.ts';
import { createShelves, type Parcel, type Shelves } from './demo-shelves.ts';
import { writeOffReasons } from './movements.ts';

const OVERSOLD = 5;
/** Sunday first; a shop sells twice as much at weekends. */
const WEEKDAY_SALES = [18, 8, 7, 8, 9, 12, 19];
/** What a shop sells against the others, in per cent. */
const SHOP_PER_CENT = [120, 100, 80];
/** Regular parcels stop this many days before the end, so that all of them have arrived. */
const QUIET_DAYS = 7;
/** The best sellers that the supplier has had none of for the last weeks: what falls below its reorder point. */
const SCARCE = 20;
const SCARCE_DAYS = 35;
/** Frames do not go off. */
const LOSSES = writeOffReasons.map((reason) => reason.value).filter((reason) => reason !== 'expired');

export interface TradeInput {
  readonly random: Random;
  readonly products: readonly DemoRow[];
  /** Row ids of the shops, the busiest first. */
  readonly shops: readonly RowId[];
  readonly from: LocalDate;
  readonly until: LocalDate;
  readonly newRowId: () => RowId;
}

interface Trade extends TradeInput {
  readonly shelves: Shelves;
  /** Per product: fewer than this in a shop is low. */
  readonly reorderPoints: ReadonlyMap<RowId, number>;
  /** Products sell unevenly: the first of this list the most. */
  readonly popular: readonly RowId[];
  readonly documents: { sale: number; purchase: number };
}

export function drawTrade(input: TradeInput): DemoRow[] {
  const trade: Trade = {
    ...input,
    shelves: createShelves(input.newRowId),
    reorderPoints: new Map(input.products.map(({ id, values }) => [id, Number(values['reorderPoint'])])),
    popular: input.random.sample(input.products, input.products.length).map((product) => product.id),
    documents: { sale: 0, purchase: 0 }
  };
  openShops(trade);
  let parcels: Parcel[] = [];
  for (let on = addDays(input.from, 1); on < input.until; on = addDays(on, 1)) {
    for (const parcel of parcels) trade.shelves.receive(parcel, parcel.quantity, on);
    parcels = tradeDay(trade, on);
  }
  endUnevenly(trade);
  return trade.shelves.rows;
}

function openShops({ random, products, shops, shelves, reorderPoints, from }: Trade): void {
  for (const shop of shops)
    for (const { id: product } of products) {
      if (!random.chance(0.6)) continue;
      const quantity = (reorderPoints.get(product) ?? 0) + random.between(1, 4);
      const id = `opening:${shopCodeOf(shop)}:${product}:0`;
      shelves.move({ id, product, shop, quantity, reason: 'opening', on: from, note: '期初盘点' });
    }
}

/** One day in all shops; gives the parcels that were sent and arrive tomorrow. */
function tradeDay(trade: Trade, on: LocalDate): Parcel[] {
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
  trade.shops.forEach((shop, index) => {
    if (weekday === 1) takeDelivery(trade, { shop, on });
    const sales = Math.round(((WEEKDAY_SALES[weekday] ?? 0) * (SHOP_PER_CENT[index] ?? 100)) / 100);
    sellSome(trade, { shop, on, sales: sales + trade.random.between(-2, 2) });
    if (trade.random.chance(0.08)) breakOne(trade, { shop, on });
    if (trade.random.chance(0.04)) recountOne(trade, { shop, on });
  });
  const isQuiet = on > addDays(trade.until, -QUIET_DAYS);
  return weekday === 3 && !isQuiet ? sendSome(trade, on) : [];
}

interface ShopDay {
  readonly shop: RowId;
  readonly on: LocalDate;
}

function takeDelivery(trade: Trade, { shop, on }: ShopDay): void {
  const { random, shelves, reorderPoints, documents } = trade;
  const missing = new Set(on > addDays(trade.until, -SCARCE_DAYS) ? trade.popular.slice(0, SCARCE) : []);
  const document = `CG-${on.slice(2, 4)}${on.slice(5, 7)}-${String(++documents.purchase).padStart(3, '0')}`;
  for (const product of shelves.kept(shop)) {
    const low = reorderPoints.get(product) ?? 0;
    if (shelves.onHand(shop, product) > low || missing.has(product)) continue;
    const quantity = low - shelves.onHand(shop, product) + random.between(1, 3);
    shelves.move({ product, shop, quantity, reason: 'received', on, document });
  }
}

function sellSome(trade: Trade, { shop, on, sales }: ShopDay & { readonly sales: number }): void {
  const { random, shelves, popular } = trade;
  let left = sales;
  for (let tries = 0; left > 0 && tries < 200; tries++) {
    // The product of two draws leans towards the front of the list: a tenth of the range makes a third of the sales.
    const place = Math.floor((random.between(0, 999) * random.between(0, 999) * popular.length) / 1_000_000);
    const product = popular[place];
    if (product === undefined || shelves.onHand(shop, product) < 1) continue;
    shelves.move({ product, shop, quantity: -1, reason: 'sold', on, document: nextReceipt(trade, shop) });
    left--;
  }
}

function nextReceipt({ documents, shops }: Trade, shop: RowId): string {
  const letter = String.fromCharCode(65 + shops.indexOf(shop));
  return `XS-${letter}01-${String(++documents.sale).padStart(5, '0')}`;
}

/** Only what is there can break or be found missing: the demo's only impossible stock is the arranged one. */
function drawKept({ random, shelves }: Trade, shop: RowId): RowId | undefined {
  const kept = shelves.kept(shop).filter((product) => shelves.onHand(shop, product) > 1);
  return kept.length > 0 ? random.pick(kept) : undefined;
}

function breakOne(trade: Trade, { shop, on }: ShopDay): void {
  const product = drawKept(trade, shop);
  if (product === undefined) return;
  const reason = trade.random.pick(LOSSES);
  trade.shelves.move({ product, shop, quantity: -1, reason, on, note: '店员登记' });
}

function recountOne(trade: Trade, { shop, on }: ShopDay): void {
  const product = drawKept(trade, shop);
  if (product === undefined) return;
  const quantity = trade.random.pick([-1, 1]);
  trade.shelves.move({ product, shop, quantity, reason: 'adjusted', on, note: '周盘差异' });
}

function sendSome(trade: Trade, on: LocalDate): Parcel[] {
  const parcels: Parcel[] = [];
  for (let i = 0; i < 3; i++) {
    const [from, to] = trade.random.sample(trade.shops, 2);
    if (from === undefined || to === undefined) continue;
    const product = drawKept(trade, from);
    if (product !== undefined) parcels.push(trade.shelves.send({ product, from, to, quantity: 1 }, on));
  }
  return parcels;
}

function endUnevenly(trade: Trade): void {
  const { random, shelves, shops, until } = trade;
  const [first, second, third] = shops;
  if (first === undefined || second === undefined || third === undefined) return;
  const [a, b, c] = random.sample(wellStocked(trade, second), 3);
  if (a === undefined || b === undefined || c === undefined) return;
  const short = shelves.send({ product: a, from: second, to: first, quantity: 3 }, addDays(until, -1));
  shelves.send({ product: b, from: second, to: third, quantity: 2 }, addDays(until, -1));
  tradeDay(trade, until);
  shelves.receive(short, 2, until);
  shelves.send({ product: c, from: second, to: first, quantity: 1 }, until);
  const spare = new Set([a, b, c]);
  for (let i = 0; i < OVERSOLD; i++) oversellOne(trade, { shop: shops[i % shops.length] ?? first, spare });
}

function wellStocked({ shelves, reorderPoints }: Trade, shop: RowId): RowId[] {
  return shelves.kept(shop).filter((product) => shelves.onHand(shop, product) >= (reorderPoints.get(product) ?? 0) + 3);
}

/** Two tills sell the last piece on the same day, both offline. */
function oversellOne(trade: Trade, { shop, spare }: { readonly shop: RowId; readonly spare: Set<RowId> }): void {
  const { random, shelves, until: on } = trade;
  const last = shelves.kept(shop).filter((id) => shelves.onHand(shop, id) === 1 && !spare.has(id));
  if (last.length === 0) return;
  const product = random.pick(last);
  spare.add(product);
  for (let till = 0; till < 2; till++)
    shelves.move({ product, shop, quantity: -1, reason: 'sold', on, document: nextReceipt(trade, shop) });
}
