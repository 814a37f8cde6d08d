/**
 * The labels and series of a chart with the tallies of each crossing: outer groups are labels; what spreads sideways, or
 * else the second level, is series.
 */
import type { Label } from '#schema/column.ts';
import { OTHERS_LABEL, type GroupKey } from './group-key.ts';
import { compareKeys } from './group-order.ts';
import { valueOf } from './measure-value.ts';
import type { Pace, Steps } from './pace.ts';
import { sortInSteps } from './sort-in-steps.ts';
import { compareFilled } from './value-order.ts';
import { TOTAL_LABEL } from './report-labels.ts';
import type { CellTallies, ReportLine, ReportResult } from './report-result.ts';

interface Axis {
  readonly id: string;
  readonly label: Label;
}

export interface ChartGrid {
  readonly labels: readonly Axis[];
  readonly series: readonly Axis[];
  /** By label, then series. */
  readonly cells: readonly (readonly (readonly CellTallies[])[])[];
}

export interface GridWish {
  /** The measure that decides which series are the largest. */
  readonly at: number;
  readonly pace: Pace;
  readonly maxLabels: number;
  readonly maxSeries: number;
}

interface Crossing {
  readonly label: GroupKey | null;
  readonly series: GroupKey | null;
  readonly tallies: CellTallies;
}

export function* chartGrid(result: ReportResult, { at, pace, maxLabels, maxSeries }: GridWish): Steps<ChartGrid> {
  const crossings = yield* crossingsOf(result, maxSeries, pace);
  const labels = new Places();
  const series = new Places();
  // The first label may lack the first series, so their order is not that in which they are met.
  for (const key of yield* seriesInOrder(result, crossings, pace)) series.add(key, 0);
  for (const crossing of crossings) {
    if (pace.isDue()) yield;
    const { rows, byTime } = crossing.tallies;
    const value = rows > 0 ? valueOf(result.measures, byTime[0]!, at) : null;
    const size = typeof value === 'number' ? Math.abs(value) : 0;
    labels.add(crossing.label, size);
    series.add(crossing.series, size);
  }
  const shownLabels = yield* labels.capped(maxLabels, pace);
  const shownSeries = yield* series.capped(maxSeries, pace);
  const cells = shownLabels.axis.map(() => shownSeries.axis.map((): CellTallies[] => []));
  for (const { label, series: of, tallies } of crossings) {
    if (pace.isDue()) yield;
    cells[shownLabels.placeOf(label)]![shownSeries.placeOf(of)]!.push(tallies);
  }
  return { labels: shownLabels.axis, series: shownSeries.axis, cells };
}

/** As the columns stand, or inner groups by name. */
function* seriesInOrder(
  { columns }: ReportResult,
  crossings: readonly Crossing[],
  pace: Pace
): Steps<readonly (GroupKey | null)[]> {
  const met = new Map<string, GroupKey | null>();
  for (const { series } of crossings) {
    if (pace.isDue()) yield;
    met.set(idOf(series), series);
  }
  const spread = columns.map(({ key }) => key).filter((key) => key !== null && met.has(key.id));
  if (spread.length > 0) return spread;
  return yield* sortInSteps([...met.values()], (a, b) => (a && b ? compareKeys(a, b, 1) : 0), pace);
}

/** With room for one series only, as in a pie, neither columns nor inner groups are told apart. */
function* crossingsOf(result: ReportResult, maxSeries: number, pace: Pace): Steps<readonly Crossing[]> {
  const { lines, total, columns, levels, acrossLabel } = result;
  const isSpread = acrossLabel !== null && maxSeries > 1;
  if (levels.length === 0) return acrossLabel !== null ? columnsAsLabels(result) : crossingsIn(total, [null, null]);
  const wanted = levels.length > 1 && !isSpread && maxSeries > 1 ? 1 : 0;
  const crossings: Crossing[] = [];
  for (const line of lines) {
    const isOutermostOthers = line.level === 0 && line.kind === 'others';
    if (line.level !== wanted && !isOutermostOthers) continue;
    const inner = wanted === 1 ? (line.keys[1] ?? OTHERS_OF_ALL) : null;
    for (let i = 0; i < columns.length; i++) {
      if (pace.isDue()) yield;
      const [{ key }, tallies] = [columns[i]!, line.tallies[i]];
      // The last column is the total over the others, and no series beside them.
      if (tallies && (key !== null) === isSpread)
        crossings.push({ label: line.keys[0]!, series: isSpread ? key : inner, tallies });
    }
  }
  return crossings;
}

function crossingsIn(line: ReportLine, [label, series]: readonly [GroupKey | null, GroupKey | null]): Crossing[] {
  const tallies = line.tallies[line.tallies.length - 1];
  return tallies ? [{ label, series, tallies }] : [];
}

/** A cross table of one line: its columns are what there is to compare. */
function columnsAsLabels({ total, columns }: ReportResult): Crossing[] {
  return columns.flatMap(({ key }, i) => {
    const tallies = total.tallies[i];
    return key !== null && tallies ? [{ label: key, series: null, tallies }] : [];
  });
}

/** The outermost others have no inner groups. */
const OTHERS_OF_ALL: GroupKey = { id: 'others', kind: 'others', value: null, label: OTHERS_LABEL };

interface ShownPlaces {
  readonly axis: readonly Axis[];
  readonly placeOf: (key: GroupKey | null) => number;
}

/** Which labels, or series, there are, in the order in which they were met. */
class Places {
  readonly #sizes = new Map<string, number>();
  readonly #labels = new Map<string, Label>();

  add(key: GroupKey | null, size: number): void {
    const id = idOf(key);
    this.#sizes.set(id, (this.#sizes.get(id) ?? 0) + size);
    if (!this.#labels.has(id)) this.#labels.set(id, key?.label ?? TOTAL_LABEL);
  }

  /** The largest, or of periods the latest, are kept in their old order, and the rest shares the last place. */
  *capped(most: number, pace: Pace): Steps<ShownPlaces> {
    const ids = [...this.#sizes.keys()];
    const areTimes = ids.some((id) => id.startsWith('period:'));
    const bySize = (a: string, b: string): number => this.#sizes.get(b)! - this.#sizes.get(a)!;
    const ranked = yield* sortInSteps(ids, areTimes ? (a, b) => compareFilled(b, a) : bySize, pace);
    const isCut = ranked.length > most;
    const kept = new Set(isCut ? ranked.filter((id) => id !== 'others').slice(0, most - 1) : ranked);
    const axis = [...this.#labels].filter(([id]) => kept.has(id)).map(([id, label]) => ({ id, label }));
    if (isCut) axis.push({ id: 'others', label: OTHERS_LABEL });
    const places = new Map(axis.map(({ id }, place) => [id, place]));
    return { axis, placeOf: (key) => places.get(idOf(key)) ?? axis.length - 1 };
  }
}

function idOf(key: GroupKey | null): string {
  return key?.id ?? 'total';
}

/** 武昌店 · 蔡司 */
export function labelText(keys: readonly GroupKey[]): Label {
  if (keys.length === 0) return TOTAL_LABEL;
  const joined = (language: 'zh' | 'en'): string => keys.map(({ label }) => label[language]).join(' · ');
  return { zh: joined('zh'), en: joined('en') };
}
