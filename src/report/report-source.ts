/** The rows of a report, as whoever holds the tables hands them in. The report knows neither book nor engine. */
import type { RowId } from '#kernel/ids.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { CellValue, Label } from '#schema/column.ts';
import type { ComputedValue } from '#schema/computed.ts';
import type { ReportColumn } from '#schema/report-column.ts';
import type { Report } from '#schema/report.ts';

export interface ReportSource<Row> {
  /** Asked anew for each computation and each drill-down. */
  rows(): Iterable<Row>;
  idOf(row: Row): RowId;
  /** What a path leads to, as the schema says; undefined for one that nothing declares. */
  column(path: string): ReportColumn | undefined;
  /** Made once per path, called for every row. A reference that leads nowhere gives an error or an empty cell. */
  reader(path: string): (row: Row) => ComputedValue;
  /** A value as people read it: a shop's name, a choice's word. */
  labelOf(path: string, value: CellValue): Label;
}

export interface ReportInput<Row> {
  /** As `readReport` accepts it. */
  readonly report: Report;
  readonly source: ReportSource<Row>;
  /** The business date that windows, ages and comparisons are reckoned from. */
  readonly today: LocalDate;
}
