/**
 * Computes a report from the rows it is given, in steps: it reads every row once, sums up, orders, and writes the lines.
 * Whoever calls works the generator off in slices and throws it away when the rows have changed meanwhile.
 */
import { findReportLabel } from './report-labels.ts';
import { othersKey, type GroupKey } from './group-key.ts';
import { orderGroups, usualOrder, type Ranked } from './group-order.ts';
import { cellOf, countRows, createBranch, findCell, mergeCell, sumUp, type Branch } from './group-tree.ts';
import { LineWriter } from './line-writer.ts';
import { Pace, type Steps } from './pace.ts';
import type { ReportInput } from './report-source.ts';
import type { ReportResult, ResultColumn } from './report-result.ts';
import { planRows, type RowPlan } from './row-plan.ts';

export function* computeReport<Row>(input: ReportInput<Row>): Steps<ReportResult> {
  const pace = new Pace();
  const plan = planRows(input);
  const { root, unknownRows } = yield* countRows(plan, input.source.rows(), pace);
  yield* sumUp(root, plan, pace);
  // A report of no rows still has its total.
  cellOf(root, null, plan);
  const columns = yield* orderColumns(plan, root, pace);
  yield* gatherOthers(root, columns, { plan, pace });
  const writer = new LineWriter({ plan, pace, columns, root });
  const lines = yield* writer.lines();
  return {
    report: input.report,
    levels: plan.down.map((dimension) => findReportLabel(input.source, dimension)),
    acrossLabel: plan.across && findReportLabel(input.source, plan.across),
    columns,
    measures: plan.measures.map(({ measure, shows, days }) => ({ measure, shows, days })),
    lines,
    total: yield* writer.total(),
    unknownRows
  };
}

/** Groups across that a cross table can hold: more could neither be read nor kept for every line. */
const MAX_ACROSS = 60;

function* orderColumns<Row>(plan: RowPlan<Row>, root: Branch, pace: Pace): Steps<readonly ResultColumn[]> {
  const total: ResultColumn = { key: null };
  if (!plan.across) return [total];
  const found: Ranked<null>[] = [];
  for (const [key, tallies] of root.across ?? []) found.push({ key, of: null, tallies });
  const order = plan.across.order ?? usualOrder(plan.across, plan.measures);
  const dimension = { ...plan.across, order, top: Math.min(plan.across.top ?? MAX_ACROSS, MAX_ACROSS) };
  const { shown, rest } = yield* orderGroups(found, dimension, { measures: plan.measures, pace });
  const others = rest.length > 0 ? [{ key: yield* othersKey(rest, pace) }] : [];
  return [...shown.map(({ key }) => ({ key })), ...others, total];
}

/** Puts the cells beyond the shown columns together, in every branch. */
function* gatherOthers<Row>(
  root: Branch,
  columns: readonly ResultColumn[],
  { plan, pace }: { readonly plan: RowPlan<Row>; readonly pace: Pace }
): Steps<void> {
  const others = columns.find(({ key }) => key?.kind === 'others')?.key;
  if (others?.members) yield* gatherIn(root, others, { plan, pace });
}

function* gatherIn<Row>(
  branch: Branch,
  others: GroupKey,
  context: { readonly plan: RowPlan<Row>; readonly pace: Pace }
): Steps<void> {
  const beyond = createBranch(null);
  for (const [key, cell] of branch.across ?? [])
    if (others.members!.has(key.id)) yield* mergeCell(cellOf(beyond, others, context.plan), cell, context.pace);
  const gathered = findCell(beyond, others);
  if (gathered) branch.across?.set(others, gathered);
  for (const child of branch.children?.values() ?? []) {
    if (context.pace.isDue()) yield;
    yield* gatherIn(child, others, context);
  }
}
