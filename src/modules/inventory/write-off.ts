import { succeed } from '#kernel/result.ts';
import { action } from '#schema/action.ts';
import { column } from '#schema/column.ts';
import { noteField, onField, piecesField, productField, shopField } from './form-fields.ts';
import { movements, movementWrite, writeOffReasons } from './movements.ts';
import { toldOnHand } from './stock.ts';

/** People say "write off 2"; the ledger says -2. More than is on hand is not refused: what broke, broke. */
export const writeOff = action({
  id: 'inventory.writeOff',
  label: { zh: '报损', en: 'Write off' },
  help: { zh: '破损、丢失、过期或送出的货，减少在手。', en: 'Goods broken, lost, expired or given away.' },
  input: {
    product: productField,
    shop: shopField,
    quantity: piecesField,
    reason: column.choice({ label: { zh: '原因', en: 'Reason' }, required: true, choices: writeOffReasons }),
    on: onField,
    note: noteField
  },
  writes: [{ table: movements.id, sign: { column: 'quantity', is: 'negative' } }],
  reverse: 'contra',
  tells: { shop: toldOnHand('shop') },
  prefill: { product: '$row', shop: '$shop' },
  offeredOn: ['inventory.stock'],
  plan: ({ on, quantity, ...input }, _read, { today, newRowId }) =>
    succeed([movementWrite({ ...input, id: newRowId(), quantity: -quantity, on: on ?? today })])
});
