/** (d) What one cell edit costs the book (compose, append to the feed, fold), at 100,000 rows and at a tenth of them. */
import { composeCommit } from '../../../src/book/compose.ts';
import type { BookReplica } from '../../../src/book/replica.ts';
import { createChance } from '../../support/random.ts';
import { median, benchRow, type BenchPart } from '../bench-row.ts';
import { benchClock, BULK_ROWS, loadedReplica, stateOfFeeds } from './book-of-rows.ts';
import { productRow, TABLE } from './product-rows.ts';

const EDITS = 2_000;

export const benchEditCost: BenchPart = async function* ({ rows, samples }) {
  const many = editorOf(rows);
  const few = editorOf(rows / 10);
  const costs = { many: [] as number[], few: [] as number[] };
  many();
  few();
  for (let sample = 0; sample < samples; sample++) {
    costs.few.push(few());
    costs.many.push(many());
  }
  yield benchRow(
    {
      name: 'one edit in the fold',
      value: median(costs.many),
      unit: 'µs',
      peer: 'a tenth of the rows',
      peerValue: median(costs.few)
    },
    { against: 'peer', most: 1.5 }
  );
};

/** Each call edits `EDITS` rows drawn at random and gives back the CPU time of one. */
function editorOf(rows: number): () => number {
  const replica = loadedReplica(stateOfFeeds(rows, BULK_ROWS));
  const clock = benchClock('editorse');
  clock.adopt([...replica.fold.ids()].sort().pop()!);
  const chance = createChance(1);
  const edit = (replica: BookReplica): void => {
    const change = {
      table: TABLE,
      rows: [{ id: productRow(chance.below(rows))[0], values: { retailPrice: chance.below(1e6) } }]
    };
    replica.append(
      composeCommit(replica.fold, { id: clock.next(), by: 'bench', on: 'benchdev', action: 'edit', writes: [change] })
    );
  };
  return () => {
    globalThis.gc?.();
    const before = process.cpuUsage();
    for (let i = 0; i < EDITS; i++) edit(replica);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / EDITS;
  };
}
