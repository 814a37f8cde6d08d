/** What a person does at a desk, rule by rule: written at once, refused with a reason, undone in steps, never lost. */
import { describe, expect, it } from 'vitest';
import { parseCommit } from '#protocol/commit.ts';
import { addProduct, answerAll, DeskDisk, exchange, NOON, openDesk, type Desk } from './desk.fixture.ts';

const SHOPS = ['shop:wuchang', 'shop:hankou'] as const;
const MONTH = '2026-08';

const read = ({ workspace }: Desk, row: string, column: string) =>
  workspace.tables.values('catalogue.products', row)?.[column];

function receive({ workspace }: Desk, product: string, quantity: number, shop: string = SHOPS[0]) {
  return workspace.run('inventory.receive', { product, shop, quantity });
}

const onHand = ({ workspace }: Desk, product: string, shop: string = SHOPS[0]) =>
  workspace.engine.valueByKeys('inventory.stock', [product, shop], 'onHand');

/** Goods into both shops as one act: two books, one group. */
function receiveInBoth({ workspace, clock }: Desk, product: string) {
  const stamp = clock.next();
  const rows = SHOPS.map((shop, i) => ({
    id: `${workspace.person.device}.x.${stamp.slice(0, 12)}${i}`,
    values: { product, shop, quantity: 2, reason: 'received', on: '2026-08-01' }
  }));
  return workspace.write([{ table: 'inventory.movements', create: true, rows }], { action: 'inventory.receive' });
}

