/**
 * (c) Packing a book against loading it once, and loading it afterwards against loading the same rows fresh: a
 * twentieth of the rows was edited four times each. On stores in memory, so that only our own work counts.
 */
import * as Y from 'yjs';
import { composeCommit } from '../../../src/book/compose.ts';
import { modules } from '../../../src/modules/index.ts';
import { createSchema } from '../../../src/schema/module.ts';
import { createMemoryDocuments } from '../../../src/storage/memory-documents.ts';
import { BookHost } from '../../../sync-server/relay/book-host.ts';
import { PackArchive } from '../../../sync-server/relay/pack-archive.ts';
import { RefusalLedger } from '../../../sync-server/relay/refusal-ledger.ts';
import { median, benchRow, type BenchPart } from '../bench-row.ts';
import { benchClock, BULK_ROWS, loadedReplica, stateOfFeeds } from './book-of-rows.ts';
import { productRow, SHAPES, TABLE } from './product-rows.ts';

export const benchPack: BenchPart = async function* ({ rows, samples }) {
  const fresh = stateOfFeeds(rows, BULK_ROWS);
  const edited = stateWithEdits(fresh, rows);
  const times = { load: [] as number[], pack: [] as number[], after: [] as number[], fresh: [] as number[] };
  // One more than counted: the first runs cold code.
  for (let sample = 0; sample <= samples; sample++) {
    const host = hostOf(edited);
    const load = await millis(() => host.open());
    const pack = await millis(() => host.pack());
    const packed = Y.encodeStateAsUpdate(host.replica.doc);
    host.destroy();
    const after = await millis(() => loadedReplica(packed).destroy());
    const again = await millis(() => loadedReplica(fresh).destroy());
    if (sample === 0) continue;
    times.load.push(load);
    times.pack.push(pack);
    times.after.push(after);
    times.fresh.push(again);
  }
  const size = `${rows / 1_000}k`;
  yield benchRow(
    {
      name: `pack ${size} rows`,
      value: median(times.pack),
      unit: 'ms',
      peer: 'one load of the book',
      peerValue: median(times.load)
    },
    { against: 'peer', most: 2 }
  );
  yield benchRow(
    {
      name: `load ${size} rows after a pack`,
      value: median(times.after),
      unit: 'ms',
      peer: 'load of fresh rows',
      peerValue: median(times.fresh)
    },
    { against: 'peer', most: 1.2 }
  );
};

async function millis(work: () => unknown): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function stateWithEdits(state: Uint8Array, rows: number): Uint8Array {
  const replica = loadedReplica(state);
  replica.doc.clientID = 8;
  const clock = benchClock('editorse');
  clock.adopt([...replica.fold.ids()].sort().pop()!);
  for (let turn = 0; turn < 4; turn++)
    for (let i = 0; i < rows; i += 20) {
      const edit = { table: TABLE, rows: [{ id: productRow(i)[0], values: { retailPrice: 10_000 + turn } }] };
      replica.append(
        composeCommit(replica.fold, { id: clock.next(), by: 'bench', on: 'benchdev', action: 'edit', writes: [edit] })
      );
    }
  return Y.encodeStateAsUpdate(replica.doc);
}

function hostOf(state: Uint8Array): BookHost {
  const documents = createMemoryDocuments(new Map());
  const setup = {
    book: 'org',
    schema: createSchema(modules),
    shapes: SHAPES,
    clock: benchClock('relayses'),
    client: 9,
    refusals: new RefusalLedger(documents as never),
    archive: new PackArchive(documents as never),
    log: { load: async () => ({ snapshot: state, updates: [] }), append: async () => undefined }
  };
  return new BookHost(setup, 'benchdev.relayses');
}
