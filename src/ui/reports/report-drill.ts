/** What was pressed: a number of a line, to be explained by its rows. */
import type { DrillWish } from '#report/drill-down.ts';
import type { ReportLine } from '#report/report-result.ts';
import type { ShownColumn } from './shown-columns.ts';
import type { ShownReport } from './report-state.svelte.ts';

export interface Drilling {
  readonly shown: ShownReport;
  readonly line: ReportLine;
  readonly column: ShownColumn;
  readonly wish: DrillWish & { readonly measure: string };
  /** The number as it stood. */
  readonly number: string;
}
