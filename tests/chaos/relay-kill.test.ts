/**
 * The relay is killed with SIGKILL while tills write: what a till was told is accepted is there after the restart, and
 * everything else is sent again by itself. `RUNS` sets the number of kills (30 in the soak).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RowId } from '#kernel/ids.ts';
import { freePort, setUpChain, startRelayProcess, type RelayProcess } from '../support/relay-process.ts';
import { isSettled, openTill, TillDisk, until, type Account, type Till } from '../support/till.ts';

const KILLS = Number(process.env['RUNS'] ?? 5);

let folder: string;
let relay: RelayProcess;
let account: Account;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lensbook-kill-'));
  port = await freePort();
  relay = await startRelayProcess(folder, port);
  account = { url: relay.url, ...(await setUpChain(relay)) };
});

afterAll(async () => {
  await relay.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

it(
  `[KILL1] ${KILLS} kills under load lose no commit that a till was told is accepted`,
  { timeout: 600_000 },
  async () => {
    const tills = [await openTill(account, new TillDisk()), await openTill(account, new TillDisk())];
    const [first] = tills as [Till, Till];
    await until(first, 'three shops', () => first.workspace.shops().length === 3);
    const product = await addProduct(first);
    for (const till of tills)
      await until(
        till,
        'the product everywhere',
        () => till.workspace.tables.row('catalogue.products', product) !== undefined
      );
    const accepted = new Set<string>();
    let written = 0;
    let pumpedWaiting = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const pumps = tills.map((till) => new Pump(till, product));
      // Killed while receipts are on their way in both directions: the pumps write on as fast as answers come.
      await Promise.all(pumps.map((pump) => pump.untilAccepted(8 + kill)));
      await relay.kill('SIGKILL');
      for (const pump of pumps) {
        for (const id of pump.stop()) accepted.add(id);
        written += pump.written;
        pumpedWaiting += pump.waiting;
      }
      relay = await startRelayProcess(folder, port);
      for (const till of tills) till.line.retry();
      await Promise.all(tills.map((till) => until(till, 'all accepted and agreed', () => isSettled(till)))).catch(
        (e) => {
          console.log(relay.lines.slice(0, 40).join('\n'));
          throw e;
        }
      );
    }
    const onHand = tills.map((till) =>
      till.workspace.engine.valueByKeys('inventory.stock', [product, 'shop:wuchang'], 'onHand')
    );
    expect(onHand).toEqual([written, written]);
    const fresh = await openTill(account, new TillDisk());
    await until(
      fresh,
      'the whole stock',
      () => fresh.workspace.engine.valueByKeys('inventory.stock', [product, 'shop:wuchang'], 'onHand') === written
    );
    const known = [...fresh.workspace.shelf.books.values()].map(({ replica }) => replica.fold);
    const lost = [...accepted].filter((id) => !known.some((fold) => fold.has(id)));
    expect(lost).toEqual([]);
    expect(accepted.size).toBeGreaterThan(0);
    console.log(
      `relay kills: ${KILLS}, receipts written: ${written}, accepted before a kill: ${accepted.size}, on their way: ${pumpedWaiting}, lost: ${lost.length}`
    );
    for (const till of [...tills, fresh]) till.crash();
  }
);

/** Writes a receipt, and another one whenever something is heard, until stopped. */
class Pump {
  written = 0;
  readonly #till: Till;
  readonly #product: RowId;
  readonly #made: string[] = [];
  readonly #stop: () => void;

  constructor(till: Till, product: RowId) {
    this.#till = till;
    this.#product = product;
    this.#stop = till.workspace.onState(() => this.#write());
    this.#write();
  }

  get accepted(): string[] {
    return this.#made.filter((id) => this.#till.workspace.outbox.stateOf(id) === 'accepted');
  }

  get waiting(): number {
    return this.#made.length - this.accepted.length;
  }

  untilAccepted(count: number): Promise<void> {
    return until(this.#till, `${count} receipts accepted`, () => this.accepted.length >= count);
  }

  stop(): string[] {
    this.#stop();
    return this.accepted;
  }

  #write(): void {
    if (this.waiting > 40) return;
    const input = { product: this.#product, shop: 'shop:wuchang', quantity: 1, on: null, note: null, document: null };
    const result = this.#till.workspace.run('inventory.receive', input);
    if (!result.ok) throw new Error(`A receipt was refused: ${result.rule}`);
    this.#made.push(...result.value.commits.map(({ id }) => id));
    this.written += 1;
  }
}

async function addProduct(till: Till): Promise<RowId> {
  const { columns } = till.workspace.table('catalogue.products');
  const empty = Object.fromEntries(Object.keys(columns).map((name) => [name, null]));
  const added = till.workspace.addRow('catalogue.products', {
    ...empty,
    sku: 'F1',
    name: '测试镜架',
    brand: 'BOLON',
    kind: 'frame',
    active: true
  });
  if (!added.ok) throw new Error(`The product was refused: ${JSON.stringify(added)}`);
  await until(till, 'the product accepted', () => till.line.status().waiting === 0);
  return added.value;
}
