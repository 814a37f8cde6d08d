/**
 * Settles a dispute: the missing goods turned up, and where. Goods that are gone for good are settled at the shop that
 * answers for them and written off there, so that the loss has a shop, a reason and a name.
 */
import { refuse, succeed } from '#kernel/result.ts';
import { action } from '#schema/action.ts';
import { column } from '#schema/column.ts';
import { noteField, onField } from './form-fields.ts';
import { readTransfer, receiptWrite } from './transfer-status.ts';
import { transferReceipts } from './transfers.ts';

export const settleTransfer = action({
  id: 'inventory.settleTransfer',
  label: { zh: '争议结清', en: 'Settle dispute' },
  help: {
    zh: '差的货在哪家店，就记入哪家店；确已丢失的，记入责任门店后报损。',
    en: 'The missing goods count where they turned up; lost ones at the shop that answers for them, then write off.'
  },
  input: {
    transfer: transferReceipts.columns.transfer,
    foundAt: column.choice({
      label: { zh: '记入', en: 'Counts at' },
      required: true,
      choices: [
        { value: 'receiver', label: { zh: '调入门店', en: 'The receiving shop' } },
        { value: 'sender', label: { zh: '调出门店', en: 'The sending shop' } }
      ]
    }),
    on: onField,
    note: noteField
  },
  writes: [{ table: transferReceipts.id, sign: { column: 'quantity', is: 'positive' } }],
  reverse: 'contra',
  prefill: { transfer: '$row' },
  offeredOn: ['inventory.transfers'],
  plan({ transfer, foundAt, on, note }, read, { today }) {
    const found = readTransfer(read, transfer);
    if (!found.ok) return found;
    const status = found.value;
    const missing = status.sent - status.receipts.quantity;
    if (status.receipts.standing === 0 || missing <= 0) return refuse('nothing-in-dispute', { transfer });
    const to = foundAt === 'sender' ? status.from : status.to;
    return succeed([receiptWrite({ transfer, status, to, quantity: missing, receivedOn: on ?? today, note })]);
  }
});
