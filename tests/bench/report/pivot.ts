/**
 * A pivot of movements by month × shop × brand, brands behind a reference: pieces, worth at retail price, and how many
 * different products. The floor is what somebody would write by hand for exactly this over the same arrays. The report
 * is computed twice: over the arrays with maps as the loop has them, and through the engine as the app reads; then one
 * cell is drilled. A slice is what lies between two yields: the page is held no longer.
 */
import { createEngine } from '../../../src/engine/engine.ts';
import { addDays } from '../../../src/kernel/local-date.ts';
import { keyedRowId } from '../../../src/kernel/ids.ts';
import { modules } from '../../../src/modules/index.ts';
import { computeReport } from '../../../src/report/compute-report.ts';
import { drillDown } from '../../../src/report/drill-down.ts';
import type { Steps } from '../../../src/report/pace.ts';
import type { ReportInput, ReportSource } from '../../../src/report/report-source.ts';
import type { ReportResult } from '../../../src/report/report-result.ts';
import { createSchema } from '../../../src/schema/module.ts';
import { findReportColumn } from '../../../src/schema/report-column.ts';
import type { Report } from '../../../src/schema/report.ts';
import type { RowArray } from '../../../src/schema/table.ts';
import { createReportSource } from '../../../src/workspace/report-source.ts';
import { benchRow, median, quantile, type BenchPart } from '../bench-row.ts';
import { movementRow, productValues, SHOPS } from '../open/shop-rows.ts';

const schema = createSchema(modules);
const TODAY = '2026-11-24';
const DAYS = 365;
const label = { zh: '-', en: '-' };

const PIVOT: Report = {
  id: 'bench.pivot',
  label,
  source: 'inventory.movements',
  dimensions: [{ column: 'on', grain: 'month' }, { column: 'shop' }, { column: 'product.brand' }],
  measures: [
    { id: 'pieces', label, of: 'sum', column: 'quantity' },
    { id: 'worth', label, of: 'sum', column: 'quantity', factors: ['product.retailPrice'] },
    { id: 'products', label, of: 'distinct', column: 'product' }
  ]
};

export const benchPivot: BenchPart = async function* ({ rows, samples }) {
  const data = makeData(rows);
  const [plain, through] = [sourceOverArrays(data), sourceOverEngine(data)];
  const times = { hand: [] as number[], plain: [] as number[], engine: [] as number[], drill: [] as number[] };
  const slices: number[] = [];
  for (let sample = -1; sample < samples; sample++) {
    const hand = timed(() => pivotByHand(data));
    const report = worked(computeReport(inputOf(plain)));
    const engine = worked(computeReport(inputOf(through)));
    if (totalOf(report.value) !== hand.value || totalOf(engine.value) !== hand.value)
      throw new Error('The report and the loop written by hand do not agree.');
    const line = engine.value.lines.find(({ kind }) => kind === 'detail')!;
    const drill = worked(drillDown(inputOf(through), { line, column: engine.value.columns[0]! }));
    if (sample < 0) continue;
    times.hand.push(hand.ms);
    times.plain.push(report.ms);
    times.engine.push(engine.ms);
    times.drill.push(drill.ms);
    slices.push(...engine.slices);
  }
  const floor = { floor: 'hand-written loop', floorValue: median(times.hand) };
  const name = `pivot of ${rows / 1_000}k movements`;
  const bar = { against: 'floor', most: 3 } as const;
  yield benchRow({ name, value: median(times.plain), unit: 'ms', ...floor }, bar);
  yield benchRow({ name: `${name}, engine`, value: median(times.engine), unit: 'ms', ...floor }, bar);
  yield benchRow({ name: 'slice of it, median', value: median(slices), unit: 'ms' }, { most: 1 });
  // Not judged: what stands out on a busy machine is other programs and the collection of garbage.
  yield benchRow({ name: 'slice of it, 99 of 100', value: quantile(slices, 0.99), unit: 'ms' });
  yield benchRow({ name: 'drill-down of one cell', value: median(times.drill), unit: 'ms', ...floor });
};

interface Data {
  readonly products: readonly RowArray[];
  readonly movements: readonly RowArray[];
}

function rowOf(table: string, id: string, values: Readonly<Record<string, unknown>>): RowArray {
  const columns = Object.keys(schema.tables.get(table)!.columns);
  return [id, ...columns.map((name) => values[name] ?? null)] as unknown as RowArray;
}

