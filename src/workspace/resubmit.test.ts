/** The clock was ahead: the same work under new stamps, in order, naming one another, and undo still knows it. */
import { expect, it } from 'vitest';
import { writerOf } from '#kernel/stamp.ts';
import { parseCommit, stampsReplaced, type Commit } from '#protocol/commit.ts';
import { addProduct, DeskDisk, NOON, openDesk, type Desk } from './desk.fixture.ts';
import { resubmitCommits } from './resubmit.ts';

const HOUR = 3_600_000;
const NEXT = { session: 'another0', client: 4_242 };

const waiting = ({ workspace }: Desk): Commit[] =>
  [...workspace.outbox.waitingIds].sort().map((id) => parseCommit(workspace.outbox.textOf(id)!)!);

/** The relay has refused everything as ahead, and the line has set the clock right. */
async function restamped(): Promise<{ desk: Desk; product: string; old: Commit[]; disk: DeskDisk }> {
  const disk = new DeskDisk();
  const desk = await openDesk(disk, 'ann', () => NOON + HOUR);
  const product = addProduct(desk);
  for (const name of ['one', 'two'])
    desk.workspace.edit([{ table: 'catalogue.products', row: product, values: { name } }]);
  await desk.saved();
  const old = waiting(desk);
  desk.workspace.renewSession(NEXT, -HOUR);
  const book = desk.shelf.books.get('org')!;
  resubmitCommits(desk.workspace, book, old.map(({ id }) => id).reverse());
  // The relay deletes what it refused.
  for (const name of [...book.replica.doc.share.keys()])
    if (!name.includes(NEXT.session)) book.replica.doc.getArray(name).delete(0, book.replica.doc.getArray(name).length);
  return { desk, product, old, disk };
}

it('[WORK 30] stamps commits again in their order, as a new session, with the time they were made', async () => {
  const { desk, old } = await restamped();
  const again = waiting(desk);
  expect(again.map(({ writes }) => writes[0]!.rows)).toEqual(old.map(({ writes }) => writes[0]!.rows));
  expect(new Set(again.map(({ id }) => writerOf(id)))).toEqual(new Set([`desk0001.${NEXT.session}`]));
  for (const { madeAt, id } of again) expect([madeAt, parseInt(id.slice(0, 9), 36)]).toEqual([NOON + HOUR, NOON]);
});

it('[WORK 31] maps the stamps that they name of one another', async () => {
  const { desk } = await restamped();
  const [added, one, two] = waiting(desk) as [Commit, Commit, Commit];
  const named = (commit: Commit) => stampsReplaced(commit, commit.writes[0]!.was?.[0]?.[0]);
  expect([named(one), named(two)]).toEqual([[added.id], [one.id]]);
  expect(desk.workspace.tables.cell('catalogue.products', added.writes[0]!.rows[0]![0], 'name')).toMatchObject({
    conflict: false,
    heads: [{ value: 'two' }]
  });
});

it('[WORK 32] writes on under the new Yjs client id, in feeds of the new session', async () => {
  const { desk } = await restamped();
  const { doc } = desk.shelf.books.get('org')!.replica;
  expect(doc.clientID).toBe(NEXT.client);
  expect(doc.store.clients.get(NEXT.client)?.length).toBeGreaterThan(0);
  const begun = desk.shelf.openEmpty('shop@wuchang@2026-08').replica.doc;
  expect(begun.clientID).toBe(NEXT.client);
});

it('[WORK 33] undo goes on under the new names', async () => {
  const { desk, product } = await restamped();
  expect(desk.workspace.undo().ok).toBe(true);
  expect(desk.workspace.tables.values('catalogue.products', product)?.['name']).toBe('one');
});

it('[WORK 34] after a crash in between a commit that comes later still names the new stamps', async () => {
  const { desk, old, disk } = await restamped();
  await desk.saved();
  const { renamed } = (await openDesk(disk)).workspace.outbox;
  expect([...renamed.keys()].sort()).toEqual(old.map(({ id }) => id));
});

it('[WORK 35] a clock that was set right goes on from what was accepted, not from the wrong future', async () => {
  const desk = await openDesk(new DeskDisk(), 'ann', () => NOON + HOUR);
  addProduct(desk);
  desk.workspace.renewSession(NEXT, -HOUR);
  expect(parseInt(desk.clock.next().slice(0, 9), 36)).toBe(NOON);
});
