/** The numbers of one cell with everything that was asked for beside them. */
import type { CellValue } from '#schema/column.ts';
import type { Extra } from '#schema/report.ts';
import type { ShareSoFar } from './cumulative-share.ts';
import { valueOf } from './measure-value.ts';
import type { When } from './periods.ts';
import type { CellTallies, Compared, Measured, ReportCell, ResultMeasure } from './report-result.ts';

export interface CellContext {
  readonly plan: { readonly measures: readonly ResultMeasure[]; readonly whens: readonly When[] };
  /** Of the whole report: shares are of this. */
  readonly grand: CellTallies;
}

export interface CellPlace {
  readonly tallies: CellTallies;
  /** The cell's own time is known, so that there is an earlier one. */
  readonly isDated: boolean;
  readonly soFar: ShareSoFar | undefined;
}

export function measureCell(context: CellContext, place: CellPlace): ReportCell {
  const { tallies } = place;
  return { rows: tallies.rows, measures: context.plan.measures.map((_, at) => measureAt(context, place, at)) };
}

function measureAt({ plan, grand }: CellContext, { tallies, isDated, soFar }: CellPlace, at: number): Measured {
  const { extras = [] } = plan.measures[at]!.measure;
  const now = tallies.byTime[0]!;
  const value = valueOf(plan.measures, now, at);
  const compare = (extra: Extra & When): Compared | null => {
    const then = extras.includes(extra) && isDated ? tallies.byTime[plan.whens.indexOf(extra)] : undefined;
    return then ? compared(value, valueOf(plan.measures, then, at)) : null;
  };
  return {
    value,
    errors: now[at]!.errors,
    share: extras.includes('share') ? ratio(value, valueOf(plan.measures, grand.byTime[0]!, at)) : null,
    cumulative: extras.includes('cumulative') ? (soFar?.[at]?.with ?? null) : null,
    shareClass: soFar?.[at]?.shareClass ?? null,
    previous: compare('previous'),
    lastYear: compare('last-year')
  };
}

function compared(now: CellValue, then: CellValue): Compared {
  if (typeof now !== 'number' || typeof then !== 'number') return { then, change: null, rate: null };
  const change = now - then;
  return { then, change, rate: ratio(change, Math.abs(then)) };
}

/** By nothing is no number, and no infinity either. */
export function ratio(part: CellValue, whole: CellValue): number | null {
  return typeof part === 'number' && typeof whole === 'number' && whole !== 0 ? part / whole : null;
}
