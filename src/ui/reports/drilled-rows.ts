/** The rows behind a number with what each of them brings to it, so that they can be added up again. */
import type { RowId } from '#kernel/ids.ts';
import { drillDown, type DrillWish } from '#report/drill-down.ts';
import { Pace, type Steps } from '#report/pace.ts';
import type { ReportInput } from '#report/report-source.ts';
import { planRows } from '#report/row-plan.ts';
import type { ComputedValue } from '#schema/computed.ts';
import type { RowArray } from '#schema/table.ts';

export interface DrilledRow {
  readonly id: RowId;
  /** Null where the number is made of more than one value a row, as in a ratio. */
  readonly value: ComputedValue;
}

export interface Drilled {
  /** The first ones, as many as were asked for; rows with errors come first. */
  readonly rows: readonly DrilledRow[];
  readonly count: number;
  readonly errors: number;
  /** Of all rows, only of a sum or a count. */
  readonly sum: number | null;
}

export interface DrillAsked {
  readonly input: ReportInput<RowArray>;
  readonly wish: DrillWish & { readonly measure: string };
  readonly limit: number;
}

export function* drilledRows({ input, wish, limit }: DrillAsked): Steps<Drilled> {
  const { rows, errors } = yield* drillDown(input, wish);
  const ids = new Set([...errors, ...rows]);
  const plan = planRows(input).measures.find(({ measure }) => measure.id === wish.measure);
  const isPlain = plan !== undefined && plan.measure.of !== 'ratio' && plan.measure.of !== 'level';
  const isAdded = plan?.measure.of === 'sum' || plan?.measure.of === 'count';
  const pace = new Pace();
  const values = new Map<RowId, ComputedValue>();
  let sum = 0;
  for (const row of isPlain ? input.source.rows() : []) {
    if (pace.isDue()) yield;
    const id = input.source.idOf(row);
    if (!ids.has(id)) continue;
    const value = plan?.take(row, wish.when ?? 'now') ?? null;
    values.set(id, value);
    if (typeof value === 'number') sum += value;
  }
  return {
    rows: [...ids].slice(0, limit).map((id) => ({ id, value: values.get(id) ?? null })),
    count: rows.length,
    errors: errors.length,
    sum: isAdded ? sum : null
  };
}
