/** Columns and rules of managers: the same on every replica, undone and merged like anything, never a stop for the rest. */
import { describe, expect, it } from 'vitest';
import { storedText } from '#formula/stored-text.ts';
import { namesOfSchema } from '#formula/schema-names.ts';
import type { RowId } from '#kernel/ids.ts';
import { isCellError } from '#schema/computed.ts';
import { addProduct, DeskDisk, exchange, openDesk, type Desk, WANTS_THREE } from './desk.fixture.ts';

const SHOP = 'shop:wuchang';
const PRODUCTS = 'catalogue.products';
const STOCK = 'inventory.stock';

function addColumn({ workspace }: Desk, label: string, text: string): RowId {
  const stored = storedText({ names: namesOfSchema(workspace.schema), table: PRODUCTS, text });
  if (!stored.ok) throw new Error(`${stored.rule} ${JSON.stringify(stored.values)}`);
  const added = workspace.addRow('own.columns', { table: PRODUCTS, label, formula: stored.value });
  if (!added.ok) throw new Error(added.rule);
  return added.value;
}

function read({ workspace }: Desk, label: string, product: RowId): unknown {
  const own = workspace.own.all.find((column) => column.label === label);
  if (!own) return 'no column';
  const row = workspace.tables.row(PRODUCTS, product);
  return row && workspace.column(PRODUCTS, own.path).read(row, SHOP);
}

async function shopDesk(device: string, user = 'ann'): Promise<{ desk: Desk; product: RowId }> {
  const desk = await openDesk(new DeskDisk(device), user);
  const shop = { id: SHOP, values: { code: 'wuchang', name: '武昌店' } };
  desk.workspace.write([{ table: 'shops.shops', create: true, rows: [shop] }], { action: 'rows.import' });
  const product = addProduct(desk, { ...WANTS_THREE, retailPrice: 128_000 });
  receive(desk, product, 2);
  return { desk, product };
}

function receive({ workspace }: Desk, product: RowId, quantity: number): void {
  const done = workspace.run('inventory.receive', { product, shop: SHOP, quantity });
  if (!done.ok) throw new Error(done.rule);
}

function exchangeAll(one: Desk, other: Desk): void {
  for (const book of one.shelf.books.keys()) exchange(one, other, book);
}

describe('a column with a formula', () => {
  it('[OWN 1] has a value for each row, or for each row and shop, and follows its inputs', async () => {
    const { desk, product } = await shopDesk('desk0001');
    addColumn(desk, '九折价', '=[零售价]*0.9');
    addColumn(desk, '建议订货', '=IF([在手]<[补货点], [补货点]*2-[在手], 0)');
    expect(read(desk, '九折价', product)).toBe(115_200);
    expect(read(desk, '建议订货', product)).toBe(4);
    expect(desk.workspace.own.all.map(({ home }) => home)).toEqual([PRODUCTS, STOCK]);
    receive(desk, product, 5);
    desk.workspace.edit([{ table: PRODUCTS, row: product, values: { retailPrice: 100_000 } }]);
    expect(read(desk, '建议订货', product)).toBe(0);
    expect(read(desk, '九折价', product)).toBe(90_000);
  });

  it('[OWN 2] reaches the other replica, is undone there as here, and a column may read another one', async () => {
    const { desk: ann, product } = await shopDesk('desk0001');
    addColumn(ann, '九折价', '=[零售价]*0.9');
    const told: string[] = [];
    const bob = await openDesk(new DeskDisk('desk0002'), 'bob');
    bob.workspace.onDeclarations(() => told.push('declared'));
    exchange(ann, bob);
    expect(told.length).toBeGreaterThan(0);
    addColumn(bob, '九折差额', '=[零售价]-[九折价]');
    exchange(ann, bob);
    expect([read(ann, '九折差额', product), read(bob, '九折差额', product)]).toEqual([12_800, 12_800]);
    expect(bob.workspace.undo().ok).toBe(true);
    exchange(ann, bob);
    expect([read(ann, '九折差额', product), read(bob, '九折差额', product)]).toEqual(['no column', 'no column']);
    expect(read(ann, '九折价', product)).toBe(115_200);
  });

  it('[OWN 3] that leads back to itself after a merge shows why, and the rest goes on', async () => {
    const { desk: ann, product } = await shopDesk('desk0001');
    const [first, second] = [addColumn(ann, '甲', '=1'), addColumn(ann, '乙', '=2')];
    addColumn(ann, '九折价', '=[零售价]*0.9');
    const bob = await openDesk(new DeskDisk('desk0002'), 'bob');
    exchange(ann, bob);
    const names = namesOfSchema(ann.workspace.schema);
    const text = (formula: string): string => {
      const stored = storedText({ names, table: PRODUCTS, text: formula });
      return stored.ok ? stored.value : '';
    };
    ann.workspace.edit([{ table: 'own.columns', row: first, values: { formula: text('=[乙]+1') } }]);
    bob.workspace.edit([{ table: 'own.columns', row: second, values: { formula: text('=[甲]+1') } }]);
    exchange(ann, bob);
    for (const desk of [ann, bob]) {
      expect(isCellError(read(desk, '甲', product)), '甲').toBe(true);
      expect(isCellError(read(desk, '乙', product)), '乙').toBe(true);
      expect(read(desk, '九折价', product)).toBe(115_200);
    }
  });

  it('[OWN 4] whose column is gone, or whose text nobody can read, shows an error and stops nothing', async () => {
    const { desk, product } = await shopDesk('desk0001');
    const first = addColumn(desk, '九折价', '=[零售价]*0.9');
    addColumn(desk, '差额', '=[零售价]-[九折价]');
    desk.workspace.addRow('own.columns', { table: PRODUCTS, label: '乱写', formula: '=((' });
    desk.workspace.deleteRows('own.columns', [first]);
    expect(isCellError(read(desk, '差额', product))).toBe(true);
    expect(isCellError(read(desk, '乱写', product))).toBe(true);
    expect(read(desk, '乱写', product)).toMatchObject({
      because: expect.stringMatching(/没有写完.*not complete/) as string
    });
    receive(desk, product, 1);
    expect(desk.workspace.engine.valueByKeys(STOCK, [product, SHOP], 'onHand')).toBe(3);
  });
});

