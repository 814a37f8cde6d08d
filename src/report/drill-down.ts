/**
 * The very rows that a number was made of, found by the code that counted them. Asked for when somebody looks, and
 * reads all rows again: kept for every cell they would take more room than the report.
 */
import type { RowId } from '#kernel/ids.ts';
import { isSameKey, type GroupKey } from './group-key.ts';
import { Pace, type Steps } from './pace.ts';
import type { When } from './periods.ts';
import type { ReportInput } from './report-source.ts';
import type { ReportLine, ResultColumn } from './report-result.ts';
import { planRows, type RowPlan } from './row-plan.ts';
import { addValue, emptyTally } from './tally.ts';

export interface DrillWish {
  readonly line: Pick<ReportLine, 'keys'>;
  readonly column: ResultColumn;
  /** Only rows that are in this measure, of a ratio in either part; without it all rows of the cell. */
  readonly measure?: string;
  /** The rows of the earlier time it is compared with; usually now. */
  readonly when?: When;
}

export interface DrilledRows {
  /** In the order of the source. */
  readonly rows: readonly RowId[];
  /** Rows that belong here and whose value cannot be read. */
  readonly errors: readonly RowId[];
}

export function* drillDown<Row>(input: ReportInput<Row>, wish: DrillWish): Steps<DrilledRows> {
  const pace = new Pace();
  const plan = planRows(input);
  const found: { readonly rows: RowId[]; readonly errors: RowId[] } = { rows: [], errors: [] };
  const when = wish.when ?? 'now';
  if (!plan.whens.includes(when)) return found;
  const measures = measuresOf(plan, wish.measure);
  for (const row of input.source.rows()) {
    if (pace.isDue()) yield;
    if (plan.judge(row, when) !== 'kept' || !isInCell(plan, wish, { row, when })) continue;
    const standing = measures ? standingOf(measures, { row, when }) : 'rows';
    if (standing) found[standing].push(input.source.idOf(row));
  }
  return found;
}

interface Looked<Row> {
  readonly row: Row;
  readonly when: When;
}

function isInCell<Row>(
  { keyers, keyAcross }: RowPlan<Row>,
  { line, column }: DrillWish,
  { row, when }: Looked<Row>
): boolean {
  const isOf = (wanted: GroupKey, keyOf: (row: Row, when: When) => GroupKey): boolean =>
    isSameKey(wanted, keyOf(row, when));
  return (
    line.keys.every((key, level) => isOf(key, keyers[level]!)) &&
    (column.key === null || keyAcross === null || isOf(column.key, keyAcross))
  );
}

type Measures<Row> = RowPlan<Row>['measures'];

function measuresOf<Row>({ measures }: RowPlan<Row>, id: string | undefined): Measures<Row> | null {
  if (id === undefined) return null;
  const measure = measures.find((one) => one.measure.id === id)?.measure;
  const ids = measure?.of === 'ratio' ? [measure.over, measure.under] : [id];
  return measures.filter((one) => ids.includes(one.measure.id));
}

/** What counting it once more does: nothing, a value, an error. */
function standingOf<Row>(measures: Measures<Row>, { row, when }: Looked<Row>): keyof DrilledRows | null {
  const tally = emptyTally();
  for (const { measure, take } of measures) {
    const value = take(row, when);
    if (value !== undefined) addValue(tally, measure.of, value);
  }
  if (tally.errors > 0) return 'errors';
  return tally.count > 0 ? 'rows' : null;
}
