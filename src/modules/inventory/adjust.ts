/**
 * Adjust to what was counted. The ledger gets the difference, not the count: a sale that another till made offline and
 * that arrives later then still counts, instead of being counted away.
 */
import { MAX_QUANTITY } from '#kernel/quantity.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { action } from '#schema/action.ts';
import { column } from '#schema/column.ts';
import { groupRowId } from '#schema/group.ts';
import { onField, productField, shopField } from './form-fields.ts';
import { movements, movementWrite } from './movements.ts';
import { stock, toldOnHand } from './stock.ts';

export const adjust = action({
  id: 'inventory.adjust',
  label: { zh: '盘点调整', en: 'Adjust' },
  help: {
    zh: '填写实际清点的数量，系统记下与在手的差额。',
    en: 'Enter what was counted; the difference to what is on hand is recorded.'
  },
  input: {
    product: productField,
    shop: shopField,
    counted: column.integer({
      label: { zh: '实点数量', en: 'Counted' },
      required: true,
      min: 0,
      max: MAX_QUANTITY,
      headings: ['盘点数量', '实盘数量', 'counted']
    }),
    on: onField,
    note: column.text({
      label: { zh: '差异原因', en: 'Why it differs' },
      required: true,
      headings: ['备注', '说明', 'note', 'remark']
    })
  },
  writes: [{ table: movements.id, sign: { column: 'quantity', is: 'any' } }],
  reverse: 'contra',
  tells: { shop: toldOnHand('shop') },
  prefill: { product: '$row', shop: '$shop' },
  offeredOn: ['inventory.stock'],
  plan({ product, shop, counted, on, note }, read, { today, newRowId }) {
    // A shop that never held the product has no row in the group: it holds none.
    const onHand = read.computed(stock.id, groupRowId([product, shop]), 'onHand') ?? 0;
    if (typeof onHand !== 'number') return refuse('on-hand-unknown', { product, shop });
    const quantity = counted - onHand;
    if (quantity === 0) return refuse('nothing-to-adjust', { product, shop, onHand });
    return succeed([
      movementWrite({ id: newRowId(), product, shop, quantity, reason: 'adjusted', on: on ?? today, note })
    ]);
  }
});
