import { describe, expect, test } from 'vitest';
import type { Action, ActionContext, Reader } from '#schema/action.ts';
import type { CellValue } from '#schema/column.ts';
import type { ComputedValue } from '#schema/computed.ts';
import { adjust } from './adjust.ts';
import { openingStock } from './opening-stock.ts';
import { receive } from './receive.ts';
import { receiveTransfer } from './receive-transfer.ts';
import { sendTransfer } from './send-transfer.ts';
import { settleTransfer } from './settle-transfer.ts';
import { writeOff } from './write-off.ts';

type Row = Readonly<Record<string, CellValue>>;
type Tables = Readonly<Record<string, Readonly<Record<string, Row>>>>;

const context: ActionContext = {
  now: Date.parse('2026-11-24T06:02:00Z'),
  today: '2026-11-24',
  by: 'wangmin',
  newRowId: () => 'new-row'
};

/** A reader over plain objects: table → row id → cells. */
function readerOf(tables: Tables = {}, onHand: Readonly<Record<string, ComputedValue>> = {}): Reader {
  return {
    row: (table, id) => tables[table]?.[id],
    find: (table, column, value) =>
      Object.entries(tables[table] ?? {})
        .filter(([, row]) => (row[column] ?? null) === value)
        .map(([id]) => id),
    computed: (table, id, column) => (table === 'inventory.stock' && column === 'onHand' ? onHand[id] : undefined)
  };
}

/** Fields that a form leaves empty are null. */
function plan(action: Action, input: Row, read = readerOf()): ReturnType<Action['plan']> {
  const empty = Object.fromEntries(Object.keys(action.input).map((name) => [name, null]));
  return action.plan({ ...empty, ...input }, read, context);
}

function oneRow(table: string, id: string, values: Row): ReturnType<Action['plan']> {
  return { ok: true, value: [{ table, create: true, rows: [{ id, values }] }] };
}

const item = { product: 'p:F1', shop: 'shop:wuchang' };

describe('receive', () => {
  test('three pieces arrive today', () => {
    expect(plan(receive, { ...item, quantity: 3, document: 'CG-2611-014' })).toEqual(
      oneRow('inventory.movements', 'new-row', {
        ...item,
        quantity: 3,
        reason: 'received',
        on: '2026-11-24',
        document: 'CG-2611-014'
      })
    );
  });

  test('what arrived yesterday is dated yesterday', () => {
    expect(plan(receive, { ...item, quantity: 1, on: '2026-11-23' })).toMatchObject({
      value: [{ rows: [{ values: { on: '2026-11-23' } }] }]
    });
  });
});

test('writing off two pieces takes two away and says why', () => {
  expect(plan(writeOff, { ...item, quantity: 2, reason: 'breakage', note: '镜腿断' })).toEqual(
    oneRow('inventory.movements', 'new-row', {
      ...item,
      quantity: -2,
      reason: 'breakage',
      on: '2026-11-24',
      note: '镜腿断'
    })
  );
});

describe('adjust', () => {
  test.each([
    ['fewer were counted', 3, 5, -2],
    ['more were counted', 6, 5, 1],
    ['the books were below zero', 0, -1, 1]
  ])('%s: the difference is written', (_case, counted, onHand, quantity) => {
    const read = readerOf({}, { 'p:F1|shop:wuchang': onHand });
    expect(plan(adjust, { ...item, counted, note: '周盘' }, read)).toEqual(
      oneRow('inventory.movements', 'new-row', {
        ...item,
        quantity,
        reason: 'adjusted',
        on: '2026-11-24',
        note: '周盘'
      })
    );
  });

  test('a shop that never held it holds none', () => {
    expect(plan(adjust, { ...item, counted: 2, note: '柜内发现' })).toMatchObject({
      value: [{ rows: [{ values: { quantity: 2 } }] }]
    });
  });

  test('the count agrees: nothing-to-adjust', () => {
    const read = readerOf({}, { 'p:F1|shop:wuchang': 5 });
    expect(plan(adjust, { ...item, counted: 5, note: '周盘' }, read)).toMatchObject({
      ok: false,
      rule: 'nothing-to-adjust',
      values: { onHand: 5 }
    });
  });

  test('on-hand cannot be computed: on-hand-unknown', () => {
    const read = readerOf({}, { 'p:F1|shop:wuchang': { code: '#REF', because: 'no product' } });
    expect(plan(adjust, { ...item, counted: 5, note: '周盘' }, read)).toMatchObject({
      ok: false,
      rule: 'on-hand-unknown'
    });
  });
});

