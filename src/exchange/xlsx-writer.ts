/**
 * A table → workbook, with cells as typed as Excel has them: amounts and counts are numbers, dates are dates, everything
 * else is text and stays text. The text format also covers empty cells and what somebody edits later: without it Excel
 * turns a barcode 0012… into a number, and a remark that begins with = into a formula at the first F2.
 *
 * The whole file is made in one go and in memory (the library's streaming writer knows no bold heading and no filter
 * buttons): for a worker, never for the page.
 */
import type { CellStyle, CellValue as SheetValue, ColumnDef, WriteSheet } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';
import type { CellValue, ColumnKind } from '#schema/column.ts';
import type { ExportColumn, ExportTable } from './export-table.ts';

const NUMBER_FORMATS: Readonly<Record<ColumnKind, string>> = {
  money: '#,##0.00',
  integer: '#,##0',
  diopter: '+0.00;-0.00;0.00',
  date: 'yyyy-mm-dd',
  text: '@',
  barcode: '@',
  choice: '@',
  reference: '@',
  boolean: '@'
};
const HEADING: CellStyle = { font: { bold: true }, numFmt: '@' };
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Excel reads `_x0041_` in a text as a coded A; only a coded underscore in front keeps the text. */
const LOOKS_CODED = /_x(?=[0-9a-f]{4}_)/gi;

export async function tableToXlsx(table: ExportTable): Promise<Uint8Array<ArrayBuffer>> {
  // reason: the library's bytes are always over a plain buffer, its types do not say so.
  return (await writeXlsx({ sheets: [sheetOf(table)] })) as Uint8Array<ArrayBuffer>;
}

function sheetOf({ title, columns, rows }: ExportTable): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map(columns.map((_, c) => [`0,${c}`, { style: HEADING }]));
  const lines = rows.map((row, r) =>
    columns.map(({ kind }, c) => {
      const value = row[c] ?? null;
      // The library makes a real error cell of a text such as #N/A, but leaves rich text alone.
      if (typeof value === 'string' && value.startsWith('#'))
        cells.set(`${r + 1},${c}`, { richText: [{ text: escapeCoded(value) }] });
      return sheetValue(kind, value);
    })
  );
  return {
    name: sheetName(title),
    columns: columns.map(columnOf),
    rows: [columns.map(({ heading }) => heading), ...lines],
    cells,
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${columnLetters(columns.length - 1)}${rows.length + 1}` }
  };
}

function sheetValue(kind: ColumnKind, value: CellValue): SheetValue {
  if (typeof value === 'number') return kind === 'money' || kind === 'diopter' ? value / 100 : value;
  if (typeof value !== 'string') return value;
  if (kind === 'date' && ISO_DATE.test(value)) return new Date(`${value}T00:00:00Z`);
  return escapeCoded(value);
}

function escapeCoded(text: string): string {
  return text.replace(LOOKS_CODED, '_x005F_x');
}

const PX_PER_CHARACTER = 7;
const FILTER_BUTTON = 3;

/** Excel measures columns in digits; a Chinese character is two of them. */
function columnOf({ heading, kind, width }: ExportColumn): ColumnDef {
  const characters = [...heading].reduce((sum, sign) => sum + (sign > '\u00ff' ? 2 : 1), FILTER_BUTTON);
  return {
    width: Math.max(characters, Math.round(width / PX_PER_CHARACTER)),
    style: { numFmt: NUMBER_FORMATS[kind] }
  };
}

/** What Excel allows as the name of a sheet: 31 characters, none of []:*?/\ and no apostrophe at an end. */
function sheetName(title: string): string {
  const name = title.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);
  return name.replace(/^['\s]+|['\s]+$/g, '') || 'Sheet1';
}

/** 0 → A, 25 → Z, 26 → AA */
function columnLetters(index: number): string {
  const before = Math.floor(index / 26);
  return (before > 0 ? columnLetters(before - 1) : '') + String.fromCharCode(65 + (index % 26));
}