describe('writing', () => {
  it('[WORK 1] shows an edit at once, as one commit in the book of its row', async () => {
    const desk = await openDesk(new DeskDisk());
    const product = addProduct(desk);
    const written = desk.workspace.edit([
      { table: 'catalogue.products', row: product, values: { retailPrice: 128_000, name: 'x' } }
    ]);
    expect(written).toMatchObject({ ok: true, value: { action: 'cells.edit', commits: [{ book: 'org' }] } });
    expect([read(desk, product, 'retailPrice'), read(desk, product, 'name')]).toEqual([128_000, 'x']);
  });

  it('[WORK 2] writes nothing that the gate refuses, and names the cell', async () => {
    const desk = await openDesk(new DeskDisk());
    const product = addProduct(desk);
    const before = desk.workspace.outbox.waitingCount;
    const refused = desk.workspace.edit([{ table: 'catalogue.products', row: product, values: { retailPrice: -1 } }]);
    expect(refused).toMatchObject({ ok: false, rule: 'negative', cell: { row: product, column: 'retailPrice' } });
    expect([read(desk, product, 'retailPrice'), desk.workspace.outbox.waitingCount]).toEqual([null, before]);
    expect(desk.workspace.undoStack.undoable?.action).toBe('rows.add');
  });

  it('[WORK 3] over two books is all or nothing', async () => {
    const desk = await openDesk(new DeskDisk());
    const product = addProduct(desk);
    const row = (id: string, shop: string, quantity: number) => ({
      id: `${desk.workspace.person.device}.${id}`,
      values: { product, shop, quantity, reason: 'received', on: '2026-08-01' }
    });
    const rows = [row('a', SHOPS[0], 1), row('b', SHOPS[1], -1)];
    const refused = desk.workspace.write([{ table: 'inventory.movements', create: true, rows }], {
      action: 'inventory.receive'
    });
    expect(refused).toMatchObject({ ok: false, rule: 'wrong-sign' });
    expect(desk.workspace.tables.count('inventory.movements')).toBe(0);
  });

  it('[WORK 4] an action plans, computes what follows, and refuses what its form does not allow', async () => {
    const desk = await openDesk(new DeskDisk());
    const product = addProduct(desk);
    expect(receive(desk, product, 3)).toMatchObject({
      ok: true,
      value: { commits: [{ book: `shop@wuchang@${MONTH}` }] }
    });
    expect(onHand(desk, product)).toBe(3);
    expect(receive(desk, product, 0)).toMatchObject({
      ok: false,
      cell: { table: 'inventory.receive', column: 'quantity' }
    });
    expect(desk.workspace.run('sales.sell', {})).toMatchObject({ ok: false, rule: 'newer-version' });
    expect(onHand(desk, product)).toBe(3);
  });

  it('[WORK 5] to a row that is not here is refused with what it depends on', async () => {
    const desk = await openDesk(new DeskDisk());
    expect(desk.workspace.edit([{ table: 'catalogue.products', row: 'nowhere', values: { name: 'x' } }])).toMatchObject(
      { ok: false, rule: 'depends-on' }
    );
  });

  it('[WORK 6] deletes rows and restores them', async () => {
    const desk = await openDesk(new DeskDisk());
    const product = addProduct(desk);
    desk.workspace.deleteRows('catalogue.products', [product]);
    expect([
      desk.workspace.tables.count('catalogue.products'),
      desk.workspace.reader.row('catalogue.products', product)
    ]).toEqual([0, undefined]);
    desk.workspace.restoreRows('catalogue.products', [product]);
    expect(desk.workspace.reader.row('catalogue.products', product)?.['sku']).toBe('F1');
  });

  it('[WORK 7] decides a conflict for everybody', async () => {
    const [ann, bob] = [await openDesk(new DeskDisk('desk0001')), await openDesk(new DeskDisk('desk0002'), 'bob')];
    const product = addProduct(ann);
    exchange(ann, bob);
    ann.workspace.edit([{ table: 'catalogue.products', row: product, values: { retailPrice: 100 } }]);
    bob.workspace.edit([{ table: 'catalogue.products', row: product, values: { retailPrice: 200 } }]);
    exchange(ann, bob);
    for (const { workspace } of [ann, bob])
      expect([...workspace.tables.conflictsOf('catalogue.products', product)]).toEqual(['retailPrice']);
    expect(
      ann.workspace.heads('catalogue.products', product, 'retailPrice').map(({ by, value }) => [by, value])
    ).toEqual(
      expect.arrayContaining([
        ['ann', 100],
        ['bob', 200]
      ])
    );
    expect(bob.workspace.decide('catalogue.products', product, { retailPrice: 150 }).ok).toBe(true);
    exchange(ann, bob);
    for (const desk of [ann, bob]) {
      expect([...desk.workspace.tables.conflictsOf('catalogue.products', product)]).toEqual([]);
      expect(read(desk, product, 'retailPrice')).toBe(150);
    }
  });

  it('[WORK 8] tells its listeners which rows changed, with those that are computed from them', async () => {
    const desk = await openDesk(new DeskDisk());
    const product = addProduct(desk);
    const changes: [string[], boolean][] = [];
    desk.workspace.onRows(({ tables, own }) => changes.push([[...tables.keys()].sort(), own]));
    receive(desk, product, 1);
    expect(changes).toEqual([[expect.arrayContaining(['inventory.movements', 'inventory.stock']), true]]);
  });
});

