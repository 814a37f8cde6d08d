/** A shop small enough to check by hand: two products, two shops, three movements. */
import { column } from '#schema/column.ts';
import { computed, type Alert, type Computed, type ComputedValue } from '#schema/computed.ts';
import type { Derive } from '#schema/derive.ts';
import { group, type Group } from '#schema/group.ts';
import { createSchema, type Module, type Schema } from '#schema/module.ts';
import { ledger, sheet, type RowArray } from '#schema/table.ts';
import { createEngine, type Engine, type EngineChange } from './engine.ts';

export const label = { zh: '', en: '' };
export const shown = { label, words: label, shows: 'integer' as const };
const book = { audience: 'chain' };
export const to = (table: string) => column.reference({ label, table });
export const whole = column.integer({ label });

const products = sheet({ id: 'products', label, book, columns: { brand: to('brands'), price: whole, reorder: whole } });
const brands = sheet({ id: 'brands', label, book, columns: { name: column.text({ label }) } });
const shops = sheet({ id: 'shops', label, book, columns: { name: column.text({ label }) } });
const movements = ledger({
  id: 'movements',
  label,
  book,
  columns: {
    product: to('products'),
    shop: to('shops'),
    quantity: whole,
    on: column.date({ label }),
    amount: column.money({ label }),
    event: column.text({ label })
  }
});
const stock = group({
  id: 'stock',
  label,
  keys: { product: { label, table: 'products' }, shop: { label, table: 'shops' } },
  sources: [{ table: 'movements', by: ['product', 'shop'] }]
});

const byBoth = { from: 'movements', by: ['product', 'shop'] };
export const number = (value: ComputedValue): number => value as number;
export const onHand = computed.rollup({ ...shown, ...byBoth, measure: { kind: 'sum', column: 'quantity' } });
export const price = computed.lookup({ ...shown, through: 'product', column: 'price' });
export const value = computed.formula({ ...shown, of: ['onHand', 'price'], compute: (a, b) => number(a) * number(b) });
export const reorder = computed.lookup({ ...shown, through: 'product', column: 'reorder' });
export const total = computed.rollup({
  ...shown,
  from: 'stock',
  by: ['product'],
  measure: { kind: 'sum', column: 'value' }
});
export const low: Alert = {
  id: 'low',
  on: 'stock',
  severity: 'warning',
  of: ['onHand', 'reorder'],
  when: (held, point) => point !== null && number(held) < number(point),
  column: 'onHand',
  label,
  sentence: label,
  evidence: { ...byBoth, order: 'on', count: 2 },
  remedies: []
};

export type Columns = Readonly<Record<string, Readonly<Record<string, Computed>>>>;
export const shop = { stock: { onHand, price, value, reorder }, products: { total } };

export interface More {
  readonly alerts?: readonly Alert[];
  readonly groups?: readonly Group[];
  readonly derives?: readonly Derive[];
}

export function schemaOf(columns: Columns, { alerts = [], groups = [], derives = [] }: More = {}): Schema {
  const tables: Module['tables'] = [products, brands, shops, movements];
  const rest = { actions: [], pages: [], area: 'business' as const };
  const made = { groups: [stock, ...groups], derives, computed: columns, alerts };
  return createSchema([{ id: 'shop', label, tables, ...made, ...rest }]);
}

export function started(columns: Columns, ...rows: readonly RowArray[]): Engine {
  return startedWith(columns, { alerts: 'reorder' in (columns['stock'] ?? {}) ? [low] : [] }, rows);
}

export function startedWith(columns: Columns, more: More, rows: readonly RowArray[]): Engine {
  const engine = createEngine(schemaOf(columns, more));
  for (const row of rows) engine.load(tableOf(row[0]), [row]);
  engine.start();
  return engine;
}

const TABLE_BY_LETTER: Readonly<Record<string, string>> = { p: 'products', b: 'brands', s: 'shops', m: 'movements' };
const tableOf = (id: string): string => TABLE_BY_LETTER[id.slice(0, 1)] ?? '';

export function put(engine: Engine, ...rows: readonly RowArray[]): readonly EngineChange[] {
  return engine.apply(rows.map((row) => ({ table: tableOf(row[0]), id: row[0], before: undefined, after: row })));
}

export function remove(engine: Engine, id: string): readonly EngineChange[] {
  return engine.apply([{ table: tableOf(id), id, before: undefined, after: undefined }]);
}

/** `[row, …values]` of the group, sorted: the grid that a person would see. */
export function grid(engine: Engine, ...columns: readonly string[]): readonly (readonly unknown[])[] {
  return [...engine.groupRows('stock')]
    .sort()
    .map((id) => [id, ...columns.map((name) => engine.value('stock', id, name))]);
}

export function recalculatedBy(engine: Engine, work: () => unknown): number {
  const before = engine.recalculated;
  work();
  return engine.recalculated - before;
}

export const SMALL: readonly RowArray[] = [
  ['p1', 'b1', 100, 3],
  ['p2', 'b1', 70, null],
  ['b1', 'Ray-Ban'],
  ['sA', 'Wuchang'],
  ['sB', 'Hankou'],
  ['m1', 'p1', 'sA', 5, '2026-01-01'],
  ['m2', 'p1', 'sB', 2, '2026-01-02'],
  ['m3', 'p2', 'sA', 4, '2026-01-03']
];