function makeData(rows: number): Data {
  const count = rows / 5;
  const products = Array.from({ length: count }, (_, i) => productValues(i));
  const movements = Array.from({ length: rows }, (_, i) => {
    const { id, values } = movementRow(i, count);
    return rowOf('inventory.movements', id, { ...values, on: addDays(TODAY, -((i * 13) % DAYS)) });
  });
  return { products: products.map(({ id, values }) => rowOf('catalogue.products', id, values)), movements };
}

function placeOf(table: string, column: string): number {
  return Object.keys(schema.tables.get(table)!.columns).indexOf(column) + 1;
}

function pivotByHand({ products, movements }: Data): string {
  const [brand, price] = ['brand', 'retailPrice'].map((name) => placeOf('catalogue.products', name));
  const byId = new Map(products.map((row) => [row[0], row]));
  const [product, shop, quantity, on] = ['product', 'shop', 'quantity', 'on'].map((name) =>
    placeOf('inventory.movements', name)
  );
  interface Leaf {
    pieces: number;
    worth: number;
    readonly products: Set<unknown>;
  }
  const months = new Map<unknown, Map<unknown, Map<unknown, Leaf>>>();
  let [pieces, worth] = [0, 0];
  const all = new Set<unknown>();
  for (const row of movements) {
    const sold = byId.get(row[product!] as string)!;
    const month = (row[on!] as string).slice(0, 7);
    let shops = months.get(month);
    if (!shops) months.set(month, (shops = new Map()));
    let brands = shops.get(row[shop!]);
    if (!brands) shops.set(row[shop!], (brands = new Map()));
    let leaf = brands.get(sold[brand!]);
    if (!leaf) brands.set(sold[brand!], (leaf = { pieces: 0, worth: 0, products: new Set() }));
    const moved = row[quantity!] as number;
    leaf.pieces += moved;
    leaf.worth += moved * (sold[price!] as number);
    leaf.products.add(row[product!]);
  }
  for (const shops of months.values())
    for (const brands of shops.values())
      for (const leaf of brands.values()) {
        pieces += leaf.pieces;
        worth += leaf.worth;
        for (const one of leaf.products) all.add(one);
      }
  return [pieces, worth, all.size].join(' ');
}

function totalOf({ total }: ReportResult): string {
  return total.cells[0]!.measures.map(({ value }) => value).join(' ');
}

function inputOf<Row>(source: ReportSource<Row>): ReportInput<Row> {
  return { report: PIVOT, source, today: TODAY };
}

function sourceOverArrays({ products, movements }: Data): ReportSource<RowArray> {
  const byId = new Map(products.map((row) => [row[0], row]));
  const source = 'inventory.movements';
  return {
    rows: () => movements,
    idOf: ([id]) => id,
    column: (path) => findReportColumn(schema, source, path),
    labelOf: (_, value) => ({ zh: String(value), en: String(value) }),
    reader(path) {
      const [name = '', further] = path.split('.');
      const at = placeOf(source, name);
      if (further === undefined) return (row) => row[at] ?? null;
      const inner = placeOf('catalogue.products', further);
      return (row) => byId.get(row[at] as string)?.[inner] ?? null;
    }
  };
}

function sourceOverEngine({ products, movements }: Data): ReportSource<RowArray> {
  const engine = createEngine(schema);
  const shops = SHOPS.map((code) => rowOf('shops.shops', keyedRowId('shop', code), { code, name: code }));
  engine.load('shops.shops', shops);
  engine.load('catalogue.products', products);
  engine.load('inventory.movements', movements);
  engine.start();
  const nameOf = (_: string, id: string): string => id;
  return createReportSource({ schema, engine, rows: () => movements, nameOf }, 'inventory.movements');
}

interface Timed<T> {
  readonly value: T;
  readonly ms: number;
}

function timed<T>(work: () => T): Timed<T> {
  globalThis.gc?.();
  const before = performance.now();
  const value = work();
  return { value, ms: performance.now() - before };
}

function worked<T>(steps: Steps<T>): Timed<T> & { readonly slices: readonly number[] } {
  const slices: number[] = [];
  const whole = timed(() => {
    for (;;) {
      const before = performance.now();
      const { done, value } = steps.next();
      slices.push(performance.now() - before);
      if (done) return value;
    }
  });
  return { ...whole, slices };
}
