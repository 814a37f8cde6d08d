import { describe, expect, test } from 'vitest';
import { refuse } from '#kernel/result.ts';
import { column, type CellValue } from '#schema/column.ts';
import { sheet, type Table } from '#schema/table.ts';
import { action } from '#schema/action.ts';
import { succeed } from '#kernel/result.ts';
import { destinationOfAction, destinationOfTable } from './import-destination.ts';
import { planImport, planImportInSteps, type ImportRequest } from './import-plan.ts';
import type { ImportReader } from './import-cell.ts';
import type { Sheet } from './sheet.ts';

const shopTable = sheet({
  id: 'shops.shops',
  label: { zh: '门店', en: 'Shops' },
  book: { audience: 'org' },
  key: 'code',
  columns: {
    code: column.text({
      label: { zh: '代码', en: 'Code' },
      required: true,
      unique: true,
      normalize: (t) => t.toLowerCase()
    }),
    name: column.text({ label: { zh: '名称', en: 'Name' }, unique: true })
  }
});

const goods = sheet({
  id: 'catalogue.goods',
  label: { zh: '商品', en: 'Goods' },
  book: { audience: 'org' },
  key: 'sku',
  idPrefix: 'g',
  checkRow: (row) => (row['kind'] === 'lens' && !row['batch'] ? { rule: 'batch-required', column: 'batch' } : null),
  columns: {
    sku: column.text({ label: { zh: '编码', en: 'SKU' }, required: true, headings: ['商品编码'] }),
    price: column.money({ label: { zh: '零售价', en: 'Retail price' }, min: 0 }),
    kind: column.choice({
      label: { zh: '类别', en: 'Kind' },
      choices: [{ value: 'lens', label: { zh: '镜片', en: 'Lens' } }]
    }),
    batch: column.text({ label: { zh: '批号', en: 'Batch' } }),
    since: column.date({ label: { zh: '日期', en: 'Since' } }),
    shop: column.reference({ label: { zh: '门店', en: 'Shop' }, table: 'shops.shops' })
  }
});

const tables = new Map<string, Table>([shopTable, goods].map((table) => [table.id, table as Table]));

type Rows = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, CellValue>>>>>>;

function readerOf(rows: Rows): ImportReader {
  return {
    row: (table, id) => rows[table]?.[id],
    find: (table, name, value) =>
      Object.entries(rows[table] ?? {})
        .filter(([, row]) => row[name] === value)
        .map(([id]) => id)
  };
}

const shopRows: Rows = { 'shops.shops': { 'shop:wuchang': { code: 'wuchang', name: '武昌店' } } };

function sheetOf(...rows: readonly (readonly string[])[]): Sheet {
  return { name: 'a.csv', format: 'utf-8', rows: rows.map((cells, i) => ({ line: i + 1, record: i + 1, cells })) };
}

function plan(file: Sheet, more: Partial<ImportRequest> = {}) {
  const preview = planImport({
    sheet: file,
    target: destinationOfTable(goods),
    read: readerOf(shopRows),
    tables,
    ...more
  });
  if (!preview.ok) throw new Error(preview.rule);
  return preview.value;
}

describe('the heading row', () => {
  test('titles above the heading row are skipped, and values go by name into an object without surprises', () => {
    const evil = ['__proto__', 'constructor'];
    const file = sheetOf(['门店商品表'], ['sku', 'price', ...evil], ['A', '1', ...evil.map(() => '66')]);
    const preview = plan(file, { mapping: new Map(evil.map((name) => [name, 'batch'])) });
    expect(preview.headingLine).toBe(2);
    expect(preview.rows).toEqual([{ lines: [3], id: 'g:A', isNew: true, values: { sku: 'A', price: 100 } }]);
    expect(preview.skipped).toEqual([{ line: 1, why: 'above-headings' }]);
    expect(({} as Record<string, unknown>)['batch']).toBeUndefined();
  });

  test('a sheet that names no column is refused with the names looked for', () => {
    const result = planImport({
      sheet: sheetOf(['a', 'b'], ['1', '2']),
      target: destinationOfTable(goods),
      read: readerOf({}),
      tables
    });
    expect(result).toMatchObject({
      ok: false,
      rule: 'no-heading-row',
      values: { wanted: expect.stringContaining('零售价') }
    });
  });
});

