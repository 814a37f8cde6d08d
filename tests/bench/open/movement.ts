/**
 * (d) One movement to on-hand, formulas and alerts: 20,000 products in 10 shops (a fifth of the big book's rows in
 * products, three movements a row), CPU time of one, warmed up. The peer is what somebody would write by hand for
 * exactly these columns and alerts. The bar is on the engine; the whole way through the workspace (plan, gate, feed,
 * fold, outbox, hash) is printed beside it.
 */
import { createEngine } from '../../../src/engine/engine.ts';
import { shapesOf } from '../../../src/book/shapes.ts';
import { BookReplica } from '../../../src/book/replica.ts';
import { keyedRowId } from '../../../src/kernel/ids.ts';
import { createClock } from '../../../src/kernel/stamp.ts';
import { localDateAt } from '../../../src/kernel/local-date.ts';
import { modules } from '../../../src/modules/index.ts';
import { createSchema } from '../../../src/schema/module.ts';
import type { RowArray } from '../../../src/schema/table.ts';
import { createMemoryDocuments } from '../../../src/storage/memory-documents.ts';
import { createMemoryLog, MemoryDisk } from '../../../src/storage/memory-log.ts';
import { BookShelf, yjsCodec } from '../../../src/workspace/book-shelf.ts';
import { Workspace, type TroubleTold } from '../../../src/workspace/workspace.ts';
import * as Y from 'yjs';
import { createChance } from '../../support/random.ts';
import { median, benchRow, type BenchPart } from '../bench-row.ts';
import { HandWrittenStock } from './hand-written-stock.ts';
import { movementRow, productValues, SHOPS } from './shop-rows.ts';

const schema = createSchema(modules);
const EDITS = 2_000;
const NOW = Date.UTC(2026, 10, 20);

export const benchMovement: BenchPart = async function* ({ rows, samples }) {
  const size = { products: rows / 5, movements: rows * 3 };
  const runs = { engine: engineRun(size), hand: handRun(size), workspace: await workspaceRun(size.products) };
  const costs = { engine: [] as number[], hand: [] as number[], workspace: [] as number[] };
  for (let sample = -1; sample < samples; sample++)
    for (const name of ['hand', 'engine', 'workspace'] as const) {
      const cost = cpuPerEdit(runs[name]);
      if (sample >= 0) costs[name].push(cost);
    }
  const shared = { unit: 'µs', peer: 'hand-written delta', peerValue: median(costs.hand) };
  yield benchRow(
    { name: 'movement in the engine', value: median(costs.engine), ...shared },
    { against: 'peer', most: 5 }
  );
  yield benchRow({ name: 'movement through the workspace', value: median(costs.workspace), ...shared });
};

interface Size {
  readonly products: number;
  readonly movements: number;
}

function cpuPerEdit(edit: () => void): number {
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (let i = 0; i < EDITS; i++) edit();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / EDITS;
}

function storedRow(table: string, id: string, values: Readonly<Record<string, unknown>>): RowArray {
  return [
    id,
    ...Object.keys(schema.tables.get(table)!.columns).map((name) => values[name] ?? null)
  ] as unknown as RowArray;
}

const productRowOf = (i: number): RowArray =>
  storedRow('catalogue.products', productValues(i).id, productValues(i).values);
const shopRowOf = (code: string): RowArray =>
  storedRow('shops.shops', keyedRowId('shop', code), { code, name: code, active: true });

function movementOf(i: number, products: number): RowArray {
  const { id, values } = movementRow(i, products);
  return storedRow('inventory.movements', id, values);
}

function engineRun({ products, movements }: Size): () => void {
  const engine = createEngine(schema);
  engine.load('shops.shops', SHOPS.map(shopRowOf));
  engine.load(
    'catalogue.products',
    Array.from({ length: products }, (_, i) => productRowOf(i))
  );
  engine.load(
    'inventory.movements',
    Array.from({ length: movements }, (_, i) => movementOf(i, products))
  );
  engine.start();
  const next = comingMovements({ products, movements });
  return () => {
    const after = next();
    engine.apply([{ table: 'inventory.movements', id: after[0], before: undefined, after }]);
  };
}

function handRun({ products, movements }: Size): () => void {
  const stock = new HandWrittenStock();
  for (let i = 0; i < products; i++) {
    const { id, values } = productValues(i);
    stock.addProduct(id, { price: values['retailPrice'] as number, reorderPoint: values['reorderPoint'] as number });
  }
  const apply = (row: RowArray): void => {
    const [, product, shop, quantity] = row as unknown as [string, string, string, number];
    stock.apply(product, shop, quantity);
  };
  for (let i = 0; i < movements; i++) apply(movementOf(i, products));
  const next = comingMovements({ products, movements });
  return () => apply(next());
}

/** Made beforehand: what is measured begins with the row. */
function comingMovements({ products, movements }: Size): () => RowArray {
  const rows = Array.from({ length: EDITS }, (_, i) => movementOf(movements + i, products));
  let taken = 0;
  // Each further round gives the same facts under new ids.
  return () => {
    const row = rows[taken % EDITS]!;
    const round = Math.floor(taken++ / EDITS);
    return round === 0 ? row : ([`${row[0]}/${round}`, ...row.slice(1)] as unknown as RowArray);
  };
}

async function workspaceRun(products: number): Promise<() => void> {
  const clock = createClock({ device: 'benchdev', session: 'benchses', now: () => NOW });
  const log = createMemoryLog({ disk: new MemoryDisk(), session: 'benchses', codec: yjsCodec, windowMs: 50 });
  await Promise.all([log.append('org', bookOf(products)), log.flush()]);
  const person = { user: 'bench', device: 'benchdev' };
  const documents = createMemoryDocuments(new Map());
  const openShelf = (told: TroubleTold): BookShelf => new BookShelf({ ...told, clock, client: 5, log });
  const workspace = new Workspace({ schema, person, userName: 'bench', clock, openShelf, documents, outbox: 'leads' });
  await workspace.open(['org'], []);
  const chance = createChance(3);
  return () => {
    const product = productValues(chance.below(products)).id;
    const input = {
      product,
      shop: keyedRowId('shop', SHOPS[chance.below(SHOPS.length)]!),
      quantity: 1,
      on: localDateAt(NOW)
    };
    const written = workspace.run('inventory.receive', input);
    if (!written.ok) throw new Error(`A receipt was refused: ${written.rule}`);
  };
}

function bookOf(products: number): Uint8Array {
  const clock = createClock({ device: 'seeddev1', session: 'seedses1', now: () => NOW - 1_000 });
  const replica = new BookReplica({ shapes: shapesOf(schema), clock, client: 3 });
  const rows = [
    ['shops.shops', SHOPS.map(shopRowOf)],
    ['catalogue.products', Array.from({ length: products }, (_, i) => productRowOf(i))]
  ] as const;
  for (const [table, all] of rows)
    for (let from = 0; from < all.length; from += 1_000) {
      const writes = [
        {
          table,
          new: true as const,
          columns: Object.keys(schema.tables.get(table)!.columns),
          rows: all.slice(from, from + 1_000) as never
        }
      ];
      replica.append({ id: clock.next(), by: 'bench', on: 'seeddev1', action: 'import', writes });
    }
  return Y.encodeStateAsUpdate(replica.doc);
}
