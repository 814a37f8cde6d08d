/**
 * The groups while they are being counted: rows are added to the innermost groups alone, and what stands above them is
 * put together afterwards.
 */
import type { GroupKey } from './group-key.ts';
import type { Pace, Steps } from './pace.ts';
import type { CellTallies } from './report-result.ts';
import type { RowPlan } from './row-plan.ts';
import { addValue, emptyTally, mergeTally } from './tally.ts';
import type { When } from './periods.ts';

export interface Branch {
  /** Null at the root. */
  readonly key: GroupKey | null;
  // Made when needed: an analysis of 20,000 products has as many branches, most of them with one cell.
  children: Map<GroupKey, Branch> | null;
  total: CellTallies | null;
  across: Map<GroupKey, CellTallies> | null;
}

export function createBranch(key: GroupKey | null): Branch {
  return { key, children: null, total: null, across: null };
}

/** Null across is the total over all groups across. */
export function findCell({ total, across }: Branch, key: GroupKey | null): CellTallies | null {
  return key === null ? total : (across?.get(key) ?? null);
}

export interface CountedRows {
  readonly root: Branch;
  readonly unknownRows: number;
}

/** Reads each row once. */
export function* countRows<Row>(plan: RowPlan<Row>, rows: Iterable<Row>, pace: Pace): Steps<CountedRows> {
  const root = createBranch(null);
  let unknownRows = 0;
  for (const row of rows) {
    if (pace.isDue()) yield;
    for (let time = 0; time < plan.whens.length; time++) {
      const verdict = plan.judge(row, plan.whens[time]!);
      if (verdict === 'kept') addRow({ plan, root }, row, time);
      else if (verdict === 'unknown' && time === 0) unknownRows++;
    }
  }
  return { root, unknownRows };
}

interface Counting<Row> {
  readonly plan: RowPlan<Row>;
  readonly root: Branch;
}

function addRow<Row>({ plan, root }: Counting<Row>, row: Row, time: number): void {
  const when = plan.whens[time] as When;
  let branch = root;
  for (const keyOf of plan.keyers) {
    const key = keyOf(row, when);
    const children: Map<GroupKey, Branch> = (branch.children ??= new Map());
    let child = children.get(key);
    if (!child) children.set(key, (child = createBranch(key)));
    branch = child;
  }
  const across = plan.keyAcross ? plan.keyAcross(row, when) : null;
  const cell = cellOf(branch, across, plan);
  if (time === 0) cell.rows++;
  const tallies = cell.byTime[time]!;
  for (let i = 0; i < plan.measures.length; i++) {
    const { measure, take } = plan.measures[i]!;
    const value = take(row, when);
    if (value !== undefined) addValue(tallies[i]!, measure.of, value);
  }
}

type CellShape = Pick<RowPlan<never>, 'whens'> & { readonly measures: readonly unknown[] };

export function cellOf(branch: Branch, across: GroupKey | null, shape: CellShape): CellTallies {
  const known = findCell(branch, across);
  if (known) return known;
  const cell = emptyCell(shape);
  if (across === null) branch.total = cell;
  else (branch.across ??= new Map()).set(across, cell);
  return cell;
}

export function emptyCell({ whens, measures }: CellShape): CellTallies {
  return { rows: 0, byTime: whens.map(() => measures.map(emptyTally)) };
}

export function* mergeCell(into: CellTallies, from: CellTallies, pace: Pace): Steps<void> {
  into.rows += from.rows;
  for (let time = 0; time < from.byTime.length; time++) {
    const [tallies, more] = [into.byTime[time]!, from.byTime[time]!];
    for (let i = 0; i < more.length; i++) {
      if (pace.isDue()) yield;
      yield* mergeTally(tallies[i]!, more[i]!, pace);
    }
  }
}

/** Fills what stands above the innermost groups: their sums up to the root, and the totals over the groups across. */
export function* sumUp(branch: Branch, shape: CellShape, pace: Pace): Steps<void> {
  if (branch.children) {
    for (const child of branch.children.values()) {
      yield* sumUp(child, shape, pace);
      yield* mergeCells(branch, child, { shape, pace });
    }
  } else if (branch.across) {
    for (const cell of branch.across.values()) yield* mergeCell(cellOf(branch, null, shape), cell, pace);
  }
}

export interface Merging {
  readonly shape: CellShape;
  readonly pace: Pace;
}

export function* mergeCells(into: Branch, from: Branch, { shape, pace }: Merging): Steps<void> {
  if (from.total) yield* mergeCell(cellOf(into, null, shape), from.total, pace);
  for (const [key, cell] of from.across ?? []) yield* mergeCell(cellOf(into, key, shape), cell, pace);
}
