/** One row of the demo company, and the business day on which it came to be: what a caller needs to write it as a commit. */
import type { RowId } from '#kernel/ids.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { CellValue } from '#schema/column.ts';

export interface DemoRow {
  readonly table: string;
  readonly id: RowId;
  readonly values: Readonly<Record<string, CellValue>>;
  readonly on: LocalDate;
}
