/** Computed columns of a product over the whole chain. */
import { computed } from '#schema/computed.ts';
import { onNumbers } from './number-formula.ts';
import { stock } from './stock.ts';
import { transfers } from './transfers.ts';

export const chainColumns = {
  chainOnHand: computed.rollup({
    label: { zh: '各店在手', en: 'On hand, all shops' },
    words: { zh: '= 各店在手之和', en: '= sum of on hand over all shops' },
    shows: 'integer',
    from: stock.id,
    by: ['product'],
    measure: { kind: 'sum', column: 'onHand' },
    width: 80
  }),
  onRoad: computed.rollup({
    label: { zh: '在途', en: 'On the road' },
    words: { zh: '= 未收货的调拨之和', en: '= sum of transfers not yet received' },
    shows: 'integer',
    from: transfers.id,
    by: ['product'],
    measure: { kind: 'sum', column: 'onRoad' },
    width: 70
  }),
  inDispute: computed.rollup({
    label: { zh: '争议', en: 'In dispute' },
    words: { zh: '= 调拨中发出而未收到之和', en: '= sum of what was sent and did not arrive' },
    shows: 'integer',
    from: transfers.id,
    by: ['product'],
    measure: { kind: 'sum', column: 'inDispute' },
    width: 70
  }),
  chainTotal: computed.formula({
    label: { zh: '连锁合计', en: 'Chain total' },
    words: { zh: '= 本店在手 + 他店在手 + 在途 + 争议', en: '= this shop + other shops + on the road + in dispute' },
    shows: 'integer',
    of: ['chainOnHand', 'onRoad', 'inDispute'],
    compute: onNumbers((onHand = 0, onRoad = 0, inDispute = 0) => onHand + onRoad + inDispute),
    width: 80
  }),
  stockValue: computed.formula({
    label: { zh: '零售额', en: 'Value at retail' },
    words: { zh: '= 连锁合计 × 零售价', en: '= chain total × retail price' },
    shows: 'money',
    of: ['chainTotal', 'retailPrice'],
    compute: onNumbers((total = 0, price = 0) => total * price),
    width: 110
  })
} as const;
