/**
 * Where each row of the source goes: the one matching code, for counting as for the drill-down, so that a number and its
 * rows cannot differ.
 */
import type { LocalDate } from '#kernel/local-date.ts';
import type { Dimension, Extra, Report } from '#schema/report.ts';
import { createKeyer, type GroupKey } from './group-key.ts';
import { planMeasure, type MeasurePlan } from './measure-plan.ts';
import { shiftDate, shiftOfGrain, shiftOfWindow, type Shift, type When } from './periods.ts';
import type { ReportInput } from './report-source.ts';
import { createFilter, type CellReader, type Verdict } from './row-filter.ts';

export interface RowPlan<Row> {
  /** Dimensions down the page, outermost first. */
  readonly down: readonly Dimension[];
  readonly across: Dimension | null;
  readonly measures: readonly MeasurePlan<Row>[];
  /** The times that are counted: now, and those that a measure is compared with. */
  readonly whens: readonly When[];
  /** The date that comparisons move; null without comparisons. */
  readonly compared: string | null;
  readonly judge: (row: Row, when: When) => Verdict;
  /** One per dimension down. */
  readonly keyers: readonly RowKeyer<Row>[];
  readonly keyAcross: RowKeyer<Row> | null;
}

export type RowKeyer<Row> = (row: Row, when: When) => GroupKey;

export function planRows<Row>(input: ReportInput<Row>): RowPlan<Row> {
  const { report, source, today } = input;
  const comparison = comparisonOf(input);
  const read = (column: string): CellReader<Row> => {
    const plain = source.reader(column);
    return column === comparison?.column ? shiftedReader(plain, comparison) : (row) => plain(row);
  };
  const filter = createFilter({ filters: report.filters ?? [], today, read });
  const keyerOf = (dimension: Dimension): RowKeyer<Row> => {
    const [cell, key] = [read(dimension.column), createKeyer(input, dimension)];
    return (row, when) => key(cell(row, when));
  };
  const down = report.dimensions.filter(({ across }) => !across);
  const across = report.dimensions.find((dimension) => dimension.across) ?? null;
  const comparedDate = comparison && read(comparison.column);
  return {
    down,
    across,
    measures: report.measures.map((measure) => planMeasure({ source, today, read }, measure)),
    whens: comparison?.whens ?? ['now'],
    compared: comparison?.column ?? null,
    judge: (row, when) => {
      if (when !== 'now' && comparedDate && !isReached(comparedDate(row, when), today)) return 'dropped';
      return filter(row, when);
    },
    keyers: down.map(keyerOf),
    keyAcross: across && keyerOf(across)
  };
}

/** Days of the earlier time whose counterpart is still to come are left out: like is compared with like. */
function isReached(date: unknown, today: LocalDate): boolean {
  return typeof date === 'string' && date <= today;
}

interface Comparison {
  readonly column: string;
  readonly whens: readonly When[];
  readonly shifts: Readonly<Record<Exclude<When, 'now'>, Shift>>;
}

function comparisonOf<Row>({ report, source }: ReportInput<Row>): Comparison | null {
  const wanted = new Set<Extra>(report.measures.flatMap(({ extras = [] }) => extras));
  const earlier = (['previous', 'last-year'] as const).filter((when) => wanted.has(when));
  if (earlier.length === 0) return null;
  const dated = report.dimensions.filter(({ column, bands }) => !bands && source.column(column)?.kind === 'date');
  const column = dated[0]?.column;
  if (column !== undefined) {
    const grains = dated.filter((dimension) => dimension.column === column).map(({ grain = 'day' }) => grain);
    const grain = FINEST.find((one) => grains.includes(one)) ?? 'day';
    const shifts = { previous: shiftOfGrain(grain, 'previous'), 'last-year': shiftOfGrain(grain, 'last-year') };
    return { column, whens: ['now', ...earlier], shifts };
  }
  return windowComparison(report, earlier);
}

const FINEST = ['day', 'week', 'month', 'quarter', 'year'] as const;

function windowComparison({ filters = [] }: Report, earlier: readonly When[]): Comparison | null {
  for (const filter of filters) {
    if (filter.is !== 'within') continue;
    const previous = shiftOfWindow(filter.window, 'previous');
    const lastYear = shiftOfWindow(filter.window, 'last-year');
    if (previous && lastYear)
      return { column: filter.column, whens: ['now', ...earlier], shifts: { previous, 'last-year': lastYear } };
  }
  return null;
}

/** Few dates occur, each many times. */
function shiftedReader<Row>(
  plain: ReturnType<ReportInput<Row>['source']['reader']>,
  { shifts }: Comparison
): CellReader<Row> {
  const moved = { previous: new Map<string, string>(), 'last-year': new Map<string, string>() };
  return (row, when) => {
    const value = plain(row);
    if (when === 'now' || typeof value !== 'string') return value;
    let date = moved[when].get(value);
    if (date === undefined) moved[when].set(value, (date = shiftDate(value, shifts[when])));
    return date;
  };
}
