import { expect, test } from 'vitest';
import { destinationOfAction, destinationOfTable } from '#exchange/import-destination.ts';
import type { ImportedRow } from '#exchange/import-preview.ts';
import { drawDeviceId, drawSessionId } from '#kernel/ids.ts';
import { createClock } from '#kernel/stamp.ts';
import { createMemoryDocuments } from '#storage/memory-documents.ts';
import { createMemoryLog, MemoryDisk } from '#storage/memory-log.ts';
import { BookShelf, yjsCodec } from './book-shelf.ts';
import { createHouseSchema } from './house-schema.ts';
import { runImport } from './import-runner.ts';
import { Workspace } from './workspace.ts';

const PRODUCTS = 'catalogue.products';
const MOVEMENTS = 'inventory.movements';

async function openWorkspace(): Promise<Workspace> {
  const device = drawDeviceId(() => 0.5);
  const session = drawSessionId(() => 0.5);
  let now = Date.parse('2026-11-24T14:00:00+08:00');
  const clock = createClock({ device, session, now: () => now++ });
  const log = createMemoryLog({ disk: new MemoryDisk(), session, codec: yjsCodec, windowMs: 0 });
  const workspace = new Workspace({
    schema: createHouseSchema(),
    person: { user: 'chen', device },
    userName: '陈静',
    clock,
    documents: createMemoryDocuments(new Map()),
    outbox: 'leads',
    openShelf: (setup) => new BookShelf({ ...setup, clock, client: 1, log })
  });
  await workspace.open([], ['org']);
  return workspace;
}

const sku = (i: number): string => `F${String(i).padStart(5, '0')}`;

function newProducts(count: number): readonly ImportedRow[] {
  return Array.from({ length: count }, (_, i) => ({
    lines: [i + 2],
    id: `product:${sku(i)}`,
    isNew: true,
    values: { sku: sku(i), brand: '帕莎', kind: 'frame', retailPrice: 69900 }
  }));
}

function importProducts(workspace: Workspace, count: number) {
  return { workspace, target: destinationOfTable(workspace.table(PRODUCTS)), rows: newProducts(count) };
}

test('2,500 rows are three commits with a report after each, and one undo takes all of them back', async () => {
  const workspace = await openWorkspace();
  const reports: number[] = [];
  const done = await runImport({ ...importProducts(workspace, 2_500), onProgress: (written) => reports.push(written) });
  expect(done).toMatchObject({ written: 2_500, total: 2_500, stopped: null });
  expect(reports).toEqual([1_000, 2_000, 2_500]);
  expect(done.step?.commits).toHaveLength(3);
  expect(workspace.tables.count(PRODUCTS)).toBe(2_500);
  expect(workspace.undo()).toMatchObject({ ok: true, value: { notUndone: [] } });
  expect([...workspace.tables.rows(PRODUCTS)]).toEqual([]);
});

test('stopped between commits, what was written stays and is one step to undo', async () => {
  const workspace = await openWorkspace();
  const signal = { aborted: false };
  const onProgress = (): void => void (signal.aborted = true);
  const done = await runImport({ ...importProducts(workspace, 2_500), onProgress, signal });
  expect(done).toMatchObject({ written: 1_000, stopped: 'cancelled' });
  expect(workspace.tables.count(PRODUCTS)).toBe(1_000);
  expect(workspace.undo().ok).toBe(true);
  expect([...workspace.tables.rows(PRODUCTS)]).toEqual([]);
});

test('a row that exists gets only the cells that differ', async () => {
  const workspace = await openWorkspace();
  await runImport(importProducts(workspace, 1));
  const changed = { lines: [2], id: `product:${sku(0)}`, isNew: false, values: { retailPrice: 59900 } };
  await runImport({ ...importProducts(workspace, 0), rows: [changed] });
  const history = workspace.history(PRODUCTS, `product:${sku(0)}`).filter(({ column }) => column !== null);
  expect(history.map(({ column, after }) => [column, after])).toEqual([['retailPrice', 59900]]);
});

test('lines for an action are planned one by one, and one that became impossible stops the import before its part', async () => {
  const workspace = await openWorkspace();
  await runImport(importProducts(workspace, 2));
  workspace.write(
    [
      {
        table: 'shops.shops',
        create: true,
        rows: [{ id: 'shop:wuchang', values: { code: 'wuchang', name: '武昌店' } }]
      }
    ],
    { action: 'rows.add' }
  );
  const target = destinationOfAction(workspace.schema.actions.get('inventory.openingStock')!);
  const opening = (i: number): ImportedRow => ({
    lines: [i + 2],
    id: null,
    isNew: true,
    values: { product: `product:${sku(i)}`, shop: 'shop:wuchang', quantity: 3, on: '2026-11-01' }
  });
  const done = await runImport({ workspace, target, rows: [opening(0), opening(1)] });
  expect(done).toMatchObject({ written: 2, stopped: null });
  expect(workspace.tables.count(MOVEMENTS)).toBe(2);
  const again = await runImport({ workspace, target, rows: [opening(0)] });
  expect(again).toMatchObject({ written: 0, step: null, stopped: { rule: 'opening-already-counted' } });
});
