/**
 * Rows written by the relay itself, as an ordinary peer with its own feed: demo data, the people directory. Each commit
 * is stamped with the moment its rows say they happened, so that history reads as the business went.
 */
import { createClock } from '#kernel/stamp.ts';
import { drawSessionId } from '#kernel/ids.ts';
import { assert } from '#kernel/result.ts';
import type { Commit, Scalar, WrittenRow } from '#protocol/commit.ts';
import { bookOfRow } from '#schema/book-name.ts';
import { IMPORT_ROWS_PER_COMMIT } from '#schema/limits.ts';
import type { Schema } from '#schema/module.ts';
import { RELAY_DEVICE, type Hub } from './hub.ts';

export interface SeedRow {
  readonly table: string;
  readonly id: string;
  readonly values: Readonly<Record<string, Scalar>>;
  readonly by: string;
  /** Milliseconds since 1970, UTC; rows come in ascending order. */
  readonly at: number;
}

export interface Seeding {
  readonly schema: Schema;
  readonly rows: Iterable<SeedRow>;
  readonly random: () => number;
}

interface Batch {
  readonly book: string;
  readonly table: string;
  readonly by: string;
  readonly at: number;
  readonly rows: WrittenRow[];
}

/** Rows of one book, table, author and moment become one commit. */
export async function seedRows(hub: Hub, { schema, rows, random }: Seeding): Promise<void> {
  let at = 0;
  const clock = createClock({ device: RELAY_DEVICE, session: drawSessionId(random), now: () => at });
  for (const batch of gather(schema, rows)) {
    at = batch.at;
    const opening = hub.open({ book: batch.book, epoch: 1 });
    assert(opening, `The book ${batch.book} is allowed by no table.`);
    const { host } = await opening;
    const columns = Object.keys(schema.tables.get(batch.table)!.columns);
    const commit: Commit = {
      id: clock.next(),
      by: batch.by,
      on: RELAY_DEVICE,
      action: 'relay.seed',
      writes: [{ table: batch.table, new: true, columns, rows: batch.rows }]
    };
    void host.appendOwn(commit);
  }
  await hub.settle();
}

function* gather(schema: Schema, rows: Iterable<SeedRow>): IterableIterator<Batch> {
  let batches = new Map<string, Batch>();
  let day = -1;
  for (const { table: tableId, id, values, by, at } of rows) {
    const table = schema.tables.get(tableId);
    assert(table, `There is no table ${tableId}.`);
    const book = bookOfRow(table, values);
    assert(book.ok, `A seeded row of ${tableId} belongs to no book.`);
    if (at !== day) {
      yield* batches.values();
      batches = new Map();
      day = at;
    }
    const key = `${book.value} ${tableId} ${by}`;
    let batch = batches.get(key);
    if (batch && batch.rows.length >= IMPORT_ROWS_PER_COMMIT) {
      yield batch;
      batch = undefined;
    }
    if (!batch) batches.set(key, (batch = { book: book.value, table: tableId, by, at, rows: [] }));
    batch.rows.push([id, ...Object.keys(table.columns).map((name) => values[name] ?? null)]);
  }
  yield* batches.values();
}