describe('a rule', () => {
  const rule = { on: STOCK, column: 'onHand', name: '快没货', compares: 'below', value: '3', severity: 'critical' };
  const told = ({ workspace }: Desk): string[] =>
    [...workspace.alerts()].map(({ alert }) => alert.label.zh).filter((name) => name === '快没货');

  it('[OWN 5] tells while the cell is beyond its limit, on both replicas, and is silent after', async () => {
    const { desk: ann, product } = await shopDesk('desk0001');
    ann.workspace.addRow('own.rules', rule);
    const bob = await openDesk(new DeskDisk('desk0002'), 'bob');
    exchangeAll(ann, bob);
    expect([told(ann), told(bob)]).toEqual([['快没货'], ['快没货']]);
    receive(ann, product, 1);
    exchangeAll(ann, bob);
    expect([told(ann), told(bob)]).toEqual([[], []]);
  });

  it('[OWN 6] for one person is not told to others, and one with a limit that is none watches nothing', async () => {
    const { desk } = await shopDesk('desk0001');
    desk.workspace.addRow('own.rules', { ...rule, owner: 'bob' });
    desk.workspace.addRow('own.rules', { ...rule, value: '三' });
    desk.workspace.addRow('own.rules', { ...rule, column: 'gone' });
    expect(told(desk)).toEqual([]);
    desk.workspace.addRow('own.rules', { ...rule, owner: 'ann' });
    expect(told(desk)).toEqual(['快没货']);
  });

  it('[OWN 7] goes with its column, wherever a new formula puts that, and takes decimals of a computed number', async () => {
    const { desk, product } = await shopDesk('desk0001');
    const column = addColumn(desk, '几分之几', '=LEN([编码])/4');
    const [own] = desk.workspace.own.all;
    desk.workspace.addRow('own.rules', { ...rule, on: own!.home, column: own!.name, value: '0.65' });
    expect(read(desk, '几分之几', product)).toBe(0.5);
    expect(told(desk)).toEqual(['快没货']);
    const stored = storedText({ names: namesOfSchema(desk.workspace.schema), table: PRODUCTS, text: '=[在手]/8' });
    desk.workspace.edit([{ table: 'own.columns', row: column, values: { formula: stored.ok ? stored.value : '' } }]);
    expect(desk.workspace.own.all[0]?.home).toBe(STOCK);
    expect([read(desk, '几分之几', product), told(desk)]).toEqual([0.25, ['快没货']]);
    receive(desk, product, 4);
    expect([read(desk, '几分之几', product), told(desk)]).toEqual([0.75, []]);
  });
});