describe('opening stock', () => {
  const opening = { ...item, quantity: 4, reason: 'opening', on: '2026-11-01' };
  const id = 'opening:wuchang:p:F1:0';

  test('the id follows from shop and product, so the same file twice counts once', () => {
    expect(plan(openingStock, { ...item, quantity: 4, on: '2026-11-01', note: 'opening' })).toEqual(
      oneRow('inventory.movements', id, { ...opening, note: 'opening' })
    );
  });

  test('a second opening is refused: opening-already-counted', () => {
    const read = readerOf({ 'inventory.movements': { [id]: opening } });
    expect(plan(openingStock, { ...item, quantity: 9 }, read)).toMatchObject({
      ok: false,
      rule: 'opening-already-counted'
    });
  });

  test('another shop, and other movements, do not stand in the way', () => {
    const read = readerOf({
      'inventory.movements': {
        'opening:hankou:p:F1:0': { ...opening, shop: 'shop:hankou' },
        r1: { ...opening, reason: 'received' }
      }
    });
    expect(plan(openingStock, { ...item, quantity: 4 }, read)).toMatchObject({ value: [{ rows: [{ id }] }] });
  });

  test('after it was taken back it can be counted again, under a new id', () => {
    const contra = { ...opening, quantity: -4, reverses: id };
    const undone = { [id]: opening, [`rev:${id}`]: contra };
    expect(plan(openingStock, { ...item, quantity: 5 }, readerOf({ 'inventory.movements': undone }))).toMatchObject({
      value: [{ rows: [{ id: 'opening:wuchang:p:F1:1' }] }]
    });
    const redone = { ...undone, [`rev:rev:${id}`]: { ...opening, reverses: `rev:${id}` } };
    expect(plan(openingStock, { ...item, quantity: 5 }, readerOf({ 'inventory.movements': redone }))).toMatchObject({
      rule: 'opening-already-counted'
    });
  });
});

describe('[INV-05] send a transfer', () => {
  const parcel = { product: 'p:F1', from: 'shop:wuchang', to: 'shop:hankou', quantity: 3 };

  test('only the transit book is written, whatever is on hand', () => {
    expect(plan(sendTransfer, { ...parcel, number: 'DB-0098' })).toEqual(
      oneRow('inventory.transfers', 'new-row', { ...parcel, sentOn: '2026-11-24', number: 'DB-0098' })
    );
  });

  test('to the shop it comes from: same-shop', () => {
    expect(plan(sendTransfer, { ...parcel, to: parcel.from })).toMatchObject({ ok: false, rule: 'same-shop' });
  });
});

const sent = { product: 'p:F1', from: 'shop:wuchang', to: 'shop:hankou', quantity: 3, sentOn: '2026-11-20' };
const { product, from, to } = sent;
const received = { transfer: 't1', product, from, to, quantity: 2, receivedOn: '2026-11-22' };
const contra = { ...received, quantity: -2, reverses: 'in:t1:0' };

function readerWith(receipts: Readonly<Record<string, Row>>, transfers: Readonly<Record<string, Row>> = {}): Reader {
  return readerOf({ 'inventory.transfers': { t1: sent, ...transfers }, 'inventory.transferReceipts': receipts });
}

describe('[INV-05] receive a transfer', () => {
  test.each([0, 2, 3])('%i of 3 arrived', (quantity) => {
    expect(plan(receiveTransfer, { transfer: 't1', quantity }, readerWith({}))).toEqual(
      oneRow('inventory.transferReceipts', 'in:t1:0', { ...received, quantity, receivedOn: '2026-11-24' })
    );
  });

  test('after the receipt was taken back it is received under a new id', () => {
    const read = readerWith({ 'in:t1:0': received, 'rev:in:t1:0': contra });
    expect(plan(receiveTransfer, { transfer: 't1', quantity: 3 }, read)).toMatchObject({
      value: [{ rows: [{ id: 'in:t1:1' }] }]
    });
  });

  test.each<[string, Row, Reader]>([
    ['more-than-sent', { transfer: 't1', quantity: 4 }, readerWith({})],
    ['transfer-already-received', { transfer: 't1', quantity: 1 }, readerWith({ 'in:t1:0': received })],
    ['no-such-transfer', { transfer: 't9', quantity: 1 }, readerWith({})],
    [
      'transfer-taken-back',
      { transfer: 't1', quantity: 3 },
      readerWith({}, { 'rev:t1': { ...sent, quantity: -3, reverses: 't1' } })
    ],
    [
      'transfer-taken-back',
      { transfer: 'rev:t1', quantity: 0 },
      readerWith({}, { 'rev:t1': { ...sent, quantity: -3, reverses: 't1' } })
    ]
  ])('%s', (rule, input, read) => {
    expect(plan(receiveTransfer, input, read)).toMatchObject({ ok: false, rule });
  });
});

describe('[INV-05] settle a dispute', () => {
  test.each([
    ['receiver', 'shop:hankou'],
    ['sender', 'shop:wuchang']
  ])('the missing piece counts at the %s', (foundAt, shop) => {
    expect(plan(settleTransfer, { transfer: 't1', foundAt }, readerWith({ 'in:t1:0': received }))).toEqual(
      oneRow('inventory.transferReceipts', 'in:t1:1', { ...received, to: shop, quantity: 1, receivedOn: '2026-11-24' })
    );
  });

  test.each<[string, Readonly<Record<string, Row>>]>([
    ['not received yet', {}],
    ['all arrived', { 'in:t1:0': { ...received, quantity: 3 } }],
    ['the receipt was taken back', { 'in:t1:0': received, 'rev:in:t1:0': contra }]
  ])('%s: nothing-in-dispute', (_case, receipts) => {
    expect(plan(settleTransfer, { transfer: 't1', foundAt: 'receiver' }, readerWith(receipts))).toMatchObject({
      ok: false,
      rule: 'nothing-in-dispute'
    });
  });
});
