/**
 * Since when a shop has not sold what it holds. What was never sold counts from the day it first came in: goods that came
 * yesterday are not slow, and goods that nobody ever bought are.
 */
import { computed, isCellError, type ComputedValue } from '#schema/computed.ts';
import { movements } from './movements.ts';
import { transferReceipts } from './transfers.ts';

const isPositive = (quantity: ComputedValue = null): boolean => typeof quantity === 'number' && quantity > 0;

/** A contra row of a sale brings pieces back: it is no sale. */
function isSale(reason: ComputedValue = null, quantity: ComputedValue = null): boolean {
  return reason === 'sold' && typeof quantity === 'number' && quantity < 0;
}

function idleSince(...dates: readonly ComputedValue[]): ComputedValue {
  const error = dates.find(isCellError);
  if (error) return error;
  const [lastSold = null, ...firstIn] = dates;
  if (lastSold !== null) return lastSold;
  const came = firstIn.filter((date) => typeof date === 'string').sort();
  return came[0] ?? null;
}

export const idleColumns = {
  lastSoldOn: computed.rollup({
    label: { zh: '最近售出', en: 'Last sold on' },
    words: { zh: '= 本店最近一次销售的日期', en: '= date of the shop’s latest sale of it' },
    shows: 'date',
    from: movements.id,
    by: ['product', 'shop'],
    measure: { kind: 'max', column: 'on' },
    where: { of: ['reason', 'quantity'], keep: isSale },
    width: 95
  }),
  firstCameOn: computed.rollup({
    label: { zh: '最早入库', en: 'First came on' },
    words: { zh: '= 本店最早一次增加库存的日期', en: '= date of the first movement that added to the shop’s stock' },
    shows: 'date',
    from: movements.id,
    by: ['product', 'shop'],
    measure: { kind: 'min', column: 'on' },
    where: { of: ['quantity'], keep: isPositive },
    width: 95
  }),
  firstArrivedOn: computed.rollup({
    label: { zh: '最早调入', en: 'First arrived on' },
    words: { zh: '= 本店最早一次调拨收货的日期', en: '= date of the shop’s first receipt of a transfer' },
    shows: 'date',
    from: transferReceipts.id,
    by: ['product', 'to'],
    measure: { kind: 'min', column: 'receivedOn' },
    where: { of: ['quantity'], keep: isPositive },
    width: 95
  }),
  idleSince: computed.formula({
    label: { zh: '未动销起', en: 'Unsold since' },
    words: { zh: '= 最近售出；从未售出时为最早入库或调入', en: '= last sold on; if never sold, the day it first came' },
    shows: 'date',
    of: ['lastSoldOn', 'firstCameOn', 'firstArrivedOn'],
    compute: idleSince,
    width: 95
  })
} as const;
