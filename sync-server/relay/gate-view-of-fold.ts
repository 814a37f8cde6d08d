/** Answers the gate's questions from a fold. The browser has the same adapter beside its own folds. */
import { rowToValues } from '#book/compose.ts';
import type { Fold } from '#book/fold.ts';
import type { GateView } from '#gate/gate-view.ts';
import { DELETED_COLUMN } from '#schema/table.ts';
import type { Schema } from '#schema/module.ts';
import type { Clock } from '#kernel/stamp.ts';

export interface FoldForGate {
  readonly book: string;
  readonly schema: Schema;
  readonly clock: Clock;
  readonly fold: Fold;
  readonly highWater: ReadonlyMap<string, string>;
  /** Ids that were judged and refused. */
  readonly refusedIds: ReadonlySet<string>;
}

export function gateViewOf({ book, schema, clock, fold, highWater, refusedIds }: FoldForGate): GateView {
  return {
    book,
    schema,
    now: clock.now(),
    highWater: (writer) => highWater.get(writer),
    hasRow: (table, row) => fold.table(table).has(row),
    row: (table, row) => rowToValues(fold.table(table), row),
    wroteCell(tableId, row, column, stamp) {
      if (fold.isCovered(stamp) || refusedIds.has(stamp)) return true;
      const table = fold.table(tableId);
      if (table.writesOf(row, column).some((write) => write.stamp === stamp)) return true;
      return (
        column === DELETED_COLUMN &&
        table.columnsWritten(row).some((c) => table.writesOf(row, c).some((w) => w.stamp === stamp))
      );
    }
  };
}
