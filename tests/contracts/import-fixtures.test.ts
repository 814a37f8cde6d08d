/**
 * The six files that shops gave us, read by the real declarations: each must give exactly what its list says, no
 * problem and no note more. Line numbers are the file's own; for the GBK file, which has a line break inside a cell,
 * record numbers.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFile } from '#exchange/read-file.ts';
import { destinationOf } from '#exchange/import-destination.ts';
import { planImport, type ImportRequest } from '#exchange/import-plan.ts';
import type { ImportNote, ImportPreview, ImportProblem } from '#exchange/import-preview.ts';
import { mayRunAsFormula } from '#exchange/formula-guard.ts';
import { writeCsv } from '#exchange/csv-writer.ts';
import type { Result } from '#kernel/result.ts';
import { formatCell } from '#schema/cell.ts';
import type { CellValue } from '#schema/column.ts';
import { createSchema } from '#schema/module.ts';
import type { Reader } from '#schema/action.ts';
import { modules } from '#modules/index.ts';

const schema = createSchema(modules);

type Row = Readonly<Record<string, CellValue>>;

/** Folded tables, as far as imports and opening stock look into them. */
class Shelf implements Reader {
  readonly #tables = new Map<string, Map<string, Row>>();

  put(table: string, id: string, values: Row): void {
    const rows = this.#tables.get(table) ?? new Map<string, Row>();
    rows.set(id, { ...rows.get(id), ...values });
    this.#tables.set(table, rows);
  }

