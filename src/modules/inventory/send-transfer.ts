import { refuse, succeed } from '#kernel/result.ts';
import { action } from '#schema/action.ts';
import { fromField, noteField, onField, piecesField, productField, toField } from './form-fields.ts';
import { toldOnHand } from './stock.ts';
import { transfers } from './transfers.ts';

/**
 * Sending more than the books say is on hand is not refused: the frame is in the parcel, the books are behind, and a shop
 * that is offline cannot know. `oversold` tells a manager.
 */
export const sendTransfer = action({
  id: 'inventory.sendTransfer',
  label: { zh: '调拨发出', en: 'Send transfer' },
  help: { zh: '发往另一家门店的货，到店前算在途。', en: 'Goods on their way to another shop.' },
  input: {
    product: productField,
    from: fromField,
    to: toField,
    quantity: piecesField,
    number: transfers.columns.number,
    on: onField,
    note: noteField
  },
  writes: [{ table: transfers.id, sign: { column: 'quantity', is: 'positive' } }],
  reverse: 'contra',
  tells: { from: toldOnHand('from') },
  prefill: { product: '$row', from: '$shop' },
  mendingPrefill: { product: '$row', to: '$shop' },
  offeredOn: ['inventory.stock'],
  plan({ product, from, to, quantity, number, on, note }, _read, { today, newRowId }) {
    if (from === to) return refuse('same-shop', { shop: from });
    const optional = { ...(number ? { number } : {}), ...(note ? { note } : {}) };
    const values = { product, from, to, quantity, sentOn: on ?? today, ...optional };
    return succeed([{ table: transfers.id, create: true, rows: [{ id: newRowId(), values }] }]);
  }
});
