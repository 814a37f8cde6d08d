import { beforeEach, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '#engine/engine.ts';
import type { CellValue } from '#schema/column.ts';
import { createSchema } from '#schema/module.ts';
import type { RowArray } from '#schema/table.ts';
import { modules } from '../index.ts';

const schema = createSchema(modules);
const PRODUCT = 'p:F1';
let engine: Engine;

function rowOf(table: string, id: string, values: Readonly<Record<string, CellValue>>): RowArray {
  const columns = Object.keys(schema.tables.get(table)?.columns ?? {});
  return [id, ...columns.map((name) => values[name] ?? null)];
}

function write(table: string, id: string, values: Readonly<Record<string, CellValue>>): void {
  engine.apply([{ table, id, before: undefined, after: rowOf(table, id, values) }]);
}

const move = (shop: string, quantity: number, id = `m${quantity}${shop}`): void =>
  write('inventory.movements', id, {
    product: PRODUCT,
    shop: `shop:${shop}`,
    quantity,
    reason: 'sold',
    on: '2026-11-24'
  });
const parcel = { product: PRODUCT, from: 'shop:wuchang', to: 'shop:hankou' };
const send = (quantity: number, extra: { id?: string; reverses?: string } = {}): void =>
  write('inventory.transfers', extra.id ?? 't1', { ...parcel, quantity, sentOn: '2026-11-20', ...extra });
const arrive = (quantity: number, extra: { id?: string; reverses?: string; to?: string } = {}): void =>
  write('inventory.transferReceipts', extra.id ?? 'in:t1:0', {
    ...parcel,
    transfer: 't1',
    quantity,
    receivedOn: '2026-11-22',
    ...extra
  });

/** Wuchang, Hankou, on the road, in dispute, chain total. */
function standing(): (number | string | undefined)[] {
  const onHand = (shop: string): unknown => engine.valueByKeys('inventory.stock', [PRODUCT, `shop:${shop}`], 'onHand');
  const chain = (column: string): unknown => engine.value('catalogue.products', PRODUCT, column);
  return [onHand('wuchang'), onHand('hankou'), chain('onRoad'), chain('inDispute'), chain('chainTotal')] as number[];
}

const alertsNow = (): string[] => [...engine.alerts()].map(({ alert, id }) => `${alert.id} ${id}`);

beforeEach(() => {
  engine = createEngine(schema);
  engine.load('shops.shops', [
    rowOf('shops.shops', 'shop:wuchang', { code: 'wuchang', name: '武昌店' }),
    rowOf('shops.shops', 'shop:hankou', { code: 'hankou', name: '汉口店' })
  ]);
  engine.load('catalogue.products', [
    rowOf('catalogue.products', PRODUCT, { sku: 'F1', kind: 'frame', retailPrice: 69_900, reorderPoint: 2 })
  ]);
  engine.start();
  move('wuchang', 8);
});

describe('[INV-05] A ships 3 → A -3, 在途 +3; B receives 2 → B +2, 1 in dispute; chain total never changes', () => {
  test('step by step', () => {
    expect(standing()).toEqual([8, undefined, 0, 0, 8]);
    send(3);
    expect(standing()).toEqual([5, undefined, 3, 0, 8]);
    arrive(2);
    expect(standing()).toEqual([5, 2, 0, 1, 8]);
    expect(alertsNow()).toEqual(['inventory.transferDisputed t1']);
    arrive(1, { id: 'in:t1:1' });
    expect(standing()).toEqual([5, 3, 0, 0, 8]);
    expect(alertsNow()).toEqual([]);
  });

  test('the missing piece was never sent: it counts at the sender again', () => {
    send(3);
    arrive(2);
    arrive(1, { id: 'in:t1:1', to: 'shop:wuchang' });
    expect(standing()).toEqual([6, 2, 0, 0, 8]);
  });

  test('the receipt is taken back: the parcel is on the road again', () => {
    send(3);
    arrive(2);
    arrive(-2, { id: 'rev:in:t1:0', reverses: 'in:t1:0' });
    expect(standing()).toEqual([5, 0, 3, 0, 8]);
  });

  test('taking back is itself taken back, also for an empty parcel', () => {
    send(3);
    arrive(0);
    expect(standing()).toEqual([5, 0, 0, 3, 8]);
    arrive(0, { id: 'rev:in:t1:0', reverses: 'in:t1:0' });
    expect(standing()).toEqual([5, 0, 3, 0, 8]);
    arrive(0, { id: 'rev:rev:in:t1:0', reverses: 'rev:in:t1:0' });
    expect(standing()).toEqual([5, 0, 0, 3, 8]);
  });

  test('the transfer is taken back: as if it had not been sent', () => {
    send(3);
    send(-3, { id: 'rev:t1', reverses: 't1' });
    expect(standing()).toEqual([8, undefined, 0, 0, 8]);
  });

  test('a transfer taken back and received at the same time, apart: nothing appears and nothing is lost', () => {
    send(3);
    send(-3, { id: 'rev:t1', reverses: 't1' });
    arrive(2);
    expect(standing()[4]).toBe(8);
  });
});

test('stock value at retail is the chain total at the price on the tag, in fen', () => {
  send(3);
  expect(engine.value('catalogue.products', PRODUCT, 'stockValue')).toBe(8 * 69_900);
  expect(engine.valueByKeys('inventory.stock', [PRODUCT, 'shop:wuchang'], 'valueAtRetail')).toBe(5 * 69_900);
});

test('[INV-07] stock falls below the reorder point → alert; a receipt above it clears it', () => {
  move('wuchang', -7);
  expect(alertsNow()).toEqual(['inventory.belowReorderPoint p:F1|shop:wuchang']);
  expect(engine.valueByKeys('inventory.stock', [PRODUCT, 'shop:wuchang'], 'shortfall')).toBe(1);
  move('wuchang', 1);
  expect(alertsNow()).toEqual([]);
});

test('a shop that never held the product is not told to reorder it', () => {
  expect(alertsNow().filter((alert) => alert.includes('hankou'))).toEqual([]);
});

test('two tills sell the last piece apart: oversold, and the two sales are named', () => {
  move('wuchang', -7, 'earlier');
  move('wuchang', -1, 'till-a');
  move('wuchang', -1, 'till-b');
  const oversold = [...engine.alerts()].find(({ alert }) => alert.id === 'inventory.oversold');
  expect(standing()[0]).toBe(-1);
  expect(oversold && [...engine.evidence(oversold.alert, oversold.id)].sort()).toEqual(['till-a', 'till-b']);
});
