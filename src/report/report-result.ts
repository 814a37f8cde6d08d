/** What a computed report is, for the grid and the chart alike: a flat list of lines, outer groups before inner ones. */
import type { CellValue, Label } from '#schema/column.ts';
import type { Report, ReportMeasure } from '#schema/report.ts';
import type { GroupKey } from './group-key.ts';
import type { ShownKind } from './measure-plan.ts';
import type { Tally } from './tally.ts';

export interface Compared {
  readonly then: CellValue;
  readonly change: number | null;
  /** Of what it was then; null where that was 0. */
  readonly rate: number | null;
}

/** Every extra that was not asked for, or says nothing here, is null. */
export interface Measured {
  readonly value: CellValue;
  /** Rows whose value is an error or no number: they are not in the value. */
  readonly errors: number;
  readonly share: number | null;
  readonly cumulative: number | null;
  readonly shareClass: Label | null;
  readonly previous: Compared | null;
  readonly lastYear: Compared | null;
}

/** Tallies by time (in the order of the plan) and measure. */
export interface CellTallies {
  rows: number;
  readonly byTime: readonly (readonly Tally[])[];
}

export interface ReportCell {
  /** 0 where nothing lies: shown blank. */
  readonly rows: number;
  /** In the order of the report's measures. */
  readonly measures: readonly Measured[];
}

export interface ReportLine {
  /** How many keys it has, less one; the grand total has -1. */
  readonly level: number;
  /** From the outermost dimension to its own. */
  readonly keys: readonly GroupKey[];
  /** `group`: lines of its parts follow. */
  readonly kind: 'detail' | 'group' | 'others' | 'total';
  /** In the order of the result's columns. */
  readonly cells: readonly ReportCell[];
  /** What the cells were read from, so that lines can be put together, averages included. */
  readonly tallies: readonly (CellTallies | null)[];
}

export interface ResultColumn {
  /** Null: over all of them. */
  readonly key: GroupKey | null;
}

export interface ResultMeasure {
  readonly measure: ReportMeasure;
  readonly shows: ShownKind;
  /** Days that a level is the mean of. */
  readonly days: number;
}

export interface ReportResult {
  readonly report: Report;
  /** Labels of the dimensions down, outermost first. */
  readonly levels: readonly Label[];
  /** Label of the dimension across; null for a report without one. */
  readonly acrossLabel: Label | null;
  /** Of a cross table one per group across, then the total; else the total alone. */
  readonly columns: readonly ResultColumn[];
  readonly measures: readonly ResultMeasure[];
  readonly lines: readonly ReportLine[];
  readonly total: ReportLine;
  /** Rows of which nobody can say whether they belong here, since a filter meets an error: they are in no number. */
  readonly unknownRows: number;
}
