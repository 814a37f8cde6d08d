/** A source over plain objects: sales of two shops, with products behind a reference. Cells may hold errors. */
import type { RowId } from '#kernel/ids.ts';
import { column, type CellValue } from '#schema/column.ts';
import type { ComputedValue } from '#schema/computed.ts';
import { createSchema, defineModule } from '#schema/module.ts';
import { findReportColumn } from '#schema/report-column.ts';
import type { Report } from '#schema/report.ts';
import { ledger, sheet } from '#schema/table.ts';
import { computeReport } from './compute-report.ts';
import { drillDown, type DrillWish, type DrilledRows } from './drill-down.ts';
import { runSteps } from './pace.ts';
import type { ReportResult } from './report-result.ts';
import type { ReportInput, ReportSource } from './report-source.ts';

const label = { zh: '名', en: 'name' };

const shops = sheet({
  id: 'test.shops',
  label,
  book: { audience: 'org' },
  columns: { name: column.text({ label }) }
});
const products = sheet({
  id: 'test.products',
  label,
  book: { audience: 'org' },
  columns: {
    brand: column.text({ label: { zh: '品牌', en: 'Brand' } }),
    kind: column.choice({
      label: { zh: '类别', en: 'Kind' },
      choices: [
        { value: 'frame', label: { zh: '镜架', en: 'Frame' } },
        { value: 'lens', label: { zh: '镜片', en: 'Lens' } }
      ]
    }),
    price: column.money({ label: { zh: '单价', en: 'Price' } })
  }
});
const sales = ledger({
  id: 'test.sales',
  label: { zh: '销售', en: 'Sales' },
  book: { audience: 'org' },
  columns: {
    on: column.date({ label: { zh: '日期', en: 'Date' } }),
    shop: column.reference({ label: { zh: '门店', en: 'Shop' }, table: shops.id }),
    product: column.reference({ label: { zh: '商品', en: 'Product' }, table: products.id }),
    quantity: column.integer({ label: { zh: '数量', en: 'Quantity' } }),
    amount: column.money({ label: { zh: '金额', en: 'Amount' } }),
    note: column.text({ label: { zh: '备注', en: 'Note' } })
  }
});

export const testSchema = createSchema([
  defineModule({
    id: 'test',
    label,
    area: 'business',
    tables: [shops, products, sales],
    groups: [],
    computed: {},
    actions: [],
    alerts: [],
    pages: []
  })
]);

export type Cells = Readonly<Record<string, ComputedValue>>;
export type Tables = Readonly<Record<string, Readonly<Record<RowId, Cells>>>>;
export interface SaleRow {
  readonly id: RowId;
  readonly cells: Cells;
}

const NAMES: Tables = {
  'test.shops': { w: { name: '武昌店' }, h: { name: '汉口店' } },
  'test.products': {
    p1: { brand: '蔡司', kind: 'lens', price: 50_000 },
    p2: { brand: '雷朋', kind: 'frame', price: 120_000 },
    p3: { brand: null, kind: 'frame', price: 30_000 }
  }
};

export function sourceOf(rows: readonly SaleRow[], tables: Tables = NAMES): ReportSource<SaleRow> {
  const columnOf = (path: string) => findReportColumn(testSchema, sales.id, path);
  return {
    rows: () => rows,
    idOf: ({ id }) => id,
    column: columnOf,
    reader(path) {
      const steps = path.split('.');
      const through = steps.length > 1 ? steps[0]! : null;
      const table = through === null ? '' : (columnOf(through)?.table ?? '');
      const name = steps[steps.length - 1]!;
      return ({ cells }) => {
        if (through === null) return cells[name] ?? null;
        return tables[table]?.[String(cells[through])]?.[name] ?? null;
      };
    },
    labelOf(path, value: CellValue) {
      const found = columnOf(path);
      const choice = found?.choices?.find((one) => one.value === value);
      if (choice) return choice.label;
      const named = found?.table === undefined ? undefined : tables[found.table]?.[String(value)]?.['name'];
      const text = String(named ?? value);
      return { zh: text, en: text };
    }
  };
}

/** `[id, on, shop, product, quantity, amount]` */
export type ShortSale = readonly [string, ...ComputedValue[]];

export function salesOf(...lines: readonly ShortSale[]): SaleRow[] {
  const names = ['on', 'shop', 'product', 'quantity', 'amount', 'note'];
  return lines.map(([id, ...values]) => ({
    id,
    cells: Object.fromEntries(names.map((name, i) => [name, values[i] ?? null]))
  }));
}

export const TODAY = '2026-11-24';

export type ReportPart = Partial<Report> & Pick<Report, 'measures'>;

export function reportOf(part: ReportPart): Report {
  return { id: 'test.report', label, source: sales.id, dimensions: [], ...part };
}

export function inputOf(part: ReportPart, rows: readonly SaleRow[], today = TODAY): ReportInput<SaleRow> {
  return { report: reportOf(part), source: sourceOf(rows), today };
}

export function compute(part: ReportPart, rows: readonly SaleRow[], today = TODAY): ReportResult {
  return runSteps(computeReport(inputOf(part, rows, today)));
}

export function drill(part: ReportPart, rows: readonly SaleRow[], wish: DrillWish): DrilledRows {
  return runSteps(drillDown(inputOf(part, rows), wish));
}

/** Each line as `names | values of the first column…`, level shown by indentation. */
export function asGrid({ lines, total, columns }: ReportResult): string[] {
  return [...lines, total].map(({ keys, level, cells, kind }) => {
    const name = kind === 'total' ? '合计' : keys[keys.length - 1]!.label.zh;
    const values = columns.map((_, i) => cells[i]!.measures.map(({ value }) => String(value)).join(' '));
    return `${'  '.repeat(Math.max(0, level))}${name} | ${values.join(' | ')}`;
  });
}
