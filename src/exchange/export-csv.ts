/**
 * A table → CSV that the import dialog understands again: amounts without thousands separators, since those would come
 * back with a remark on each of them.
 */
import { formatDiopter } from '#kernel/diopter.ts';
import type { CellValue, ColumnKind } from '#schema/column.ts';
import { writeCsv } from './csv-writer.ts';
import type { ExportTable } from './export-table.ts';

export function tableToCsv(table: ExportTable): string {
  return writeCsv(linesOf(table));
}

function* linesOf({ columns, rows }: ExportTable): Generator<readonly CellValue[]> {
  yield columns.map(({ heading }) => heading);
  for (const row of rows) yield columns.map(({ kind }, i) => textOf(kind, row[i] ?? null));
}

function textOf(kind: ColumnKind, value: CellValue): CellValue {
  if (typeof value !== 'number') return value;
  if (kind === 'money') return (value / 100).toFixed(2);
  return kind === 'diopter' ? formatDiopter(value) : value;
}