describe('reading the lines', () => {
  test('totals and repeated headings are no rows and no problems; a product called Total is a row', () => {
    const head = ['sku', 'price', 'kind', 'batch'];
    const preview = plan(
      sheetOf(
        head,
        ['A', '1', '', ''],
        head,
        ['合 计：', '1', '', ''],
        ['', 'Total', '', ''],
        ['Total', '5', '镜片', 'L1']
      )
    );
    expect(preview.rows.map((row) => row.values['sku'])).toEqual(['A', 'Total']);
    expect(preview.problems).toEqual([]);
    expect(preview.skipped.map(({ why }) => why)).toEqual(['repeated-headings', 'total', 'total']);
    expect(preview.counts.lines).toBe(2);
  });

  test('every problem names line, column, what was typed and why; the line stays out whole', () => {
    const preview = plan(sheetOf(['sku', 'price', 'kind'], ['A', '面议', '眼镜'], ['', '1', ''], ['B', '2', '']));
    expect(preview.problems.map((p) => [p.line, p.column, p.columnLabel.zh, p.typed, p.refusal.rule])).toEqual([
      [2, 'price', '零售价', '面议', 'not-an-amount'],
      [2, 'kind', '类别', '眼镜', 'unknown-choice'],
      [3, 'sku', '编码', '', 'required']
    ]);
    expect(preview.rows.map((row) => row.id)).toEqual(['g:B']);
    expect(preview.counts).toMatchObject({ lines: 3, rejected: 2, created: 1 });
  });

  test('a corrected cell lets its line in, and what the file says elsewhere stays', () => {
    const file = sheetOf(['sku', 'price'], ['A', '面议'], ['B', '2']);
    const preview = plan(file, {
      edits: new Map([
        [
          2,
          new Map([
            ['price', ' 3元 '],
            ['batch', 'L9']
          ])
        ]
      ])
    });
    expect(preview.problems).toEqual([]);
    expect(preview.notes).toEqual([]);
    expect(preview.rows[0]?.values).toEqual({ sku: 'A', price: 300, batch: 'L9' });
  });

  test('what only the whole row shows is a problem of the row', () => {
    const preview = plan(sheetOf(['sku', 'kind', 'batch'], ['A', '镜片', ''], ['B', '镜片', 'L1']));
    expect(preview.problems.map((p) => [p.line, p.column, p.refusal.rule])).toEqual([[2, 'batch', 'batch-required']]);
  });

  test('a reference is found by key or by another unique column, else named as missing', () => {
    const preview = plan(sheetOf(['sku', 'shop'], ['A', ' WUCHANG'], ['B', '武昌店'], ['C', 'wuhan']));
    expect(preview.rows.map((row) => row.values['shop'])).toEqual(['shop:wuchang', 'shop:wuchang']);
    expect(preview.problems[0]?.refusal).toEqual(
      refuse('no-such-reference', { typed: 'wuhan', what: '门店', whatEn: 'Shops' })
    );
  });

  test('dates come as workbooks hold them: serial numbers and times of day, with a note', () => {
    const preview = plan(sheetOf(['sku', 'since'], ['A', '46327'], ['B', '2026-11-01 08:30:00'], ['C', '2026/2/30']));
    expect(preview.rows.map((row) => row.values['since'])).toEqual(['2026-11-01', '2026-11-01']);
    expect(preview.notes.map((note) => note.rule)).toEqual(['read-serial-date', 'read-without-time']);
    expect(preview.problems.map((p) => p.refusal.rule)).toEqual(['no-such-date']);
  });

  test('a text over the limit is refused with the limit, in a column of any kind', () => {
    const long = '9'.repeat(32_768);
    const preview = plan(sheetOf(['sku', 'price', 'batch'], ['A', long, long], ['B', '', '9'.repeat(32_767)]));
    expect(preview.problems.map((p) => [p.column, p.refusal.rule, p.refusal.values['limit']])).toEqual([
      ['price', 'cell-too-long', 32_767],
      ['batch', 'cell-too-long', 32_767]
    ]);
    expect(preview.rows.length).toBe(1);
  });

  test('a missing required column is named once for the file and for each new line', () => {
    const preview = plan(sheetOf(['price', 'batch'], ['1', 'L']));
    expect(preview.missing).toEqual(['sku']);
    expect(preview.problems.map((p) => [p.column, p.refusal.rule])).toEqual([['sku', 'required']]);
  });
});