describe('undo', () => {
  it('[WORK 10] takes steps back one by one, and forth again', async () => {
    const desk = await openDesk(new DeskDisk());
    const product = addProduct(desk);
    for (const name of ['one', 'two'])
      desk.workspace.edit([{ table: 'catalogue.products', row: product, values: { name } }]);
    const names: unknown[] = [];
    for (const go of ['undo', 'undo', 'redo', 'redo', 'undo', 'undo'] as const) {
      expect(desk.workspace[go]().ok).toBe(true);
      names.push(read(desk, product, 'name'));
    }
    expect(names).toEqual(['one', '镜架', 'one', 'two', 'one', '镜架']);
    expect(desk.workspace.undo().ok, 'the row itself').toBe(true);
    expect(desk.workspace.tables.count('catalogue.products')).toBe(0);
    expect(desk.workspace.undo()).toMatchObject({ ok: false, rule: 'nothing-to-undo' });
  });

  it('[WORK 11] takes an act over two books back as one step, and gives it back', async () => {
    const desk = await openDesk(new DeskDisk());
    const product = addProduct(desk);
    const written = receiveInBoth(desk, product);
    expect(written).toMatchObject({
      ok: true,
      value: { commits: [{ book: `shop@wuchang@${MONTH}` }, { book: `shop@hankou@${MONTH}` }] }
    });
    expect(SHOPS.map((shop) => onHand(desk, product, shop))).toEqual([2, 2]);
    expect(desk.workspace.undo()).toMatchObject({ ok: true, value: { notUndone: [] } });
    expect(SHOPS.map((shop) => onHand(desk, product, shop))).toEqual([0, 0]);
    expect(desk.workspace.redo().ok).toBe(true);
    expect(SHOPS.map((shop) => onHand(desk, product, shop))).toEqual([2, 2]);
    expect(desk.workspace.tables.count('inventory.movements')).toBe(6);
  });

  it('[WORK 12] leaves what a colleague has changed since and names it', async () => {
    const [ann, bob] = [await openDesk(new DeskDisk('desk0001')), await openDesk(new DeskDisk('desk0002'), 'bob')];
    const product = addProduct(ann);
    ann.workspace.edit([{ table: 'catalogue.products', row: product, values: { name: 'ann’s', brand: 'B' } }]);
    exchange(ann, bob);
    bob.workspace.edit([{ table: 'catalogue.products', row: product, values: { name: 'bob’s' } }]);
    exchange(ann, bob);
    expect(ann.workspace.undo()).toMatchObject({
      ok: true,
      value: { notUndone: [{ column: 'name', reason: 'changed-since' }] }
    });
    expect([read(ann, product, 'name'), read(ann, product, 'brand')]).toEqual(['bob’s', null]);
  });

  it('[WORK 13] says so when nothing is left to undo', async () => {
    const desk = await openDesk(new DeskDisk());
    expect(desk.workspace.undo()).toMatchObject({ ok: false, rule: 'nothing-to-undo' });
  });
});

