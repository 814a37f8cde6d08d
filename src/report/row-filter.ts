/** Does a row belong to the report? Where an error stands in the cell that decides, nobody knows, and the row is told. */
import type { LocalDate } from '#kernel/local-date.ts';
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import type { ReportFilter } from '#schema/report.ts';
import { boundsOf, type When } from './periods.ts';
import { compareFilled } from './value-order.ts';

export type Verdict = 'kept' | 'dropped' | 'unknown';

/** A cell of a row; dates that are compared come moved to the time they are compared with. */
export type CellReader<Row> = (row: Row, when: When) => ComputedValue;

export type RowFilter<Row> = (row: Row, when: When) => Verdict;

export interface FilterPlace<Row> {
  readonly filters: readonly ReportFilter[];
  readonly today: LocalDate;
  readonly read: (column: string) => CellReader<Row>;
}

export function createFilter<Row>({ filters, today, read }: FilterPlace<Row>): RowFilter<Row> {
  const checks = filters.map((filter) => ({ cell: read(filter.column), holds: conditionOf(filter, today) }));
  return (row, when) => {
    let isUnknown = false;
    for (const { cell, holds } of checks) {
      const value = cell(row, when);
      if (isCellError(value)) isUnknown = true;
      else if (!holds(value)) return 'dropped';
    }
    return isUnknown ? 'unknown' : 'kept';
  };
}

type Condition = (value: string | number | boolean | null) => boolean;

function conditionOf(filter: ReportFilter, today: LocalDate): Condition {
  switch (filter.is) {
    case 'one-of': {
      const wanted = new Set(filter.values);
      return (value) => wanted.has(value);
    }
    case 'none-of': {
      const unwanted = new Set(filter.values);
      return (value) => !unwanted.has(value);
    }
    case 'contains': {
      const text = filter.text.toLowerCase();
      return (value) => value !== null && String(value).toLowerCase().includes(text);
    }
    case 'empty':
      return (value) => value === null || value === '';
    case 'filled':
      return (value) => value !== null && value !== '';
    case 'within': {
      const { from, to } = boundsOf(filter.window, today);
      return (value) => typeof value === 'string' && (from === null || value >= from) && (to === null || value <= to);
    }
    default:
      return comparison(filter);
  }
}

/** An empty cell, or one of another type, is neither above nor below. */
function comparison({ is, value: edge }: Extract<ReportFilter, { readonly value: number | string }>): Condition {
  return (value) => {
    if (value === null || typeof value !== typeof edge) return false;
    const order = compareFilled(value, edge);
    if (is === 'above') return order > 0;
    if (is === 'below') return order < 0;
    return is === 'at-least' ? order >= 0 : order <= 0;
  };
}