describe('same key', () => {
  const head = ['sku', 'price', 'batch'];

  test('a later line updates the earlier one of the file, cell by cell, and says so', () => {
    const preview = plan(sheetOf(head, ['A', '1', 'L1'], ['B', '1', ''], ['A', '2', '']));
    expect(preview.rows[0]).toEqual({
      lines: [2, 4],
      id: 'g:A',
      isNew: true,
      values: { sku: 'A', price: 200, batch: 'L1' }
    });
    expect(preview.repeats).toEqual([{ line: 4, earlier: 2, key: 'A' }]);
    expect(preview.counts).toMatchObject({ lines: 3, repeated: 1, created: 2 });
  });

  test('a row that exists is updated where it differs; an empty cell erases nothing; the same again writes nothing', () => {
    const rows: Rows = {
      'catalogue.goods': {
        x7: { sku: 'A', price: 100, batch: 'L1' },
        x8: { sku: 'B', price: 100, batch: null }
      }
    };
    const preview = plan(sheetOf(head, ['A', '2', ''], ['B', '1', '']), { read: readerOf(rows) });
    expect(preview.rows).toEqual([{ lines: [2], id: 'x7', isNew: false, values: { price: 200 } }]);
    expect(preview.counts).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
  });

  test("an id made from a key is not reused for another thing when that row's key was changed", () => {
    const rows: Rows = { 'catalogue.goods': { 'g:A': { sku: 'A2', price: 100 } } };
    const preview = plan(sheetOf(head, ['A', '2', '']), { read: readerOf(rows) });
    expect(preview.rows).toMatchObject([{ id: null, isNew: true }]);
  });
});

describe('lines for an action', () => {
  const open = action({
    id: 'inventory.open',
    label: { zh: '期初', en: 'Opening' },
    input: {
      shop: column.reference({ label: { zh: '门店', en: 'Shop' }, table: 'shops.shops', required: true }),
      quantity: column.integer({ label: { zh: '数量', en: 'Quantity' }, required: true, min: 1 }),
      on: column.date({ label: { zh: '日期', en: 'Date' }, headings: ['counted_on'] })
    },
    writes: [],
    plan: () => succeed([])
  });

  test('each line is one valid input; equal lines are not joined; what the file lacks comes from outside', () => {
    const target = destinationOfAction(open);
    const file = sheetOf(['quantity', 'counted_on'], ['1,200', '2026-11-01'], ['2', ''], ['2', ''], ['2.5', '']);
    const preview = plan(file, { target, defaults: { shop: 'shop:wuchang' } });
    expect(preview.missing).toEqual([]);
    expect(preview.rows.map((row) => row.values)).toEqual([
      { shop: 'shop:wuchang', quantity: 1200, on: '2026-11-01' },
      { shop: 'shop:wuchang', quantity: 2 },
      { shop: 'shop:wuchang', quantity: 2 }
    ]);
    expect(preview.problems.map((p) => p.refusal.rule)).toEqual(['not-a-whole-number']);
  });

  test('what the caller refuses of a line is a problem of the line', () => {
    const checkLine: NonNullable<ImportRequest['checkLine']> = (values) =>
      values['quantity'] === 2
        ? refuse('opening-already-counted', {}, { table: 't', row: 'r', column: 'quantity' })
        : null;
    const file = sheetOf(['shop', 'quantity'], ['wuchang', '1'], ['wuchang', '2']);
    const preview = plan(file, { target: destinationOfAction(open), checkLine });
    expect(preview.problems).toMatchObject([{ line: 3, column: 'quantity', typed: '2' }]);
    expect(preview.rows.length).toBe(1);
  });
});

describe('long files', () => {
  const file = sheetOf(['sku', 'price'], ...Array.from({ length: 2_000 }, (_, i) => [`A${i}`, '1']));
  const request: ImportRequest = { sheet: file, target: destinationOfTable(goods), read: readerOf({}), tables };

  test('planned in steps it is the same plan', async () => {
    const seen: number[] = [];
    const preview = await planImportInSteps(request, { onProgress: (done) => seen.push(done) });
    expect(preview).toEqual(planImport(request));
    expect(seen).toEqual([500, 1000, 1500, 2000]);
  });

  test('it stops when told', async () => {
    const signal = { aborted: true };
    expect(await planImportInSteps(request, { signal })).toMatchObject({ ok: false, rule: 'import-cancelled' });
  });
});
