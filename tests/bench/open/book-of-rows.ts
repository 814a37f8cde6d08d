/** Builds the stored form of a book: the same rows as commits in feeds, or as Y.Map of Y.Map. */
import * as Y from 'yjs';
import { BookReplica } from '../../../src/book/replica.ts';
import { createClock, writerOf, type Clock } from '../../../src/kernel/stamp.ts';
import { commitToText, type WrittenRow } from '../../../src/protocol/commit.ts';
import { COLUMNS, productRows, SHAPES, TABLE } from './product-rows.ts';

export const BULK_ROWS = 1_000;
const DEVICE = 'benchdev';
const AT = Date.UTC(2026, 10, 1);

export function benchClock(session = 'benchses'): Clock {
  return createClock({ device: DEVICE, session, now: () => AT });
}

/** A replica with nothing in it; whoever wrote what it will load had another Yjs client id. */
function emptyReplica(client: number): BookReplica {
  return new BookReplica({ shapes: SHAPES, clock: benchClock('readerse'), client });
}

export function loadedReplica(state: Uint8Array): BookReplica {
  const replica = emptyReplica(7);
  replica.load([state]);
  return replica;
}

/** The state of a book into which `count` rows came in commits of `rowsPerCommit`. */
export function stateOfFeeds(count: number, rowsPerCommit: number): Uint8Array {
  const clock = benchClock();
  const rows = productRows(count);
  const replica = emptyReplica(6);
  const texts: string[] = [];
  for (let from = 0; from < rows.length; from += rowsPerCommit)
    texts.push(creation(clock, rows.slice(from, from + rowsPerCommit)));
  replica.appendTexts(writerOf(clock.next()), texts);
  const state = Y.encodeStateAsUpdate(replica.doc);
  replica.destroy();
  return state;
}

function creation(clock: Clock, rows: readonly WrittenRow[]): string {
  const writes = [{ table: TABLE, new: true as const, columns: COLUMNS, rows }];
  return commitToText({ id: clock.next(), by: 'bench', on: DEVICE, action: 'import', writes });
}

export function stateOfNestedMaps(count: number): Uint8Array {
  const doc = new Y.Doc();
  const table = doc.getMap<Y.Map<unknown>>('rows');
  doc.transact(() => {
    for (const [id, ...values] of productRows(count)) {
      const row = new Y.Map<unknown>();
      values.forEach((value, i) => row.set(COLUMNS[i]!, value));
      table.set(id, row);
    }
  });
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return state;
}

/** What a screen reads of nested maps: one array a row, by id. */
export function tableOfNestedMaps(doc: Y.Doc): Map<string, unknown[]> {
  const table = new Map<string, unknown[]>();
  doc.getMap<Y.Map<unknown>>('rows').forEach((row, id) => table.set(id, [id, ...COLUMNS.map((name) => row.get(name))]));
  return table;
}

/** The floor: one JSON.parse of all rows, then a Map by id (rule 32). */
export function parseIntoMap(text: string): Map<string, WrittenRow> {
  const table = new Map<string, WrittenRow>();
  for (const row of JSON.parse(text) as WrittenRow[]) table.set(row[0], row);
  return table;
}
