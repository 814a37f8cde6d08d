import { beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '#engine/engine.ts';
import { hasValidGtinCheckDigit } from '#schema/cell.ts';
import { bookOfRow } from '#schema/book-name.ts';
import { createSchema } from '#schema/module.ts';
import { validatorOfRow } from '#schema/validator.ts';
import { createDemo } from './demo.ts';
import type { DemoRow } from './demo-row.ts';
import { modules } from './index.ts';

const schema = createSchema(modules);
const input = { seed: 7, until: '2026-11-24', writer: 'demodev1.demoses1' };
const { rows } = createDemo(input);
const of = (table: string): DemoRow[] => rows.filter((row) => row.table === table);
const columnsOf = (table: string) => schema.tables.get(table)?.columns ?? {};

test('the same seed gives the same shop, another seed another one', () => {
  const again = (seed: number): string => JSON.stringify(createDemo({ ...input, seed }).rows);
  expect(again(7) === JSON.stringify(rows)).toBe(true);
  expect(again(8) === JSON.stringify(rows)).toBe(false);
});

test('three shops, 2,000 frames and sunglasses, 300 lenses and solutions', () => {
  const kinds = of('catalogue.products').map((row) => String(row.values['kind']));
  expect(of('shops.shops').map((row) => row.id)).toEqual(['shop:wuchang', 'shop:hankou', 'shop:guanggu']);
  expect(kinds.filter((kind) => kind === 'frame' || kind === 'sunglasses')).toHaveLength(2_000);
  expect(kinds.filter((kind) => kind.startsWith('contact-') || kind === 'solution')).toHaveLength(300);
});

test('every row passes the validators and row checks of its table', () => {
  const problems: string[] = [];
  for (const table of schema.tables.values()) {
    const validator = validatorOfRow(table.columns);
    const empty = Object.fromEntries(Object.keys(table.columns).map((name) => [name, null]));
    for (const { id, values } of of(table.id)) {
      const checked = validator.safeParse({ ...empty, ...values });
      const rule = checked.error?.message ?? table.checkRow?.(values)?.rule;
      if (rule !== undefined) problems.push(`${table.id} ${id}: ${rule}`);
    }
  }
  expect(problems).toEqual([]);
});

test('ids and barcodes are unique, and the check digits are right', () => {
  const barcodes = of('catalogue.products').map((row) => String(row.values['barcode']));
  expect(new Set(rows.map((row) => `${row.table} ${row.id}`)).size).toBe(rows.length);
  expect(new Set(barcodes).size).toBe(barcodes.length);
  expect(barcodes.filter((code) => code.length !== 13 || !hasValidGtinCheckDigit(code))).toEqual([]);
});

test('ids are made from a key or another row, or begin with the writer', () => {
  const strange = rows.filter(({ id }) => !id.startsWith(`${input.writer}.`) && !/^(shop|p|opening|in):/.test(id));
  expect(strange).toEqual([]);
});

test('a row comes after every row that it names, and no day comes before an earlier one', () => {
  const known = new Set<string>();
  const early: string[] = [];
  let day = '';
  for (const { table, id, values, on } of rows) {
    for (const [name, column] of Object.entries(columnsOf(table)))
      if (column.kind === 'reference' && !known.has(`${column.table} ${String(values[name])}`))
        early.push(`${id}.${name}`);
    known.add(`${table} ${id}`);
    if (on < day) early.push(id);
    day = on;
  }
  expect(early).toEqual([]);
  expect(day).toBe(input.until);
});

test('the facts lie in half a year of books, dated as the day they are told of', () => {
  const strange = rows.filter(({ table, values, on }) => {
    const declared = schema.tables.get(table);
    const date = declared?.book.period;
    return !declared || !bookOfRow(declared, values).ok || (date !== undefined && values[date] !== on);
  });
  expect(strange).toEqual([]);
  expect([...new Set(rows.map((row) => row.on.slice(0, 7)))]).toHaveLength(7);
});

describe('on the first screen', () => {
  let engine: Engine;
  beforeAll(() => {
    engine = createEngine(schema);
    for (const table of schema.tables.keys()) {
      const columns = Object.keys(columnsOf(table));
      engine.load(
        table,
        of(table).map(({ id, values }) => [id, ...columns.map((name) => values[name] ?? null)])
      );
    }
    engine.start();
  });

  test('on-hand, on the road and in dispute add up to what came in less what went out', () => {
    const moved = new Map<string, number>();
    for (const { values } of of('inventory.movements'))
      moved.set(String(values['product']), (moved.get(String(values['product'])) ?? 0) + Number(values['quantity']));
    for (const { id } of of('catalogue.products'))
      expect(engine.value('catalogue.products', id, 'chainTotal'), id).toBe(moved.get(id) ?? 0);
  });

  test('five products are oversold, one transfer is in dispute, two are on the road, some shelves are low', () => {
    const counts = engine.alertCounts();
    const onRoad = of('inventory.transfers').filter(
      ({ id }) => engine.value('inventory.transfers', id, 'onRoad') !== 0
    );
    expect(counts.get('inventory.oversold')).toBe(5);
    expect(counts.get('inventory.transferDisputed')).toBe(1);
    expect(onRoad).toHaveLength(2);
    expect(counts.get('inventory.belowReorderPoint')).toBeGreaterThan(5);
    expect(counts.get('inventory.belowReorderPoint')).toBeLessThan(60);
  });

  test('weekends sell more than working days', () => {
    const sold = (days: readonly number[]): number =>
      of('inventory.movements').filter(
        ({ values, on }) => values['reason'] === 'sold' && days.includes(new Date(`${on}T00:00:00Z`).getUTCDay())
      ).length / days.length;
    expect(sold([0, 6])).toBeGreaterThan(1.5 * sold([1, 2, 3, 4]));
  });
});

test.each(['2026-02-28', '2026-11-23', '2026-11-26', '2027-01-01'])('ends the same way on %s', (until) => {
  const end = createDemo({ ...input, until }).rows;
  const transfers = end.filter((row) => row.table === 'inventory.transfers').length;
  expect(end.filter((row) => row.table === 'inventory.transferReceipts')).toHaveLength(transfers - 2);
  expect(end.at(-1)?.on).toBe(until);
});
