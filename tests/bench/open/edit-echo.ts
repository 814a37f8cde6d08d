/**
 * (d) One typed price: to all computed cells that depend on it on the own screen, and to those of a second till over the
 * real relay in its own process. The peer is a bare y-websocket echo of one Y.Map entry, in the same run.
 */
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { keyedRowId } from '../../../src/kernel/ids.ts';
import { openTill, TillDisk, until, type Till } from '../../support/till.ts';
import { median, benchRow, quantile, type BenchPart } from '../bench-row.ts';
import { signIn, startChild } from './child-server.ts';
import { movementRow, SHOPS } from './shop-rows.ts';

const EDITS_A_SAMPLE = 20;
const PRODUCTS = 'catalogue.products';
const MOVEMENTS_OF_100 = 25;

export const benchEcho: BenchPart = async function* ({ rows, samples }) {
  const products = Math.round(rows * 0.24);
  const edits = samples * EDITS_A_SAMPLE;
  const bare = await echoTimes(edits);
  const { own, second } = await tillTimes(products, edits);
  const peer = 'bare y-websocket echo';
  const bar = { against: 'peer', most: 2, plus: 200 } as const;
  yield benchRow(
    { name: 'edit to second client, median', value: median(second), unit: 'ms', peer, peerValue: median(bare) },
    bar
  );
  yield benchRow(
    {
      name: 'edit to second client, p95',
      value: quantile(second, 0.95),
      unit: 'ms',
      peer,
      peerValue: quantile(bare, 0.95)
    },
    bar
  );
  yield benchRow({ name: 'edit to own computed cells', value: median(own), unit: 'ms' });
};

async function tillTimes(products: number, edits: number): Promise<{ own: number[]; second: number[] }> {
  const movements = Math.round((products * MOVEMENTS_OF_100) / 100);
  const server = await startChild('seeded-server', [String(products), String(movements)]);
  try {
    const account = { url: server.url, ...(await signIn(server.url)) };
    const tills = [await openTill(account, new TillDisk()), await openTill(account, new TillDisk())] as const;
    for (const till of tills) await until(till, 'everything seeded', () => isThere(till, products, movements));
    const times = { own: [] as number[], second: [] as number[] };
    for (let edit = -5; edit < edits; edit++) {
      const { own, second } = await editOnce(
        tills,
        movementRow((edit + 5) % movements, products),
        10_000 + (edit + 5) * 100
      );
      if (edit < 0) continue;
      times.own.push(own);
      times.second.push(second);
    }
    for (const till of tills) till.crash();
    return times;
  } finally {
    await server.end();
  }
}

function isThere({ workspace }: Till, products: number, movements: number): boolean {
  const count = (table: string): number => [...workspace.tables.rows(table)].length;
  return count(PRODUCTS) === products && count('inventory.movements') === movements;
}

/** The value at retail of each shop that holds the product must have followed its price. */
async function editOnce(
  [first, second]: readonly [Till, Till],
  movement: ReturnType<typeof movementRow>,
  price: number
) {
  const product = movement.values['product'] as string;
  const hasFollowed = ({ workspace: { engine } }: Till): boolean =>
    engine.value(PRODUCTS, product, 'retailPrice') === price &&
    SHOPS.slice(0, 3).every((code) => {
      const keys = [product, keyedRowId('shop', code)];
      const onHand = engine.valueByKeys('inventory.stock', keys, 'onHand');
      return (
        typeof onHand !== 'number' || engine.valueByKeys('inventory.stock', keys, 'valueAtRetail') === onHand * price
      );
    });
  const start = performance.now();
  const arrived = until(second, 'the price on the second till', () => hasFollowed(second)).then(
    () => performance.now() - start
  );
  const written = first.workspace.edit([{ table: PRODUCTS, row: product, values: { retailPrice: price } }]);
  const own = performance.now() - start;
  if (!written.ok || !hasFollowed(first))
    throw new Error(`The price did not come into the cells: ${JSON.stringify(written)}`);
  const times = { own, second: await arrived };
  await until(first, 'the answer of the relay', () => first.line.status().waiting === 0);
  return times;
}

async function echoTimes(edits: number): Promise<number[]> {
  const server = await startChild('echo-server', []);
  const open = async (): Promise<WebsocketProvider> => {
    const options = { disableBc: true, WebSocketPolyfill: WebSocket as never };
    const provider = new WebsocketProvider(server.url.replace('http', 'ws'), 'echo', new Y.Doc(), options);
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    return provider;
  };
  const [first, second] = [await open(), await open()];
  try {
    const times: number[] = [];
    const cells = second.doc.getMap('cells');
    for (let edit = -5; edit < edits; edit++) {
      const start = performance.now();
      const arrived = new Promise<number>((resolve) => {
        const look = (): void => {
          cells.unobserve(look);
          resolve(performance.now() - start);
        };
        cells.observe(look);
      });
      first.doc.getMap('cells').set(`price ${edit % 100}`, edit);
      const took = await arrived;
      if (edit >= 0) times.push(took);
    }
    return times;
  } finally {
    first.destroy();
    second.destroy();
    await server.end();
  }
}