  rowsOf(table: string): Row[] {
    return [...(this.#tables.get(table)?.values() ?? [])];
  }

  row(table: string, id: string): Row | undefined {
    return this.#tables.get(table)?.get(id);
  }

  find(table: string, column: string, value: CellValue): string[] {
    const rows = this.#tables.get(table) ?? new Map<string, Row>();
    return [...rows].filter(([, row]) => row[column] === value).map(([id]) => id);
  }

  computed(): undefined {
    return undefined;
  }
}

function shelfWithShops(): Shelf {
  const shelf = new Shelf();
  for (const code of ['wuchang', 'hankou', 'guanggu']) shelf.put('shops.shops', `shop:${code}`, { code, name: code });
  return shelf;
}

async function sheetOf(name: string) {
  const bytes = new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));
  return readFile({ name, bytes });
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.rule} ${JSON.stringify(result.values)}`);
  return result.value;
}

interface Wanted {
  readonly page: string;
  readonly into: 'table' | 'action';
  readonly more?: Partial<ImportRequest>;
}

async function preview(name: string, shelf: Shelf, { page, into, more = {} }: Wanted): Promise<ImportPreview> {
  const [moduleId, pageId] = page.split('.');
  const found = schema.modules.find((m) => m.id === moduleId)?.pages.find((p) => p.id === pageId);
  const goal = found?.imports?.find(({ kind }) => kind === into);
  if (!found || !goal) throw new Error(`The page ${page} offers no import into a ${into}.`);
  const target = destinationOf(schema, found, goal);
  return must(planImport({ sheet: must(await sheetOf(name)), target, read: shelf, tables: schema.tables, ...more }));
}

const intoProducts: Wanted = { page: 'catalogue.products', into: 'table' };

function putAll(shelf: Shelf, table: string, plan: ImportPreview): void {
  for (const { id, values } of plan.rows) {
    if (id === null) throw new Error('Every product row has an id made from its key.');
    shelf.put(table, id, values);
  }
}

async function shelfWithFrames(): Promise<Shelf> {
  const shelf = shelfWithShops();
  putAll(shelf, 'catalogue.products', await preview('frames.xlsx', shelf, intoProducts));
  return shelf;
}

/** `line column rule`, one a line, with the file's own heading. */
function listed(
  plan: ImportPreview,
  found: readonly (ImportProblem | ImportNote)[],
  place: 'line' | 'record'
): string[] {
  const heading = new Map(plan.columns.map((c) => [c.column, c.heading]));
  return found.map((p) => `${p[place]} ${heading.get(p.column)} ${'refusal' in p ? p.refusal.rule : p.rule}`);
}

const lines = (numbers: readonly number[], rest: string): string[] => numbers.map((n) => `${n} ${rest}`);
const byPlace = (a: string, b: string): number => parseInt(a, 10) - parseInt(b, 10);

describe('frames.xlsx', () => {
  test('1,200 lines: 15 wait for correction, 3 repeat an earlier one, 1,182 products are made', async () => {
    const plan = await preview('frames.xlsx', shelfWithShops(), intoProducts);
    expect(plan.counts).toEqual({ lines: 1200, rejected: 15, repeated: 3, created: 1182, updated: 0, unchanged: 0 });
    expect(new Set(plan.rows.map((row) => row.id)).size).toBe(1182);
    expect(plan.repeats.map(({ line, earlier }) => [line, earlier])).toEqual([
      [829, 824],
      [859, 854],
      [889, 884]
    ]);
  });

  test('every column is matched, from the headings in row 2', async () => {
    const plan = await preview('frames.xlsx', shelfWithShops(), intoProducts);
    expect(plan.headingLine).toBe(2);
    expect(plan.columns.filter(({ column }) => column === null)).toEqual([]);
    expect(plan.skipped).toEqual([
      { line: 1, why: 'above-headings' },
      { line: 1204, why: 'total' }
    ]);
  });

  test('exactly the listed problems', async () => {
    const plan = await preview('frames.xlsx', shelfWithShops(), intoProducts);
    expect(listed(plan, plan.problems, 'line').sort(byPlace)).toEqual([
      ...lines([198, 228], '零售价 not-an-amount'),
      ...lines([258, 288], '零售价 negative'),
      '318 零售价 too-many-decimals',
      ...lines([348, 378, 408, 438], '条码 wrong-check-digit'),
      ...lines([468, 498], '商品编码 required'),
      ...lines([709, 739], '补货点 not-a-whole-number'),
      ...lines([769, 799], '类别 unknown-choice')
    ]);
  });

  test('exactly the listed notes', async () => {
    const plan = await preview('frames.xlsx', shelfWithShops(), intoProducts);
    expect(listed(plan, plan.notes, 'line').sort(byPlace)).toEqual([
      ...lines([18, 48, 78], '零售价 read-full-width'),
      ...lines([108, 138, 168], '零售价 read-amount-notation'),
      ...lines([528, 558, 588], '商品编码 read-trimmed'),
      ...lines([619, 649, 679], '规格 read-normalized')
    ]);
    expect(plan.notes.find((note) => note.line === 18)).toMatchObject({ typed: '¥１９９', read: '199.00' });
    expect(plan.notes.find((note) => note.line === 619)).toMatchObject({ typed: '53-17-150', read: '53□17-150' });
  });

  test('prices are fen, and the same file again changes nothing', async () => {
    const shelf = await shelfWithFrames();
    expect(shelf.row('catalogue.products', 'p:F100000')).toMatchObject({
      retailPrice: 238_000,
      barcode: '6901000000073'
    });
    expect((await preview('frames.xlsx', shelf, intoProducts)).counts).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 1182
    });
  });
});

describe('contacts-gbk.csv', () => {
  test('300 records, exactly 6 of them with a problem, no note', async () => {
    const plan = await preview('contacts-gbk.csv', shelfWithShops(), intoProducts);
    expect(plan.counts).toMatchObject({ lines: 300, rejected: 6, repeated: 0, created: 294 });
    expect(listed(plan, plan.problems, 'record')).toEqual([
      '22 失效日期 no-such-date',
      '62 批号 batch-required-class-iii',
      '82 注册证号 registration-required-class-iii',
      '122 失效日期 no-such-date',
      '162 批号 batch-required-class-iii',
      '262 批号 batch-required-class-iii'
    ]);
    expect(plan.notes).toEqual([]);
    expect(plan.columns.filter(({ column }) => column === null)).toEqual([]);
  });

  test('all four date notations, quoted commas, quotes and the line break are read', async () => {
    const { rows } = await preview('contacts-gbk.csv', shelfWithShops(), intoProducts);
    const dates = rows.slice(0, 4).map((row) => row.values['expiresOn']);
    expect(dates).toEqual(['2028-05-26', '2026-01-26', '2028-01-27', '2027-09-01']);
    const texts = rows.map((row) => String(row.values['name']));
    for (const piece of [',', '"', '\n'])
      expect(texts.filter((text) => text.includes(piece)).length, piece).toBeGreaterThan(0);
  });
});

describe('opening-stock.csv', () => {
  const intoOpening: Wanted = { page: 'inventory.stock', into: 'action' };

  test('2,328 lines, exactly 13 of them with a problem', async () => {
    const plan = await preview('opening-stock.csv', await shelfWithFrames(), intoOpening);
    expect(plan.counts).toMatchObject({ lines: 2328, rejected: 13, created: 2315 });
    expect(listed(plan, plan.problems, 'line')).toEqual([
      '402 sku no-such-reference',
      '588 quantity not-a-whole-number',
      '734 shop no-such-reference',
      '803 sku no-such-reference',
      '908 counted_on no-such-date',
      '1175 quantity not-a-whole-number',
      '1204 sku no-such-reference',
      '1467 shop no-such-reference',
      '1605 sku no-such-reference',
      '1762 quantity not-a-whole-number',
      '1815 counted_on no-such-date',
      '2006 sku no-such-reference',
      '2200 shop no-such-reference'
    ]);
    expect(plan.notes).toEqual([]);
  });

  test('the action plans every line, and the shops hold 2,704, 2,654 and 2,642 pieces', async () => {
    const shelf = await shelfWithFrames();
    const plan = await preview('opening-stock.csv', shelf, intoOpening);
    const action = schema.actions.get('inventory.openingStock');
    const ids = new Set<string>();
    const onHand = new Map<string, number>();
    for (const { values } of plan.rows) {
      const input = Object.fromEntries(Object.keys(action?.input ?? {}).map((name) => [name, values[name] ?? null]));
      const context = { now: 0, today: '2026-11-02', by: 'u', newRowId: () => 'never' };
      for (const row of must(action!.plan(input, shelf, context)).flatMap((write) => write.rows)) {
        ids.add(row.id);
        const shop = String(row.values['shop']);
        onHand.set(shop, (onHand.get(shop) ?? 0) + Number(row.values['quantity']));
      }
    }
    expect(Object.fromEntries(onHand)).toEqual({ 'shop:wuchang': 2704, 'shop:hankou': 2654, 'shop:guanggu': 2642 });
    expect(ids.size).toBe(plan.rows.length);
  });
});

describe('hostile.csv', () => {
  test('imports as text; the two columns that name prototypes match nothing and pollute nothing', async () => {
    const plan = await preview('hostile.csv', shelfWithShops(), intoProducts);
    expect(plan.columns.map(({ column }) => column)).toEqual(['sku', 'brand', 'model', null, null]);
    expect(plan.rows.map((row) => row.values)).toEqual([
      { sku: 'H1', brand: '=HYPERLINK("http://127.0.0.1/x","点我")', model: 'M1' },
      { sku: 'H2', brand: '<img src=x onerror=alert(1)>', model: 'M2' },
      { sku: 'H3', brand: '+1+1', model: '-2+3' },
      { sku: 'H5', brand: '＝1+1', model: '=1+1' }
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    for (const { values } of plan.rows) expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });

  test('the cell of 40,000 characters is refused with the limit', async () => {
    const plan = await preview('hostile.csv', shelfWithShops(), intoProducts);
    expect(plan.problems).toMatchObject([
      { line: 5, column: 'model', refusal: { rule: 'cell-too-long', values: { length: 40_000, limit: 32_767 } } }
    ]);
  });

  test('exported again no cell can run as a formula, and read again it says the same', async () => {
    const before = await preview('hostile.csv', shelfWithShops(), intoProducts);
    const { columns } = schema.tables.get('catalogue.products')!;
    const table = before.rows.map(({ values }) =>
      ['sku', 'brand', 'model'].map((name) => formatCell(columns[name]!, values[name] ?? null))
    );
    const csv = writeCsv([['sku', 'brand', 'model'], ...table]);
    for (const line of csv.slice(1).trimEnd().split('\r\n'))
      for (const cell of line.split(',')) expect(mayRunAsFormula(cell.replace(/^"/, '')), cell).toBe(false);
    const bytes = new TextEncoder().encode(csv);
    const sheet = must(await readFile({ name: 'again.csv', bytes }));
    const after = await preview('hostile.csv', shelfWithShops(), { ...intoProducts, more: { sheet } });
    expect(after.rows.map((row) => row.values)).toEqual(before.rows.map((row) => row.values));
  });
});

test('empty.csv and not-really.xlsx are refused by name', async () => {
  expect(await sheetOf('empty.csv')).toMatchObject({ ok: false, rule: 'file-empty' });
  expect(await sheetOf('not-really.xlsx')).toMatchObject({ ok: false, rule: 'not-a-spreadsheet' });
});
