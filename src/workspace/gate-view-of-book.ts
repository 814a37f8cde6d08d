/** Answers the gate's questions from an open book: the browser judges with what it last knew, the relay with the present. */
import { rowToValues } from '#book/compose.ts';
import type { GateView } from '#gate/gate-view.ts';
import type { Clock } from '#kernel/stamp.ts';
import type { Schema } from '#schema/module.ts';
import type { OpenBook } from './shelf.ts';

/** Stamps and replaced values are this device's own making here, so only the relay checks those. */
export function gateViewOfBook(schema: Schema, { name, replica }: OpenBook, clock: Clock): GateView {
  const { fold } = replica;
  return {
    book: name,
    schema,
    now: clock.now(),
    highWater: () => undefined,
    hasRow: (table, row) => fold.table(table).has(row),
    row: (table, row) => rowToValues(fold.table(table), row),
    wroteCell: () => true
  };
}
