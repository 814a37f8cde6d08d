/**
 * What a chart draws, from a computed report. A chart of a hundred series can be read by nobody: beyond a cap the rest is
 * put together from its tallies, so that the “others” of an average is an average too.
 */
import type { Label } from '#schema/column.ts';
import type { ReportChart } from '#schema/report.ts';
import { chartGrid, labelText, type ChartGrid } from './chart-grid.ts';
import { emptyCell, mergeCell } from './group-tree.ts';
import { valueOf } from './measure-value.ts';
import { Pace, type Steps } from './pace.ts';
import type { CellTallies, ReportResult } from './report-result.ts';
import type { ShownKind } from './measure-plan.ts';

export interface ChartSeries {
  readonly label: Label;
  /** One per label of the chart; null where nothing lies. */
  readonly values: readonly (number | null)[];
}

export interface PointOfScatter {
  readonly label: Label;
  readonly x: number;
  readonly y: number;
}

export type ChartData =
  | {
      readonly kind: 'bar' | 'stacked' | 'line' | 'area' | 'pie';
      readonly shows: ShownKind;
      readonly labels: readonly Label[];
      readonly series: readonly ChartSeries[];
    }
  | {
      readonly kind: 'scatter';
      readonly shows: ShownKind;
      readonly showsAgainst: ShownKind;
      readonly points: readonly PointOfScatter[];
      /** Lines beyond the cap. */
      readonly leftOut: number;
    }
  | {
      readonly kind: 'heat';
      readonly shows: ShownKind;
      readonly rows: readonly Label[];
      readonly columns: readonly Label[];
      /** By row, then column. */
      readonly matrix: readonly (readonly (number | null)[])[];
      /** Of all filled cells, for the scale of colours; null for a map of nothing. */
      readonly least: number | null;
      readonly most: number | null;
    };

export const MAX_LABELS = 60;
export const MAX_SERIES = 12;
export const MAX_POINTS = 1_000;

export function* chartOf(result: ReportResult, chart: ReportChart): Steps<ChartData> {
  const at = measureAt(result, chart.measure);
  const { shows } = result.measures[at]!;
  if (chart.kind === 'scatter') return scatterOf(result, { at, against: measureAt(result, chart.against) });
  const pace = new Pace();
  const most = chart.kind === 'heat' ? MAX_LABELS : chart.kind === 'pie' ? 1 : MAX_SERIES;
  const grid = yield* chartGrid(result, { at, pace, maxLabels: MAX_LABELS, maxSeries: most });
  const values = yield* numbersOf(result, grid, { at, pace });
  if (chart.kind === 'heat') return heatOf(grid, values, shows);
  const series = grid.series.map(({ label }, s) => ({ label, values: values.map((row) => row[s] ?? null) }));
  return { kind: chart.kind, shows, labels: grid.labels.map(({ label }) => label), series };
}

/** The reader of reports lets no chart name a measure that is not there. */
function measureAt({ measures }: ReportResult, id: string | undefined): number {
  return Math.max(
    0,
    measures.findIndex(({ measure }) => measure.id === id)
  );
}

interface Drawn {
  readonly at: number;
  readonly pace: Pace;
}

/** By label, then series. */
function* numbersOf(
  result: ReportResult,
  { labels, series, cells }: ChartGrid,
  { at, pace }: Drawn
): Steps<(number | null)[][]> {
  const numbers: (number | null)[][] = [];
  for (let l = 0; l < labels.length; l++) {
    const row: (number | null)[] = [];
    for (let s = 0; s < series.length; s++) {
      if (pace.isDue()) yield;
      const merged = yield* mergeAll(cells[l]?.[s] ?? [], result, pace);
      const value = merged && valueOf(result.measures, merged.byTime[0]!, at);
      row.push(typeof value === 'number' ? value : null);
    }
    numbers.push(row);
  }
  return numbers;
}

function* mergeAll(tallies: readonly CellTallies[], result: ReportResult, pace: Pace): Steps<CellTallies | null> {
  const filled = tallies.filter(({ rows }) => rows > 0);
  if (filled.length < 2) return filled[0] ?? null;
  const merged = emptyCell({ whens: ['now'], measures: result.measures });
  for (const { rows, byTime } of filled) yield* mergeCell(merged, { rows, byTime: [byTime[0]!] }, pace);
  return merged;
}

function heatOf(grid: ChartGrid, matrix: readonly (readonly (number | null)[])[], shows: ShownKind): ChartData {
  const filled = matrix.flat().filter((value) => value !== null);
  return {
    kind: 'heat',
    shows,
    rows: grid.labels.map(({ label }) => label),
    columns: grid.series.map(({ label }) => label),
    matrix,
    least: filled.length > 0 ? Math.min(...filled) : null,
    most: filled.length > 0 ? Math.max(...filled) : null
  };
}

/** Of the innermost lines, over all columns. */
function scatterOf(
  result: ReportResult,
  { at, against }: { readonly at: number; readonly against: number }
): ChartData {
  const points: PointOfScatter[] = [];
  let leftOut = 0;
  for (const { kind, keys, cells } of result.lines) {
    const measures = cells[cells.length - 1]?.measures;
    const [x, y] = [measures?.[against]?.value, measures?.[at]?.value];
    if (kind === 'group' || typeof x !== 'number' || typeof y !== 'number') continue;
    if (points.length < MAX_POINTS) points.push({ label: labelText(keys), x, y });
    else leftOut++;
  }
  const [shows, showsAgainst] = [result.measures[at]!.shows, result.measures[against]!.shows];
  return { kind: 'scatter', shows, showsAgainst, points, leftOut };
}