describe('what was made here', () => {
  it('[WORK 20] is saving, then on this device, then accepted: the strongest that is confirmed', async () => {
    const desk = await openDesk(new DeskDisk());
    const product = addProduct(desk);
    const state = () => desk.workspace.stateOfRow('catalogue.products', product);
    expect(state()).toBe('saving');
    await desk.saved();
    await desk.shelf.written('org');
    expect(state()).toBe('on-device');
    answerAll(desk, 'org');
    expect([state(), desk.workspace.outbox.waitingCount]).toEqual(['accepted', 0]);
  });

  it('[WORK 21] waits until it is answered, however long it has been sent and written', async () => {
    const desk = await openDesk(new DeskDisk());
    addProduct(desk);
    await desk.saved();
    await desk.shelf.written('org');
    expect([desk.workspace.outbox.waitingCount, desk.workspace.outbox.ask('org').commits.length]).toEqual([1, 1]);
  });

  it('[WORK 22] is found again after a crash, in its book and in the outbox; what was accepted is not asked again', async () => {
    const disk = new DeskDisk();
    const first = await openDesk(disk);
    addProduct(first, { sku: 'A1' });
    answerAll(first, 'org');
    const product = addProduct(first, { sku: 'A2' });
    receive(first, product, 4);
    await first.saved();
    const second = await openDesk(disk);
    expect([read(second, product, 'sku'), onHand(second, product)]).toEqual(['A2', 4]);
    expect([
      second.workspace.outbox.ask('org').commits.length,
      second.workspace.outbox.ask(`shop@wuchang@${MONTH}`).commits.length
    ]).toEqual([1, 1]);
    expect(second.workspace.stateOfRow('catalogue.products', product)).toBe('on-device');
  });

  it('[WORK 23] does not count an answer about another text', async () => {
    const desk = await openDesk(new DeskDisk());
    addProduct(desk);
    const [{ id } = { id: '' }] = desk.workspace.outbox.ask('org').commits;
    desk.workspace.outbox.hear('org', [{ id, hash: 'of something else', verdict: 'accepted' }]);
    expect(desk.workspace.outbox.waitingCount).toBe(1);
  });

  it('[WORK 24] is kept with the reason when it is refused, over restarts, until it is dismissed', async () => {
    const disk = new DeskDisk();
    const first = await openDesk(disk);
    addProduct(first);
    answerAll(first, 'org', { verdict: 'refused', rule: 'not-allowed', values: { x: 1 } });
    const { outbox } = (await openDesk(disk)).workspace;
    expect(outbox.refused).toMatchObject([{ book: 'org', rule: 'not-allowed', values: { x: 1 } }]);
    expect(parseCommit(outbox.refused[0]!.text)?.action).toBe('rows.add');
    await outbox.dismiss(outbox.refused[0]!.id);
    expect((await openDesk(disk)).workspace.outbox.refused).toEqual([]);
  });

  it('[WORK 25] that cannot stand yet is a draft: in its cell with the reason, in no total, over restarts', async () => {
    const disk = new DeskDisk();
    const first = await openDesk(disk);
    const product = addProduct(first);
    const draft = {
      table: 'catalogue.products',
      row: product,
      column: 'retailPrice',
      text: '-1',
      rule: 'negative',
      values: {}
    };
    first.workspace.drafts.set(draft);
    await first.saved();
    const second = await openDesk(disk);
    expect(second.workspace.drafts.of('catalogue.products', product, 'retailPrice')).toEqual(draft);
    expect(read(second, product, 'retailPrice')).toBeNull();
    second.workspace.drafts.clear('catalogue.products', product, 'retailPrice');
    expect((await openDesk(disk)).workspace.drafts.all()).toEqual([]);
  });

  it('[WORK 26] on a full disk stays "saving" and is named; with room again all of it is written, and the trouble is gone', async () => {
    const disk = new DeskDisk();
    const desk = await openDesk(disk);
    disk.records.isFull = true;
    const product = addProduct(desk);
    await desk.saved().catch(() => undefined);
    expect(desk.workspace.stateOfRow('catalogue.products', product)).toBe('saving');
    expect(desk.workspace.troubles.map(({ book }) => book)).toContain('org');
    disk.records.isFull = false;
    desk.workspace.edit([{ table: 'catalogue.products', row: product, values: { name: 'later' } }]);
    await desk.saved();
    // What came later is there already, and rests upon what is not.
    expect(read(await openDesk(disk), product, 'name')).toBeUndefined();
    for (const tryAgain of desk.later.splice(0)) tryAgain();
    await desk.shelf.written('org');
    expect(desk.workspace.troubles).toEqual([]);
    await expect.poll(() => desk.workspace.stateOfRow('catalogue.products', product)).toBe('on-device');
    expect(read(await openDesk(disk), product, 'name')).toBe('later');
  });

  it('[WORK 27] a damaged book opens with what is intact, and the damage is named', async () => {
    const disk = new DeskDisk();
    const first = await openDesk(disk);
    const product = addProduct(first);
    await first.saved();
    first.workspace.edit([{ table: 'catalogue.products', row: product, values: { name: 'later' } }]);
    await first.saved();
    const last = [...disk.records.updates.values()].filter(({ book }) => book === 'org').pop()!;
    last.stored[last.stored.length - 1]! ^= 1;
    const second = await openDesk(disk);
    expect([read(second, product, 'name'), second.workspace.troubles.length]).toEqual(['镜架', 1]);
    expect(second.workspace.troubles[0]?.sentence).toMatch(/org is damaged: altered/);
  });

  it('[WORK 28] is stamped at the hour of the device, in a book of its own month', async () => {
    const desk = await openDesk(new DeskDisk(), 'ann', () => NOON);
    const product = addProduct(desk);
    receive(desk, product, 1);
    expect([...desk.shelf.books.keys()]).toEqual(['org', `shop@wuchang@${MONTH}`]);
  });
});
