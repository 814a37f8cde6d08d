/**
 * Opening stock: what a shop held when it began with Lensbook, counted once per product.
 *
 * The row's id follows from shop and product, so a file imported in two shops, or twice, counts once. A second opening is
 * refused: later counts are adjustments, which say who found the difference and why.
 */
import { refuse, succeed } from '#kernel/result.ts';
import { action, type Reader } from '#schema/action.ts';
import { shopCodeOf } from '#schema/book-name.ts';
import { noteField, onField, piecesField, productField, shopField } from './form-fields.ts';
import { movements, movementWrite } from './movements.ts';
import { factsAmong } from './standing-facts.ts';

/** The openings of one product in one shop, with the contra rows that took them back. */
function openingIds(read: Reader, product: string, shop: string): string[] {
  return read.find(movements.id, 'product', product).filter((id) => {
    const row = read.row(movements.id, id);
    return row?.['shop'] === shop && row['reason'] === 'opening';
  });
}

export const openingStock = action({
  id: 'inventory.openingStock',
  label: { zh: '期初', en: 'Opening stock' },
  help: {
    zh: '启用时清点的数量，每个商品每店一次；以后的差异用盘点调整。',
    en: 'What was counted at the start, once per product and shop; later differences are adjustments.'
  },
  input: { product: productField, shop: shopField, quantity: piecesField, on: onField, note: noteField },
  writes: [{ table: movements.id, sign: { column: 'quantity', is: 'positive' } }],
  reverse: 'contra',
  prefill: { product: '$row', shop: '$shop' },
  offeredOn: ['inventory.stock'],
  plan({ product, shop, quantity, on, note }, read, { today }) {
    const earlier = factsAmong(read, movements.id, openingIds(read, product, shop));
    if (earlier.standing > 0) return refuse('opening-already-counted', { product, shop });
    const id = `opening:${shopCodeOf(shop)}:${product}:${earlier.made}`;
    return succeed([movementWrite({ id, product, shop, quantity, reason: 'opening', on: on ?? today, note })]);
  }
});
