/** In which order groups stand, and which of them are put together as the others. */
import type { Dimension } from '#schema/report.ts';
import type { GroupKey } from './group-key.ts';
import type { Branch } from './group-tree.ts';
import { valueOf } from './measure-value.ts';
import { sortInSteps } from './sort-in-steps.ts';
import type { Pace, Steps } from './pace.ts';
import type { CellTallies, ResultMeasure } from './report-result.ts';
import { compareFilled } from './value-order.ts';

export interface Ranked<T> {
  readonly key: GroupKey;
  readonly of: T;
  readonly tallies: CellTallies | null;
}

export interface Ordering {
  readonly measures: readonly ResultMeasure[];
  readonly pace: Pace;
}

export interface OrderedGroups<T> {
  readonly shown: readonly Ranked<T>[];
  /** Beyond the top. */
  readonly rest: readonly Ranked<T>[];
}

const NAMES = new Intl.Collator('zh-CN', { numeric: true });
/** Where something is missing or wrong is told after what is there. */
const PLACE: Readonly<Record<GroupKey['kind'], number>> = { value: 0, empty: 1, error: 2, others: 3 };

export function* orderGroups<T>(
  groups: readonly Ranked<T>[],
  dimension: Dimension,
  { measures, pace }: Ordering
): Steps<OrderedGroups<T>> {
  const order = dimension.order ?? usualOrder(dimension, measures);
  const turn = order.direction === 'up' ? 1 : -1;
  let sorted: readonly Ranked<T>[];
  if (order.by === 'key') {
    const compare = ({ key: a }: Ranked<T>, { key: b }: Ranked<T>): number => compareKeys(a, b, turn);
    sorted = yield* sortInSteps(groups, compare, pace);
  } else {
    const { measure } = order.by;
    const at = measures.findIndex((one) => one.measure.id === measure);
    sorted = yield* sortByMeasure(groups, { measures, at, turn, pace });
  }
  const top = dimension.top ?? sorted.length;
  return { shown: sorted.slice(0, top), rest: sorted.slice(top) };
}

/** The top of what? Of the first measure. */
export function usualOrder({ top }: Dimension, measures: readonly ResultMeasure[]): NonNullable<Dimension['order']> {
  return top === undefined
    ? { by: 'key', direction: 'up' }
    : { by: { measure: measures[0]!.measure.id }, direction: 'down' };
}

export function compareKeys(a: GroupKey, b: GroupKey, turn: number): number {
  if (a.kind !== b.kind) return PLACE[a.kind] - PLACE[b.kind];
  const bothNamed = typeof a.value === 'string' && typeof b.value === 'string' && !a.id.startsWith('period:');
  const order = bothNamed ? NAMES.compare(a.label.zh, b.label.zh) : compareFilled(a.value ?? '', b.value ?? '');
  return order * turn || compareFilled(a.id, b.id);
}

interface ByMeasure {
  readonly measures: readonly ResultMeasure[];
  readonly at: number;
  readonly turn: number;
  readonly pace: Pace;
}

/** Groups of which the measure says nothing stand last, equal ones by name. */
export function* sortByMeasure<T>(
  groups: readonly Ranked<T>[],
  { measures, at, turn, pace }: ByMeasure
): Steps<Ranked<T>[]> {
  const valued: { readonly group: Ranked<T>; readonly value: string | number | boolean | null }[] = [];
  for (const group of groups) {
    if (pace.isDue()) yield;
    valued.push({ group, value: group.tallies ? valueOf(measures, group.tallies.byTime[0]!, at) : null });
  }
  const sorted = yield* sortInSteps(
    valued,
    (a, b) => {
      const order =
        a.value === null || b.value === null
          ? Number(a.value === null) - Number(b.value === null)
          : compareFilled(a.value, b.value) * turn;
      return order || compareKeys(a.group.key, b.group.key, 1);
    },
    pace
  );
  return sorted.map(({ group }) => group);
}

export function* rankChildren(branch: Branch, pace: Pace): Steps<Ranked<Branch>[]> {
  const ranked: Ranked<Branch>[] = [];
  for (const [key, child] of branch.children ?? []) {
    if (pace.isDue()) yield;
    ranked.push({ key, of: child, tallies: child.total });
  }
  return ranked;
}
