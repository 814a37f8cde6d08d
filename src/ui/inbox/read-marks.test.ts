/** What a person has read: on all their devices, about the facts they saw, beside undo, and never a conflict. */
import { expect, it } from 'vitest';
import { addProduct, DeskDisk, exchange, NOON, openDesk, type Desk, WANTS_THREE } from '#workspace/desk.fixture.ts';
import { itemsIn, sortItems, type InboxItem } from './inbox-items.ts';
import { markRead, ReadMarks } from './read-marks.ts';

const SHOP = 'shop:wuchang';

const unread = ({ workspace }: Desk): InboxItem[] => {
  const marks = new ReadMarks(workspace);
  return [...itemsIn(workspace)].filter((item) => !marks.isRead(item));
};

const adjust = ({ workspace }: Desk, product: string, counted: number): void => {
  const done = workspace.run('inventory.adjust', { product, shop: SHOP, counted, note: '清点' });
  if (!done.ok) throw new Error(done.rule);
};

/** A shop that has fewer than it should of one product. */
async function shortDesk(device: string, user = 'ann'): Promise<{ desk: Desk; product: string }> {
  const desk = await openDesk(new DeskDisk(device), user);
  desk.workspace.write(
    [{ table: 'shops.shops', create: true, rows: [{ id: SHOP, values: { code: 'wuchang', name: '武昌店' } }] }],
    {
      action: 'rows.import'
    }
  );
  const product = addProduct(desk, WANTS_THREE);
  adjust(desk, product, 2);
  return { desk, product };
}

it('marks what was read in one commit that undo does not know, and marks nothing twice', async () => {
  const { desk } = await shortDesk('desk0001');
  const last = desk.workspace.undoStack.undoable;
  expect(unread(desk)).toHaveLength(1);
  const before = desk.workspace.outbox.waitingCount;
  expect(markRead(desk.workspace, [...itemsIn(desk.workspace)])).toMatchObject({ ok: true });
  expect(desk.workspace.outbox.waitingCount).toBe(before + 1);
  expect(unread(desk)).toEqual([]);
  expect(markRead(desk.workspace, [...itemsIn(desk.workspace)])).toBeNull();
  expect(desk.workspace.undoStack.undoable).toBe(last);
});

it('an alert that went away and came back with other facts is unread, and its mark is written again', async () => {
  const { desk, product } = await shortDesk('desk0001');
  markRead(desk.workspace, unread(desk));
  adjust(desk, product, 9);
  expect([...itemsIn(desk.workspace)]).toEqual([]);
  adjust(desk, product, 2);
  expect(unread(desk)).toHaveLength(1);
  markRead(desk.workspace, unread(desk));
  expect(unread(desk)).toEqual([]);
  expect(desk.workspace.tables.count('inbox.read')).toBe(1);
});

it('two devices of one person that mark apart what they see differently make no conflict', async () => {
  const { desk, product } = await shortDesk('desk0001');
  const other = await openDesk(new DeskDisk('desk0002'), 'ann', () => NOON + 60_000);
  const colleague = await openDesk(new DeskDisk('desk0003'), 'bob');
  const shop = `shop@wuchang@2026-08`;
  for (const desks of [other, colleague]) for (const book of ['org', shop]) exchange(desk, desks, book);
  markRead(desk.workspace, unread(desk));
  adjust(other, product, 1);
  markRead(other.workspace, unread(other));
  for (const book of ['org', shop]) exchange(desk, other, book);
  exchange(desk, colleague);
  for (const each of [desk, other]) {
    expect([...itemsIn(each.workspace)].map(({ kind }) => kind)).toEqual(['alerts']);
    expect(unread(each)).toEqual([]);
  }
  expect(unread(colleague)).toHaveLength(1);
});

it('the worst comes first, then the newest', () => {
  const item = (key: string, severity: 'critical' | 'warning', at: number): InboxItem => ({
    kind: 'troubles',
    key,
    severity,
    about: { book: 'org', sentence: key },
    facts: () => key,
    at: () => at
  });
  const list = [item('old', 'warning', 1), item('new', 'warning', 2), item('bad', 'critical', 0)];
  expect(sortItems(list).map(({ key }) => key)).toEqual(['bad', 'new', 'old']);
});
