/**
 * Goods on the road between two shops [INV-05].
 *
 * Sending and receiving write only the transit book, which all shops read, and never a shop's own movements: one action
 * writes one book, so no outage can keep half of a transfer. What a shop holds is the sum of its movements, less what it
 * sent, plus what came in. What was sent and has not come in is on the road; what was sent and did not come in is in
 * dispute; the three together never change by a transfer.
 */
import { column, type CellValue } from '#schema/column.ts';
import { ledger, type RowProblem } from '#schema/table.ts';
import { fromField, noteField, productField, quantityField, reversesField, toField } from './form-fields.ts';

function checkTransfer(row: Readonly<Record<string, CellValue>>): RowProblem | null {
  if (row['from'] === row['to']) return { rule: 'same-shop', column: 'to' };
  return row['quantity'] === 0 ? { rule: 'zero-quantity', column: 'quantity' } : null;
}

export const transfers = ledger({
  id: 'inventory.transfers',
  label: { zh: '调拨', en: 'Transfers' },
  book: { audience: 'transit', period: 'sentOn' },
  title: ['number', 'product', 'from', 'to', 'quantity', 'sentOn'],
  contra: { negate: ['quantity'], link: 'reverses' },
  checkRow: checkTransfer,
  columns: {
    product: productField,
    from: fromField,
    to: toField,
    quantity: quantityField,
    sentOn: column.date({ label: { zh: '发出日期', en: 'Sent on' }, required: true, width: 95 }),
    number: column.text({ label: { zh: '调拨单号', en: 'Number' }, width: 110 }),
    note: noteField,
    reverses: reversesField
  }
});

/** A receipt of 0 is a fact too: the parcel came and it was empty. A return to the sender has `to` = `from`. */
export const transferReceipts = ledger({
  id: 'inventory.transferReceipts',
  label: { zh: '调拨收货', en: 'Transfer receipts' },
  book: { audience: 'transit', period: 'receivedOn' },
  title: ['transfer', 'product', 'to', 'quantity', 'receivedOn'],
  contra: { negate: ['quantity'], link: 'reverses' },
  columns: {
    transfer: column.reference({
      label: { zh: '调拨单', en: 'Transfer' },
      table: transfers.id,
      required: true,
      width: 130
    }),
    product: productField,
    from: fromField,
    to: toField,
    quantity: quantityField,
    receivedOn: column.date({ label: { zh: '收货日期', en: 'Received on' }, required: true, width: 95 }),
    note: noteField,
    reverses: reversesField
  }
});
