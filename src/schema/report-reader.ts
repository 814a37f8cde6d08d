/**
 * Reads a report that was kept as JSON, and checks those that modules declare: what it gives can be computed, and shows
 * no nonsense such as a sum of names. Refusals name the first thing that is wrong. Import this dynamically in pages: the
 * validator is 25 KB gzipped.
 */
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import type { Schema } from './module.ts';
import { canBeAdded, findReportColumn, isNumberKind, isReportSource, type ReportColumn } from './report-column.ts';
import { readShape } from './report-shape.ts';
import {
  isOpenWindow,
  MAX_DIMENSIONS,
  type DateWindow,
  type Dimension,
  type Report,
  type ReportFilter,
  type ReportMeasure
} from './report.ts';

/** The JSON text of a kept report, or a declared one as it is. */
export function readReport(json: unknown, schema: Schema): Result<Report> {
  const shape = readShape(typeof json === 'string' ? parseOrNull(json) : json);
  if ('at' in shape) return refuse('report-unreadable', { at: shape.at });
  const problem = problemOf(shape.report, schema);
  return problem ?? succeed(shape.report);
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // reason: a text that is no JSON has no shape either, and is refused for that.
    return null;
  }
}

function problemOf(report: Report, schema: Schema): Refusal | null {
  const { source, filters = [], dimensions, measures } = report;
  if (!isReportSource(schema, source)) return refuse('report-unknown-source', { source });
  if (dimensions.length > MAX_DIMENSIONS)
    return refuse('report-too-many-dimensions', { count: dimensions.length, limit: MAX_DIMENSIONS });
  if (dimensions.filter(({ across }) => across).length > 1) return refuse('report-across-twice');
  if (measures.length === 0) return refuse('report-needs-a-measure');
  const columns = new ColumnCheck(schema, source);
  return (
    firstProblem(filters, (filter) => columns.filter(filter)) ??
    firstProblem(dimensions, (dimension) => columns.dimension(dimension)) ??
    firstProblem(measures, (measure) => columns.measure(measure) ?? extrasProblem(report, measure, columns)) ??
    namesProblem(report)
  );
}

function firstProblem<T>(items: readonly T[], check: (item: T) => Refusal | null): Refusal | null {
  for (const item of items) {
    const problem = check(item);
    if (problem) return problem;
  }
  return null;
}

/** Of one source: does a path lead anywhere, and to what is wanted there. */
class ColumnCheck {
  readonly #schema: Schema;
  readonly #source: string;

  constructor(schema: Schema, source: string) {
    this.#schema = schema;
    this.#source = source;
  }

  find(path: string): ReportColumn | undefined {
    return findReportColumn(this.#schema, this.#source, path);
  }

  path(path: string, fits: (column: ReportColumn) => boolean = () => true): Refusal | null {
    const column = this.find(path);
    if (!column) return refuse('report-unknown-column', { column: path, source: this.#source });
    return fits(column) ? null : refuse('report-wrong-kind', { column: path });
  }

  filter(filter: ReportFilter): Refusal | null {
    if (filter.is === 'within') return this.path(filter.column, isDate) ?? windowProblem(filter.window);
    if (filter.is === 'contains') return this.path(filter.column, ({ kind }) => !isNumberKind(kind));
    if (!('value' in filter)) return this.path(filter.column);
    const wanted = typeof filter.value;
    return this.path(filter.column, ({ kind }) => isNumberKind(kind) === (wanted === 'number') && kind !== 'boolean');
  }

  dimension({ column, grain, bands }: Dimension): Refusal | null {
    const problem = this.path(
      column,
      ({ kind }) =>
        (!grain || kind === 'date') && (!bands || kind === 'date' || isNumberKind(kind)) && !(grain && bands)
    );
    if (problem || !bands) return problem;
    const rises = bands.every(({ below }, i) => i === 0 || isAbove(below, bands[i - 1]!.below));
    return rises ? null : refuse('report-bands-order', { column });
  }

  measure(measure: ReportMeasure): Refusal | null {
    const where = firstProblem(measure.where ?? [], (filter) => this.filter(filter));
    if (where || measure.of === 'count' || measure.of === 'ratio') return where;
    if (measure.of === 'sum' || measure.of === 'level') {
      const problem = this.#product(measure);
      if (problem || measure.of === 'sum') return problem;
      return this.path(measure.on, isDate) ?? (isOpenWindow(measure.window) ? openWindow(measure) : null);
    }
    if (measure.of === 'distinct') return this.path(measure.column);
    return this.path(measure.column, ({ kind }) => isNumberKind(kind) || (kind === 'date' && measure.of !== 'average'));
  }

  /** Pieces times a price are money; money times money is nothing. */
  #product({
    column,
    factors = []
  }: {
    readonly column: string;
    readonly factors?: readonly string[];
  }): Refusal | null {
    let moneys = 0;
    return firstProblem([column, ...factors], (path) =>
      this.path(path, ({ kind }) => canBeAdded(kind) && (kind !== 'money' || ++moneys === 1))
    );
  }
}

const isDate = ({ kind }: ReportColumn): boolean => kind === 'date';

function isAbove(edge: number | null, before: number | null): boolean {
  return before !== null && (edge === null || edge > before);
}

function openWindow({ id }: ReportMeasure): Refusal {
  return refuse('report-needs-a-date', { measure: id });
}

function windowProblem(window: DateWindow): Refusal | null {
  if (window.kind !== 'between' || window.from === null || window.to === null || window.from <= window.to) return null;
  return refuse('report-window-backwards', { from: window.from, to: window.to });
}

function extrasProblem(report: Report, measure: ReportMeasure, columns: ColumnCheck): Refusal | null {
  const { id, extras = [], classes } = measure;
  const sharesWanted = classes !== undefined || extras.includes('share') || extras.includes('cumulative');
  if (sharesWanted && measure.of !== 'sum' && measure.of !== 'count')
    return refuse('report-share-of-no-sum', { measure: id });
  if (!extras.includes('previous') && !extras.includes('last-year')) return null;
  const isDated =
    report.dimensions.some(({ column, bands }) => !bands && columns.find(column)?.kind === 'date') ||
    report.filters?.some((filter) => filter.is === 'within' && !isOpenWindow(filter.window));
  return isDated ? null : refuse('report-needs-a-date', { measure: id });
}

/** Measures are known by their ids; a ratio takes none that is itself a ratio, so there is no circle. */
function namesProblem({ dimensions, measures, chart }: Report): Refusal | null {
  const ids = measures.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) return refuse('report-measure-twice', { measure: twice });
  const plain = measures.filter(({ of }) => of !== 'ratio').map(({ id }) => id);
  const parts = measures.flatMap((measure) => (measure.of === 'ratio' ? [measure.over, measure.under] : []));
  const ordered = dimensions.flatMap(({ order }) => (order && order.by !== 'key' ? [order.by.measure] : []));
  const drawn = chart ? [chart.measure, ...(chart.against === undefined ? [] : [chart.against])] : [];
  const unknown = parts.find((id) => !plain.includes(id)) ?? [...ordered, ...drawn].find((id) => !ids.includes(id));
  if (unknown !== undefined) return refuse('report-unknown-measure', { measure: unknown });
  if (chart?.kind === 'scatter' && chart.against === undefined)
    return refuse('report-scatter-needs-two', { measure: chart.measure });
  return null;
}
