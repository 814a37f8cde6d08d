/** Packing, rule by rule: fewer words for the same tables, and what it covers stays as it was judged. */
import { expect, it } from 'vitest';
import type { Commit } from '#protocol/commit.ts';
import { cellOf, foldOf, newWorker, orderMark, shapes } from './commits.fixture.ts';
import { contextOf, Fold } from './fold.ts';
import { packTables } from './pack.ts';
import { digestTables } from './table-digest.ts';

function packOf(fold: Fold, ms = 90_000): string[] {
  return packTables({
    id: newWorker('relay', ms).clock.next(),
    tables: fold.tables.values(),
    context: contextOf(fold.ids(), fold.context),
    firstAccepted: fold.firstAccepted,
    headOf: (stamp) => fold.headOf(stamp)
  });
}

/** Packs first, as a book is read. */
const foldPacked = (pack: readonly string[], ...later: readonly Commit[]): Fold => foldOf(...pack, ...later);

function aDispute(): { commits: Commit[]; ann: ReturnType<typeof newWorker> } {
  const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
  const born = ann.add('r1', { name: 'a', price: 100, stock: 1 });
  bob.sees(born);
  return {
    ann,
    commits: [
      born,
      ann.edit('r1', { price: 120 }),
      bob.edit('r1', { price: 130 }),
      ann.edit('r1', { stock: 2 }),
      ann.edit('r1', { stock: 3 })
    ]
  };
}

it('[BOOK 50] shows the same tables, and its commits are gone from the book', () => {
  const { commits } = aDispute();
  const packed = foldPacked(packOf(foldOf(...commits)));
  expect([digestTables(packed), packed.commitCount]).toEqual([digestTables(foldOf(...commits)), 0]);
});

it('[BOOK 51] keeps both sides of an undecided conflict, the value from before it, and who wrote them', () => {
  const { commits } = aDispute();
  const packed = foldPacked(packOf(foldOf(...commits)));
  expect(cellOf(packed, 'r1', 'price')).toEqual({ shown: 130, heads: [120, 130], conflict: true });
  expect(packed.table('items').computedRow('r1')?.[2]).toBe(100);
  const heads = packed.table('items').cell('r1', 'price').heads;
  expect(heads.map(({ stamp }) => packed.headOf(stamp)?.by)).toEqual(['ann', 'bob']);
});

it('[BOOK 52] a decision over packed heads reads as it would have before', () => {
  const { commits } = aDispute();
  const chief = newWorker('chief', 200);
  chief.sees(...commits);
  const decision = chief.edit('r1', { price: 125 });
  const packed = foldPacked(packOf(foldOf(...commits)), decision);
  expect(cellOf(packed, 'r1', 'price')).toEqual({ shown: 125, heads: [125], conflict: false });
});

it('[BOOK 53] a commit that it covers stays dead when it is appended again, whoever brings it', () => {
  const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
  const born = ann.add('r1', { name: 'a' });
  bob.sees(born);
  const [old, replaced] = [ann.edit('r1', { name: 'old' }), ann.edit('r1', { name: 'new' })];
  bob.sees(old, replaced);
  const last = bob.edit('r1', { name: 'bob’s' });
  const pack = packOf(foldOf(born, old, replaced, last));
  const packed = foldPacked(pack, old, born, replaced);
  expect(cellOf(packed, 'r1', 'name')).toEqual({ shown: 'bob’s', heads: ['bob’s'], conflict: false });
  expect(packed.digest()).toBe(foldPacked(pack).digest());
  expect(packed.add(JSON.stringify(old))).toBeNull();
});

it('[BOOK 54] a commit of a covered session that is newer than the context counts', () => {
  const { commits, ann } = aDispute();
  const pack = packOf(foldOf(...commits));
  const later = ann.edit('r1', { stock: 9 });
  expect(cellOf(foldPacked(pack, later), 'r1', 'stock').shown).toBe(9);
});

it('[BOOK 55] a refused commit, whose stamp lies below the context, does not come to life', () => {
  const ann = newWorker('ann');
  const born = ann.add('r1', { name: 'a' });
  const refused = ann.edit('r1', { name: 'refused' });
  const after = ann.edit('r1', { stock: 1 });
  const pack = packOf(foldOf(born, after));
  expect(cellOf(foldPacked(pack, refused), 'r1', 'name')).toEqual({ shown: 'a', heads: ['a'], conflict: false });
});

it('[BOOK 56] keeps which of two facts came first, and the other in the list', () => {
  const [ann, bob, relay] = [newWorker('ann'), newWorker('bob', 50), newWorker('relay', 900)];
  const [older, newer] = [ann.move('m1', 3), bob.move('m1', 5)];
  const fold = foldOf(older, newer, orderMark(relay.clock, 'm1', newer.id));
  const moves = foldPacked(packOf(fold)).table('moves');
  expect([moves.row('m1')?.[2], moves.contested.get('m1')?.length]).toEqual([5, 2]);
});

it('[BOOK 57] of a pack covers it: packed twice shows the same', () => {
  const { commits, ann } = aDispute();
  const once = foldPacked(packOf(foldOf(...commits)), ann.edit('r1', { name: 'later' }));
  const twice = foldPacked(packOf(once, 190_000));
  expect(digestTables(twice)).toBe(digestTables(once));
  expect(foldOf(...packOf(new Fold(shapes))).commitCount).toBe(0);
});

it('[BOOK 58] keeps deleted rows deleted, and able to come back', () => {
  const ann = newWorker('ann');
  const commits = [ann.add('r1', { name: 'a' }), ann.edit('r1', { $deleted: true })];
  const pack = packOf(foldOf(...commits));
  expect(foldPacked(pack).table('items').isDeleted('r1')).toBe(true);
  expect(
    foldPacked(pack, ann.edit('r1', { $deleted: null }))
      .table('items')
      .row('r1')?.[1]
  ).toBe('a');
});
