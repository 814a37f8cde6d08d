/**
 * What a manager must hear about stock. Each is a state of a row: true while it holds, gone when it does not. A shop that
 * never had a product has no row in the group, so it is not told to reorder what it does not keep.
 */
import type { Alert, ComputedValue } from '#schema/computed.ts';
import { adjust } from './adjust.ts';
import { movements } from './movements.ts';
import { receive } from './receive.ts';
import { sendTransfer } from './send-transfer.ts';
import { settleTransfer } from './settle-transfer.ts';
import { stock } from './stock.ts';
import { transfers } from './transfers.ts';

const isNumber = (value: ComputedValue | undefined): value is number => typeof value === 'number';

export const oversold: Alert = {
  id: 'inventory.oversold',
  on: stock.id,
  severity: 'critical',
  of: ['onHand'],
  when: (onHand) => isNumber(onHand) && onHand < 0,
  column: 'onHand',
  label: { zh: '超卖', en: 'Oversold' },
  sentence: {
    zh: '超卖：{shop} {product} 在手 {onHand}。从他店调拨，或清点后盘点调整。',
    en: 'Oversold: {shop} holds {onHand} of {product}. Transfer some in, or count and adjust.'
  },
  evidence: { from: movements.id, by: ['product', 'shop'], order: 'on', count: 2 },
  remedies: [sendTransfer.id, adjust.id]
};

/** What is oversold is told as that alone. */
export const belowReorderPoint: Alert = {
  id: 'inventory.belowReorderPoint',
  on: stock.id,
  severity: 'warning',
  of: ['onHand', 'reorderPoint'],
  when: (onHand, reorderPoint) => isNumber(onHand) && isNumber(reorderPoint) && onHand >= 0 && onHand < reorderPoint,
  column: 'onHand',
  label: { zh: '低于补货点', en: 'Below reorder point' },
  sentence: {
    zh: '{shop} {product} 在手 {onHand}，低于补货点 {reorderPoint}，还缺 {shortfall}。',
    en: '{shop} holds {onHand} of {product}, below its reorder point {reorderPoint}; short by {shortfall}.'
  },
  evidence: { from: movements.id, by: ['product', 'shop'], order: 'on', count: 1 },
  remedies: [receive.id, sendTransfer.id]
};

export const transferDisputed: Alert = {
  id: 'inventory.transferDisputed',
  on: transfers.id,
  severity: 'warning',
  of: ['inDispute'],
  when: (inDispute) => isNumber(inDispute) && inDispute !== 0,
  column: 'inDispute',
  label: { zh: '调拨有争议', en: 'Transfer in dispute' },
  sentence: {
    zh: '{from} 发往 {to} 的 {product}：发出 {quantity}，收到 {receivedQuantity}，差 {inDispute}。查明后结清。',
    en: '{product} from {from} to {to}: {quantity} sent, {receivedQuantity} received, {inDispute} missing. Find out, then settle.'
  },
  remedies: [settleTransfer.id]
};
