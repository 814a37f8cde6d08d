/**
 * Rows → CSV that Excel opens by a double click: UTF-8 with a byte order mark (without it Chinese Excel reads GBK),
 * CRLF, and no cell that can run as a formula. Cells with any common separator are quoted, because where the comma is
 * not the list separator Excel splits at semicolons.
 */
import type { CellValue } from '#schema/column.ts';
import { markAsText } from './formula-guard.ts';

const BYTE_ORDER_MARK = '\uFEFF';

export function writeCsv(rows: Iterable<readonly CellValue[]>): string {
  let text = BYTE_ORDER_MARK;
  for (const row of rows) text += row.map(writeCell).join(',') + '\r\n';
  return text;
}

function writeCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = markAsText(value);
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
