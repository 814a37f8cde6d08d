/**
 * How a report is declared: which rows, grouped by what, measured how. It is data without functions, so that a manager's
 * own report is the same thing kept as JSON, and one reader checks both.
 *
 * A column is named by its path from the source: `quantity`, or through references `product.brand`. Nothing here asks the
 * clock: relative windows and ages are reckoned from the business date that is handed in with the rows.
 */
import type { LocalDate } from '#kernel/local-date.ts';
import type { CellValue, Label } from './column.ts';

/** `week` is the ISO week. */
export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof GRAINS)[number];

/** `last-days` ends today and counts it; `older-than` ends so many days ago; `between` has both ends, null is open. */
export type DateWindow =
  | { readonly kind: 'between'; readonly from: LocalDate | null; readonly to: LocalDate | null }
  | { readonly kind: 'last-days' | 'older-than'; readonly days: number }
  | { readonly kind: 'this-month' | 'last-month' | 'this-year' };

/** Without a first or a last day: nothing lies before it, and it has no number of days. */
export function isOpenWindow(window: DateWindow): boolean {
  return window.kind === 'older-than' || (window.kind === 'between' && (window.from === null || window.to === null));
}

/** `at-most` and `below` compare as the column sorts: numbers by size, dates by day, text by code unit. */
export type ReportFilter =
  | { readonly column: string; readonly is: 'one-of' | 'none-of'; readonly values: readonly CellValue[] }
  | {
      readonly column: string;
      readonly is: 'at-least' | 'at-most' | 'above' | 'below';
      readonly value: number | string;
    }
  | { readonly column: string; readonly is: 'contains'; readonly text: string }
  | { readonly column: string; readonly is: 'empty' | 'filled' }
  | { readonly column: string; readonly is: 'within'; readonly window: DateWindow };

/** From where the band before it ends up to, but not with, `below`; null has no end. Of a date: days before today. */
export interface Band {
  readonly label: Label;
  readonly below: number | null;
}

/** By the group's own value, or by a measure of the report. */
export interface DimensionOrder {
  readonly by: 'key' | { readonly measure: string };
  readonly direction: 'up' | 'down';
}

export interface Dimension {
  readonly column: string;
  /** Without it the column's own. */
  readonly label?: Label;
  /** Of a date; without it `day`. */
  readonly grain?: Grain;
  readonly bands?: readonly Band[];
  /** Its groups stand side by side instead of below one another; at most one of a report. */
  readonly across?: true;
  readonly order?: DimensionOrder;
  /** Only so many groups, the rest as one. */
  readonly top?: number;
}

/** `share` is of the grand total; `cumulative` of the group above, the largest first whatever the shown order. */
export const EXTRAS = ['share', 'cumulative', 'previous', 'last-year'] as const;
export type Extra = (typeof EXTRAS)[number];

/** A group whose share so far, without itself, is less than `upTo` belongs here: the largest is always of the first. */
export interface ShareClass {
  readonly label: Label;
  readonly upTo: number;
}

interface MeasureOptions {
  /** Names it inside the report. */
  readonly id: string;
  readonly label: Label;
  /** Only rows that pass these too. */
  readonly where?: readonly ReportFilter[];
  readonly extras?: readonly Extra[];
  readonly classes?: readonly ShareClass[];
}

export type ReportMeasure = MeasureOptions &
  (
    | { readonly of: 'count' }
    | {
        readonly of: 'sum';
        readonly column: string;
        /** The number of each row is multiplied by these, e.g. pieces by price. */
        readonly factors?: readonly string[];
        /** What left counts as positive. */
        readonly negated?: true;
      }
    | { readonly of: 'average' | 'min' | 'max' | 'distinct'; readonly column: string }
    | {
        /**
         * The mean over the days of the window, up to today, of what a ledger had added up to at the end of each day:
         * the average stock. Rows from before the window belong to it, so the report must not filter them out.
         */
        readonly of: 'level';
        readonly column: string;
        readonly factors?: readonly string[];
        readonly on: string;
        readonly window: DateWindow;
      }
    | {
        /** One measure by another, times a number; nothing where the lower is 0. */
        readonly of: 'ratio';
        readonly over: string;
        readonly under: string;
        readonly times?: number;
      }
  );

export const CHART_KINDS = ['bar', 'stacked', 'line', 'area', 'pie', 'scatter', 'heat'] as const;

export interface ReportChart {
  readonly kind: (typeof CHART_KINDS)[number];
  readonly measure: string;
  /** Of a scatter: the measure along the other axis. */
  readonly against?: string;
}

export interface Report {
  readonly id: string;
  readonly label: Label;
  readonly help?: Label;
  /** A table or a group. */
  readonly source: string;
  readonly filters?: readonly ReportFilter[];
  /** Outermost first, at most three. */
  readonly dimensions: readonly Dimension[];
  readonly measures: readonly ReportMeasure[];
  readonly chart?: ReportChart;
}

export const MAX_DIMENSIONS = 3;
