import { MAX_QUANTITY } from '#kernel/quantity.ts';
import { refuse, succeed } from '#kernel/result.ts';
import { action } from '#schema/action.ts';
import { column } from '#schema/column.ts';
import { noteField, onField } from './form-fields.ts';
import { readTransfer, receiptWrite } from './transfer-status.ts';
import { transferReceipts } from './transfers.ts';

/** Counting fewer than were sent is no mistake of the form: the difference is shown as in dispute until it is settled. */
export const receiveTransfer = action({
  id: 'inventory.receiveTransfer',
  label: { zh: '调拨收货', en: 'Receive transfer' },
  help: {
    zh: '按实到数量收货；少于发出的部分记为争议。',
    en: 'Enter what arrived; what is missing is shown as in dispute.'
  },
  input: {
    transfer: transferReceipts.columns.transfer,
    quantity: column.integer({ label: { zh: '实到数量', en: 'Arrived' }, required: true, min: 0, max: MAX_QUANTITY }),
    on: onField,
    note: noteField
  },
  // An empty parcel is received as 0, which is not positive.
  writes: [{ table: transferReceipts.id, sign: { column: 'quantity', is: 'any' } }],
  reverse: 'contra',
  prefill: { transfer: '$row', quantity: 'quantity' },
  offeredOn: ['inventory.transfers'],
  main: true,
  plan({ transfer, quantity, on, note }, read, { today }) {
    const found = readTransfer(read, transfer);
    if (!found.ok) return found;
    const status = found.value;
    if (status.receipts.standing > 0) return refuse('transfer-already-received', { transfer });
    if (quantity > status.sent) return refuse('more-than-sent', { sent: status.sent, quantity });
    return succeed([receiptWrite({ transfer, status, to: status.to, quantity, receivedOn: on ?? today, note })]);
  }
});
