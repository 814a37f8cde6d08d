/** What the ledgers say of one transfer, and the receipt row that goes with it. */
import type { RowId } from '#kernel/ids.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { PlannedWrite, Reader } from '#schema/action.ts';
import { factsAmong, isContra, stands, type Facts } from './standing-facts.ts';
import { transferReceipts, transfers } from './transfers.ts';

export interface TransferStatus {
  readonly product: RowId;
  readonly from: RowId;
  readonly to: RowId;
  readonly sent: number;
  readonly receipts: Facts;
}

/** Refusals: `no-such-transfer`; `transfer-taken-back` for one that its sender undid, and for the contra row that did it. */
export function readTransfer(read: Reader, id: RowId): Result<TransferStatus> {
  const row = read.row(transfers.id, id);
  if (!row) return refuse('no-such-transfer', { transfer: id });
  if (isContra(read, transfers.id, id) || !stands(read, transfers.id, id))
    return refuse('transfer-taken-back', { transfer: id });
  return succeed({
    product: String(row['product']),
    from: String(row['from']),
    to: String(row['to']),
    sent: Number(row['quantity']),
    receipts: factsAmong(read, transferReceipts.id, read.find(transferReceipts.id, 'transfer', id))
  });
}

export interface Receipt {
  readonly transfer: RowId;
  readonly status: TransferStatus;
  readonly to: RowId;
  readonly quantity: number;
  readonly receivedOn: LocalDate;
  readonly note: string | null;
}

/** The id follows from the transfer and the number of receipts so far: two tills that do it apart have done it once. */
export function receiptWrite({ transfer, status, to, quantity, receivedOn, note }: Receipt): PlannedWrite {
  const { product, from } = status;
  const values = { transfer, product, from, to, quantity, receivedOn, ...(note ? { note } : {}) };
  return {
    table: transferReceipts.id,
    create: true,
    rows: [{ id: `in:${transfer}:${status.receipts.made}`, values }]
  };
}
