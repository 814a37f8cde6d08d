/** Computed columns of the transfers and their receipts: how far each parcel has come. */
import { computed, isCellError, type ComputedValue } from '#schema/computed.ts';
import { onNumbers } from './number-formula.ts';
import { transferReceipts } from './transfers.ts';

/** Contra rows are named `rev:<row>`: taking back a contra row reads `rev:rev:<row>` and makes the receipt count again. */
function countOf(reverses: ComputedValue = null): ComputedValue {
  if (isCellError(reverses)) return reverses;
  if (typeof reverses !== 'string') return 1;
  const timesTakenBack = /^(?:rev:)*/.exec(reverses)?.[0].length ?? 0;
  return (timesTakenBack / 'rev:'.length) % 2 === 0 ? -1 : 1;
}

export const receiptColumns = {
  /** A receipt that was taken back leaves the parcel on the road, so its contra row counts against it. */
  counts: computed.formula({
    label: { zh: '计次', en: 'Counts' },
    words: { zh: '= 收货为 1，冲销为 -1', en: '= 1, or -1 for a row that takes one back' },
    shows: 'integer',
    of: ['reverses'],
    compute: countOf
  })
} as const;

export const transferColumns = {
  receivedQuantity: computed.rollup({
    label: { zh: '已收数量', en: 'Received' },
    words: { zh: '= 本单收货数量之和', en: '= sum of its receipts' },
    shows: 'integer',
    from: transferReceipts.id,
    by: ['transfer'],
    measure: { kind: 'sum', column: 'quantity' },
    width: 80
  }),
  receiptCount: computed.rollup({
    label: { zh: '收货次数', en: 'Receipts' },
    words: { zh: '= 本单收货次数，冲销的不算', en: '= number of its receipts that stand' },
    shows: 'integer',
    from: transferReceipts.id,
    by: ['transfer'],
    measure: { kind: 'sum', column: 'counts' },
    width: 80
  }),
  onRoad: computed.formula({
    label: { zh: '在途', en: 'On the road' },
    words: { zh: '= 未收货时为发出数量', en: '= what was sent, until it is received' },
    shows: 'integer',
    of: ['quantity', 'receiptCount', 'receivedQuantity'],
    compute: onNumbers((sent = 0, receipts = 0, received = 0) => (receipts > 0 ? 0 : sent - received)),
    width: 70
  }),
  inDispute: computed.formula({
    label: { zh: '争议', en: 'In dispute' },
    words: { zh: '= 收货后，发出数量 - 已收数量', en: '= once received, sent - received' },
    shows: 'integer',
    of: ['quantity', 'receiptCount', 'receivedQuantity'],
    compute: onNumbers((sent = 0, receipts = 0, received = 0) => (receipts > 0 ? sent - received : 0)),
    width: 70
  })
} as const;
