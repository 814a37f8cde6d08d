/**
 * A relay whose disk was hurt: the end of LevelDB's log torn off, a bit flipped in its middle. LevelDB itself opens such a
 * log without a word. The relay must name the damage, serve what is intact, and get the rest back from the tills.
 */
import { mkdtemp, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RowId } from '#kernel/ids.ts';
import { freePort, setUpChain, startRelayProcess, type RelayProcess } from '../support/relay-process.ts';
import { isSettled, openTill, TillDisk, until, type Account, type Till } from '../support/till.ts';

const SHOP = 'shop:wuchang';
/** More than three of LevelDB's blocks of 32 KB, so that something lies behind a damaged one. */
const ENOUGH_BYTES = 160_000;

let folder: string;
let port: number;
let relay: RelayProcess;
let account: Account;
let tills: Till[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lensbook-damage-'));
  port = await freePort();
  relay = await startRelayProcess(folder, port);
  account = { url: relay.url, ...(await setUpChain(relay)) };
  tills = [];
});

afterEach(async () => {
  for (const till of tills) till.crash();
  await relay.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

async function newTill(): Promise<Till> {
  const till = await openTill(account, new TillDisk());
  tills.push(till);
  await until(till, 'the shops', () => till.workspace.shops().length === 3);
  return till;
}

async function addProduct(till: Till): Promise<RowId> {
  const { columns } = till.workspace.table('catalogue.products');
  const empty = Object.fromEntries(Object.keys(columns).map((name) => [name, null]));
  const added = till.workspace.addRow('catalogue.products', {
    ...empty,
    sku: 'F1',
    name: '镜架',
    kind: 'frame',
    active: true
  });
  if (!added.ok) throw new Error(`The product was refused: ${added.rule}`);
  await accepted(till);
  return added.value;
}

const accepted = (till: Till): Promise<void> =>
  until(till, 'everything accepted', () => till.line.status().waiting === 0);

async function receive(till: Till, product: RowId): Promise<void> {
  const note = 'n'.repeat(600);
  const done = till.workspace.run('inventory.receive', {
    product,
    shop: SHOP,
    quantity: 1,
    on: null,
    note,
    document: null
  });
  if (!done.ok) throw new Error(`A receipt was refused: ${done.rule}`);
  await accepted(till);
}

const onHand = ({ workspace }: Till, product: RowId) =>
  workspace.engine.valueByKeys('inventory.stock', [product, SHOP], 'onHand');

async function levelLog(): Promise<string> {
  const names = (await readdir(join(folder, 'log'))).filter((name) => name.endsWith('.log')).sort();
  return join(folder, 'log', names[names.length - 1]!);
}

const namedDamage = (): string[] => relay.lines.filter((line) => /is damaged/.test(line));

/** The relay over the hurt disk, and its author's till, which still holds what was lost. */
async function startAgain(author: Till): Promise<void> {
  relay = await startRelayProcess(folder, port);
  author.line.retry();
  await until(author, 'the line again', () => isSettled(author));
}

it(
  '[DAMAGE 1] a log whose last 30 bytes are torn off: named, and the lost receipt comes back from its till',
  { timeout: 120_000 },
  async () => {
    const author = await newTill();
    const product = await addProduct(author);
    for (let i = 0; i < 3; i++) await receive(author, product);
    await relay.kill('SIGKILL');
    const path = await levelLog();
    await truncate(path, (await stat(path)).size - 30);
    await startAgain(author);
    expect(namedDamage().join('\n')).toMatch(/Book shop@wuchang@\d{4}-\d{2} is damaged: behind-head at update \d+/);
    const fresh = await newTill();
    await until(fresh, 'all three receipts', () => onHand(fresh, product) === 3);
  }
);

it(
  '[DAMAGE 2] a bit flipped in the middle of the log: the hole is named, nothing is skipped in silence',
  { timeout: 240_000 },
  async () => {
    const author = await newTill();
    const product = await addProduct(author);
    const begun = (await stat(await levelLog())).size;
    let written = 0;
    while ((await stat(await levelLog())).size < begun + ENOUGH_BYTES) {
      await receive(author, product);
      written += 1;
    }
    await relay.kill('SIGKILL');
    await flipBit(await levelLog(), begun + ENOUGH_BYTES / 2);
    await startAgain(author);
    expect(namedDamage().join('\n')).toMatch(/Book shop@wuchang@\d{4}-\d{2} is damaged: hole at update \d+/);
    const fresh = await newTill();
    await until(fresh, `all ${written} receipts`, () => onHand(fresh, product) === written);
  }
);

it('[DAMAGE 3] an unhurt log is not accused', { timeout: 120_000 }, async () => {
  const author = await newTill();
  const product = await addProduct(author);
  await receive(author, product);
  await relay.kill('SIGKILL');
  await startAgain(author);
  expect(namedDamage()).toEqual([]);
});

async function flipBit(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const byte = new Uint8Array(1);
  await file.read(byte, 0, 1, at);
  byte[0]! ^= 1;
  await file.write(byte, 0, 1, at);
  await file.close();
}
