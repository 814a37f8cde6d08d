/** One book in one document: feeds that roll over, changes told once, and packs that come at any moment. */
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createClock, writerOf } from '#kernel/stamp.ts';
import { newWorker, shapes, type Worker } from './commits.fixture.ts';
import { COMMITS_PER_FEED, feedName, parseFeedName } from './feed-name.ts';
import { historyOfCell, historyOfRow } from './history.ts';
import { BookReplica, type BookEvent } from './replica.ts';
import { digestTables } from './table-digest.ts';

let clients = 100;

function openReplica(worker: Worker = newWorker('any')): BookReplica {
  return new BookReplica({ shapes, clock: worker.clock, client: ++clients });
}

it('[BOOK 60] feeds roll over every 512 commits, and the next session of the device has feeds of its own', () => {
  const ann = newWorker('ann');
  const replica = openReplica(ann);
  for (let i = 0; i < COMMITS_PER_FEED * 2 + 1; i++) replica.append(ann.move(`m${i}`, 1));
  const lengths = [...replica.doc.share.keys()].sort().map((name) => [name, replica.doc.getArray(name).length]);
  const writer = writerOf(ann.clock.next());
  expect(lengths).toEqual([
    [feedName(writer, 0), 512],
    [feedName(writer, 1), 512],
    [feedName(writer, 2), 1]
  ]);
  const again = openReplica(ann);
  again.load([Y.encodeStateAsUpdate(replica.doc)]);
  again.append(ann.move('last', 1));
  expect(again.doc.getArray(feedName(writer, 2)).length).toBe(2);
});

it('[BOOK 61] names of feeds are matched whole', () => {
  expect(parseFeedName('aaaaaaaa.bbbbbbbb/7')).toEqual({
    kind: 'writer',
    device: 'aaaaaaaa',
    session: 'bbbbbbbb',
    part: 7
  });
  for (const name of [
    'aaaaaaaa.bbbbbbbb',
    'aaaaaaaa.bbbbbbbb/',
    'aaaaaaaa.bbbbbbbbb/0',
    'xaaaaaaaa.bbbbbbbb/0',
    'aaaaaaaa.bbbbbbbb/0\n',
    'AAAAAAAA.bbbbbbbb/0'
  ])
    expect(parseFeedName(name), name).toBeNull();
  expect(parseFeedName('pack/anything')).toEqual({ kind: 'pack' });
});

it('[BOOK 62] tells what came and what changed, once for each transaction', () => {
  const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
  const [here, there] = [openReplica(ann), openReplica(bob)];
  const events: BookEvent[] = [];
  there.listen((event) => events.push(event));
  const [born, edit] = [ann.add('r1', { name: 'a' }), ann.edit('r1', { name: 'b' })];
  here.append(born);
  here.append(edit);
  Y.applyUpdate(there.doc, Y.encodeStateAsUpdate(here.doc), 'relay');
  Y.applyUpdate(there.doc, Y.encodeStateAsUpdate(here.doc), 'relay');
  expect(events.map(({ added, removed, origin }) => ({ added, removed, origin }))).toEqual([
    { added: [born.id, edit.id], removed: [], origin: 'relay' }
  ]);
  expect(events[0]!.changes).toEqual([{ table: 'items', id: 'r1', before: undefined, after: ['r1', 'b', null, null] }]);
});

it('[BOOK 63] a deletion by the relay takes the commit out of the tables', () => {
  const ann = newWorker('ann');
  const replica = openReplica(ann);
  replica.append(ann.add('r1', { name: 'a' }));
  const refused = ann.edit('r1', { name: 'b' });
  replica.append(refused);
  const events: BookEvent[] = [];
  replica.listen((event) => events.push(event));
  replica.doc.getArray(feedName(writerOf(refused.id), 0)).delete(1, 1);
  expect([events[0]?.removed, replica.fold.table('items').row('r1')?.[1]]).toEqual([[refused.id], 'a']);
});

it('[BOOK 64] entries that are no texts are skipped by everybody alike', () => {
  const ann = newWorker('ann');
  const replica = openReplica(ann);
  const commit = ann.add('r1', { name: 'a' });
  const writer = writerOf(commit.id);
  replica.doc.getArray<unknown>(feedName(writer, 0)).push([5, { a: 1 }, 'no commit', null]);
  replica.doc.getArray<unknown>('elsewhere').push([JSON.stringify(commit)]);
  replica.append(commit);
  const again = openReplica();
  again.load([Y.encodeStateAsUpdate(replica.doc)]);
  expect([replica.fold.commitCount, again.fold.commitCount, digestTables(again.fold)]).toEqual([
    1,
    1,
    digestTables(replica.fold)
  ]);
});

it('[BOOK 65] opening a book teaches the clock every stamp in it', () => {
  const ahead = newWorker('ahead', 60_000);
  const replica = openReplica(ahead);
  const commit = ahead.add('r1', { name: 'a' });
  replica.append(commit);
  const clock = createClock({ device: 'late0000', session: 'session0', now: () => 5 });
  new BookReplica({ shapes, clock, client: 9 }).load([Y.encodeStateAsUpdate(replica.doc)]);
  expect(clock.next() > commit.id).toBe(true);
});

it('[BOOK 70] history goes from before to after, newest first, with who and what', () => {
  const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
  const born = ann.add('r1', { name: 'a' });
  bob.sees(born);
  const edit = bob.edit('r1', { name: 'b' });
  ann.sees(edit);
  ann.edit('r1', { name: null, stock: 4 });
  const told = historyOfRow(ann.fold, 'items', 'r1').map(({ by, action, column, before, after }) => [
    by,
    action,
    column,
    before,
    after
  ]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['ann', 'rows.add', null, null, null],
      ['bob', 'cells.edit', 'name', 'a', 'b'],
      ['ann', 'cells.edit', 'name', 'b', null],
      ['ann', 'cells.edit', 'stock', null, 4]
    ])
  );
  expect([told.length, told[3]?.[1]]).toEqual([4, 'rows.add']);
});

it('[BOOK 71] history names both sides of a conflict, each with what its author saw', () => {
  const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
  const born = ann.add('r1', { name: 'a' });
  bob.sees(born);
  ann.sees(bob.edit('r1', { name: 'bob’s' }));
  const late = newWorker('late', 90);
  late.sees(born);
  ann.sees(late.edit('r1', { name: 'late’s' }));
  const told = historyOfCell(ann.fold, { table: 'items', row: 'r1', column: 'name' });
  expect(told.map(({ by, before, after, disputed }) => [by, before, after, disputed])).toEqual([
    ['ann', null, 'a', false],
    ['bob', 'a', 'bob’s', true],
    ['late', 'a', 'late’s', true]
  ]);
});

it('[BOOK 72] the history of a row reads alike on all replicas, whichever cell they wrote first', () => {
  const [ann, bob, late] = [newWorker('ann'), newWorker('bob', 50), newWorker('late', 90)];
  const born = ann.add('r1', { name: 'a', stock: 1 });
  bob.sees(born);
  const stocked = bob.edit('r1', { stock: 2 });
  const both = ann.edit('r1', { name: 'b', stock: 3 });
  late.sees(born);
  late.sees(stocked);
  late.sees(both);
  ann.sees(stocked);
  const told = [ann, late].map(({ fold }) =>
    historyOfRow(fold, 'items', 'r1').map(({ stamp, column }) => [stamp, column])
  );
  expect(told[1]).toEqual(told[0]);
});
