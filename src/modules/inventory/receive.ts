import { succeed } from '#kernel/result.ts';
import { action } from '#schema/action.ts';
import { noteField, onField, piecesField, productField, shopField } from './form-fields.ts';
import { movements, movementWrite } from './movements.ts';
import { toldOnHand } from './stock.ts';

export const receive = action({
  id: 'inventory.receive',
  label: { zh: '收货', en: 'Receive' },
  help: { zh: '供应商送到本店的货，数量立即计入在手。', en: 'Goods that a supplier brought; they count at once.' },
  input: {
    product: productField,
    shop: shopField,
    quantity: piecesField,
    document: movements.columns.document,
    on: onField,
    note: noteField
  },
  writes: [{ table: movements.id, sign: { column: 'quantity', is: 'positive' } }],
  reverse: 'contra',
  tells: { shop: toldOnHand('shop') },
  prefill: { product: '$row', shop: '$shop' },
  offeredOn: ['inventory.stock'],
  main: true,
  plan: ({ on, ...input }, _read, { today, newRowId }) =>
    succeed([movementWrite({ ...input, id: newRowId(), reason: 'received', on: on ?? today })])
});
