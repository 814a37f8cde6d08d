/**
 * What goes into an exported file, whatever its format: headings, what kind of values a column holds, and the values.
 * Choices, references and yes/no come as the words people read; money stays in fen, powers in hundredths, dates ISO
 * text, so that each format can write them its own way without parsing anything back.
 */
import type { CellValue, ColumnKind } from '#schema/column.ts';

export type ExportFormat = 'csv' | 'xlsx';

export interface ExportColumn {
  readonly heading: string;
  readonly kind: ColumnKind;
  /** As on screen, in px. */
  readonly width: number;
}

export interface ExportHead {
  /** Names the sheet of a workbook. */
  readonly title: string;
  readonly columns: readonly ExportColumn[];
}

export interface ExportTable extends ExportHead {
  readonly rows: readonly (readonly CellValue[])[];
}
