/**
 * Shares that add up, the largest first: the base of ABC classes. Groups without a positive value come last and belong to
 * the last class; where the whole is not positive there are no shares.
 */
import type { Label } from '#schema/column.ts';
import type { ShareClass } from '#schema/report.ts';
import type { GroupKey } from './group-key.ts';
import { sortByMeasure, type Ranked } from './group-order.ts';
import { valueOf } from './measure-value.ts';
import type { Pace, Steps } from './pace.ts';
import type { ResultMeasure } from './report-result.ts';

/** By measure; undefined for measures that nobody wants it of. */
export type ShareSoFar = readonly ({ readonly with: number; readonly shareClass: Label | null } | undefined)[];

export function* cumulativeShares<T>(
  groups: readonly Ranked<T>[],
  measures: readonly ResultMeasure[],
  pace: Pace
): Steps<ReadonlyMap<GroupKey, ShareSoFar>> {
  const found = new Map<GroupKey, ShareSoFar[number][]>();
  for (let at = 0; at < measures.length; at++) {
    const { extras = [], classes } = measures[at]!.measure;
    if (!classes && !extras.includes('cumulative')) continue;
    const sorted = yield* sortByMeasure(groups, { measures, at, turn: -1, pace });
    const valueAt = ({ tallies }: Ranked<T>): number =>
      positive(tallies ? valueOf(measures, tallies.byTime[0]!, at) : null);
    let whole = 0;
    for (const group of sorted) {
      if (pace.isDue()) yield;
      whole += valueAt(group);
    }
    if (whole === 0) continue;
    let before = 0;
    for (const group of sorted) {
      if (pace.isDue()) yield;
      const shares = found.get(group.key) ?? [];
      const value = valueAt(group);
      shares[at] = { with: (before + value) / whole, shareClass: classOf(classes, value > 0 ? before / whole : 1) };
      found.set(group.key, shares);
      before += value;
    }
  }
  return found;
}

function positive(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

function classOf(classes: readonly ShareClass[] | undefined, before: number): Label | null {
  if (!classes) return null;
  return (classes.find(({ upTo }) => before < upTo) ?? classes[classes.length - 1])?.label ?? null;
}
