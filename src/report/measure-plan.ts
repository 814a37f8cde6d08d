/** What each row brings to a measure, and how the result is shown. */
import { daysBetween, type LocalDate } from '#kernel/local-date.ts';
import type { ColumnKind } from '#schema/column.ts';
import { isCellError, type CellError, type ComputedValue } from '#schema/computed.ts';
import type { ReportMeasure } from '#schema/report.ts';
import { boundsOf, type When } from './periods.ts';
import type { ReportSource } from './report-source.ts';
import { createFilter, type CellReader } from './row-filter.ts';

/** `decimal` is a plain number with a fraction: an average of pieces, a ratio. */
export type ShownKind = ColumnKind | 'decimal';

export interface MeasurePlan<Row> {
  readonly measure: ReportMeasure;
  readonly shows: ShownKind;
  /** Days that a level is the mean of; 1 for all others. */
  readonly days: number;
  /** Undefined: the row does not belong to the measure. */
  readonly take: (row: Row, when: When) => ComputedValue | undefined;
}

export interface MeasurePlace<Row> {
  readonly source: ReportSource<Row>;
  readonly today: LocalDate;
  readonly read: (column: string) => CellReader<Row>;
}

export function planMeasure<Row>(place: MeasurePlace<Row>, measure: ReportMeasure): MeasurePlan<Row> {
  const filter = measure.where && createFilter({ ...place, filters: measure.where });
  const { value, days } = contributionOf(place, measure);
  const take = (row: Row, when: When): ComputedValue | undefined => {
    const verdict = filter ? filter(row, when) : 'kept';
    if (verdict === 'kept') return value(row, when);
    return verdict === 'dropped' ? undefined : UNKNOWN;
  };
  return { measure, shows: kindOf(place.source, measure), days, take };
}

const UNKNOWN: CellError = { code: '#VALUE', because: 'A condition of the measure meets an error.' };

interface Contribution<Row> {
  readonly value: (row: Row, when: When) => ComputedValue | undefined;
  readonly days: number;
}

function contributionOf<Row>(place: MeasurePlace<Row>, measure: ReportMeasure): Contribution<Row> {
  switch (measure.of) {
    case 'count':
      return { value: () => 1, days: 1 };
    case 'ratio':
      return { value: () => undefined, days: 1 };
    case 'sum': {
      const product = productOf(place, [measure.column, ...(measure.factors ?? [])]);
      const sign = measure.negated ? -1 : 1;
      return { value: (row, when) => times(product(row, when), sign), days: 1 };
    }
    case 'level':
      return levelOf(place, measure);
    default:
      return { value: place.read(measure.column), days: 1 };
  }
}

function productOf<Row>({ read }: MeasurePlace<Row>, columns: readonly string[]): CellReader<Row> {
  const [first, ...factors] = columns.map(read);
  return (row, when) => {
    let product = first!(row, when);
    for (const factor of factors) {
      if (product === null || isCellError(product)) return product;
      const value = factor(row, when);
      if (value === null || isCellError(value)) return value;
      product =
        typeof value === 'number' ? times(product, value) : { code: '#VALUE', because: 'A factor is no number.' };
    }
    return product;
  };
}

function times(value: ComputedValue, factor: number): ComputedValue {
  // Adding 0 keeps minus zero out of keys and texts.
  return typeof value === 'number' ? value * factor + 0 : value;
}

/** A row weighs as many days as it had been in the books by the window's last day, at most the whole window. */
function levelOf<Row>(place: MeasurePlace<Row>, measure: Extract<ReportMeasure, { of: 'level' }>): Contribution<Row> {
  const { from, to } = boundsOf(measure.window, place.today);
  const last = to === null || to > place.today ? place.today : to;
  const days = Math.max(1, from === null ? 1 : daysBetween(from, last) + 1);
  const product = productOf(place, [measure.column, ...(measure.factors ?? [])]);
  const dateOf = place.read(measure.on);
  return {
    days,
    value: (row, when) => {
      const on = dateOf(row, when);
      if (typeof on !== 'string') return on;
      const weight = Math.min(days, daysBetween(on, last) + 1);
      return weight > 0 ? times(product(row, when), weight) : undefined;
    }
  };
}

function kindOf<Row>(source: ReportSource<Row>, measure: ReportMeasure): ShownKind {
  if (measure.of === 'count' || measure.of === 'distinct') return 'integer';
  if (measure.of === 'ratio') return 'decimal';
  const factors = 'factors' in measure ? (measure.factors ?? []) : [];
  const kinds = [measure.column, ...factors].map((path) => source.column(path)?.kind ?? 'text');
  const kind = kinds.find((one) => one === 'money') ?? kinds[0]!;
  return kind === 'integer' && (measure.of === 'average' || measure.of === 'level') ? 'decimal' : kind;
}
