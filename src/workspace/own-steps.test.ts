import { expect, test } from 'vitest';
import { parseFeedName } from '#book/feed-name.ts';
import { contextOf } from '#book/fold.ts';
import { packTables } from '#book/pack.ts';
import { BookReplica } from '#book/replica.ts';
import { rowIdOf } from '#kernel/ids.ts';
import { createClock } from '#kernel/stamp.ts';
import { contentOfStep, ownSteps, type OwnStep } from './own-steps.ts';
import { addProduct, DeskDisk, NOON, exchange, openDesk, type Desk } from './desk.fixture.ts';

const TABLE = 'catalogue.products';

function stepsOf({ workspace }: Desk, limit = 20): readonly OwnStep[] {
  return ownSteps(workspace.shelf.books.values(), workspace.person.user, limit);
}
function rename({ workspace }: Desk, row: string, name: string): void {
  expect(workspace.edit([{ table: TABLE, row, values: { name } }]).ok).toBe(true);
}
function nameOf({ workspace }: Desk, row: string): unknown {
  return workspace.tables.values(TABLE, row)?.['name'];
}

test('[WORK 14] an older step is taken back alone, and given back', async () => {
  const desk = await openDesk(new DeskDisk());
  const [one, other] = [addProduct(desk), addProduct(desk, { sku: 'F2' })];
  rename(desk, one, 'one');
  rename(desk, other, 'other');
  const older = stepsOf(desk)[1]!;
  expect(desk.workspace.reverse(older.latest, 'undo').ok).toBe(true);
  expect([nameOf(desk, one), nameOf(desk, other)]).toEqual(['镜架', 'other']);
  expect(stepsOf(desk).map(({ stands }) => stands)).toEqual(['done', 'undone', 'done', 'done']);
  const undone = stepsOf(desk)[1]!;
  expect(undone.key).toBe(older.key);
  expect(desk.workspace.reverse(undone.latest, 'redo').ok).toBe(true);
  expect(nameOf(desk, one)).toBe('one');
  expect(stepsOf(desk)[1]!.stands).toBe('done');
});

test('[WORK 15] the steps outlive a reload, and Ctrl+Z begins anew', async () => {
  const disk = new DeskDisk();
  const before = await openDesk(disk);
  const row = addProduct(before);
  rename(before, row, 'one');
  await before.saved();
  const after = await openDesk(disk);
  expect(after.workspace.undo()).toMatchObject({ ok: false, rule: 'nothing-to-undo' });
  const [step] = stepsOf(after);
  expect(after.workspace.reverse(step!.latest, 'undo').ok).toBe(true);
  expect(nameOf(after, row)).toBe('镜架');
  expect(after.workspace.redo().ok).toBe(true);
  expect(nameOf(after, row)).toBe('one');
});

test('[WORK 16] Ctrl+Z passes over what the list took back', async () => {
  const desk = await openDesk(new DeskDisk());
  const row = addProduct(desk);
  rename(desk, row, 'one');
  const other = addProduct(desk, { sku: 'F2' });
  expect(desk.workspace.reverse(stepsOf(desk)[1]!.latest, 'undo').ok).toBe(true);
  expect(desk.workspace.undo().ok).toBe(true);
  expect(desk.workspace.tables.isDeleted(TABLE, other)).toBe(true);
  expect(desk.workspace.undo().ok, 'the first product').toBe(true);
  expect(desk.workspace.tables.isDeleted(TABLE, row)).toBe(true);
});

test('[WORK 17] only what this person did is listed, with what it wrote', async () => {
  const [ann, bob] = [await openDesk(new DeskDisk('desk0001')), await openDesk(new DeskDisk('desk0002'), 'bob')];
  const row = addProduct(ann);
  exchange(ann, bob);
  rename(bob, row, 'bob’s');
  expect(stepsOf(bob)).toHaveLength(1);
  expect(contentOfStep(bob.workspace.shelf.books, stepsOf(bob)[0]!.step)).toEqual({
    table: TABLE,
    rows: 1,
    cells: 1,
    first: { row, column: 'name' }
  });
  exchange(ann, bob);
  expect(ann.workspace.edit([{ table: TABLE, row, values: { name: 'seen' } }], 'rows.mark').ok).toBe(true);
  expect(stepsOf(ann), 'a mark is no step').toHaveLength(1);
  expect(stepsOf(ann, 0)).toEqual([]);
});

/** What the relay does to a book whose commits are mostly dead, as it reaches this desk. */
function pack({ shelf }: Desk, name: string): void {
  const { replica } = shelf.openEmpty(name);
  if (!(replica instanceof BookReplica)) throw new Error('This desk holds no document.');
  const { doc, fold } = replica;
  const id = createClock({ device: 'relay000', session: 'relay000', now: () => NOON }).next();
  const texts = packTables({
    id,
    tables: fold.tables.values(),
    context: contextOf(fold.ids(), fold.context),
    firstAccepted: fold.firstAccepted,
    headOf: (stamp) => fold.headOf(stamp)
  });
  doc.transact(() => {
    for (const feed of [...doc.share.keys()])
      if (parseFeedName(feed)) doc.getArray(feed).delete(0, doc.getArray(feed).length);
    doc.getArray<string>(`pack/${id}`).push(texts);
  }, 'relay');
}

test.each([['wuchang'], ['hankou']])(
  '[WORK 18] a step over the books of two shops is not taken back by half once that of %s is packed',
  async (packed) => {
    const desk = await openDesk(new DeskDisk());
    const product = addProduct(desk);
    const rows = ['wuchang', 'hankou'].map((shop) => ({
      id: rowIdOf(desk.clock.next(), 0),
      values: { product, shop: `shop:${shop}`, quantity: 2, reason: 'received', on: '2026-08-01' }
    }));
    const receive = { table: 'inventory.movements', create: true, rows };
    expect(desk.workspace.write([receive], { action: 'inventory.receive' }).ok).toBe(true);
    expect(stepsOf(desk)[0]!.step.commits).toHaveLength(2);
    pack(desk, `shop@${packed}@2026-08`);
    expect(stepsOf(desk).map(({ step }) => step.action)).toEqual(['rows.add']);
  }
);
