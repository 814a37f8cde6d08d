/**
 * Nothing is said about a commit, to its author or to anybody else, before the write that keeps it; and when that write
 * fails everybody begins anew with what is on the disk.
 */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CLOSE } from '#protocol/close-codes.ts';
import type { UpdateLog } from '#storage/update-log.ts';
import { addItem, newAuthor, honestFrame, startTestRelay, toText, type TestRelay } from '../support/hostile-relay.ts';
import { expectWorkGoesOn, HostileShop } from '../support/hostile-shop.ts';
import { RawPeer } from '../support/raw-peer.ts';

/** Stands before the disk: holds writes back, or fails them. */
class Gate {
  #release: (() => void) | null = null;
  #held: Promise<void> | null = null;
  failNext = 0;
  waiting = 0;
  #noticed: (() => void) | null = null;

  hold(): void {
    this.#held = new Promise((release) => (this.#release = release));
  }

  release(): void {
    this.#release?.();
    this.#held = null;
  }

  /** Resolves once a write waits here. */
  async reached(): Promise<void> {
    while (this.waiting === 0) await new Promise<void>((noticed) => (this.#noticed = noticed));
  }

  wrap = (log: UpdateLog): UpdateLog => ({
    load: (book) => log.load(book),
    flush: () => log.flush(),
    shouldCompact: (book) => log.shouldCompact(book),
    compact: (book) => log.compact(book),
    replace: (book, state) => log.replace(book, state),
    list: () => log.list(),
    remove: (book) => log.remove(book),
    close: () => log.close(),
    append: async (book, update) => {
      this.waiting += 1;
      this.#noticed?.();
      await this.#held;
      this.waiting -= 1;
      if (this.failNext > 0) {
        this.failNext -= 1;
        throw new Error('No space left on device');
      }
      return log.append(book, update);
    }
  });
}

let gate: Gate;
let relay: TestRelay;
let shop: HostileShop;

beforeEach(async () => {
  gate = new Gate();
  relay = await startTestRelay({ wrapLog: gate.wrap });
  shop = new HostileShop(() => relay);
});

afterEach(async () => {
  gate.release();
  shop.close();
  await relay.close();
});

it('[PROTO 13] a commit is neither answered nor sent on nor shown to a newcomer before it is durable', async () => {
  const [ann, bob] = [await shop.join('ann'), await shop.join('bob')];
  const text = toText(addItem(bob.author, 'MARKER'));
  gate.hold();
  bob.sendUpdate(honestFrame(bob.author, 0, [text]));
  await gate.reached();
  const late = await RawPeer.connect(relay.url, newAuthor('late'));
  shop.keep(late);
  await late.until('a welcome', () => late.welcomed);
  const synced = late.openBook(1, 'org');
  // Everybody's line is alive meanwhile: another book answers.
  await ann.openBook(2, 'shop@wuchang@2026-08');
  await bob.openBook(2, 'shop@wuchang@2026-08');
  await bob.settled(2);
  // Longer than the broadcast window, told by the clock of a message to and fro.
  const from = performance.now();
  while (performance.now() - from < 80) await ann.settled(2);
  expect([ann.hasHeard('MARKER'), late.hasHeard('MARKER'), bob.answers.size]).toEqual([false, false, 0]);
  expect(relay.disk.updates.size).toBe(0);
  gate.release();
  await bob.until('the answer', () => bob.answers.size === 1);
  await ann.until('the commit', () => ann.hasHeard(text));
  await synced;
  expect(late.texts()).toEqual([text]);
});

it('[PROTO 19] the question what became of a commit waits for the disk too', async () => {
  const bob = await shop.join('bob');
  const commit = addItem(bob.author, 'x');
  gate.hold();
  bob.sendUpdate(honestFrame(bob.author, 0, [toText(commit)]));
  await gate.reached();
  bob.askFor(commit.id, 'nothing');
  await bob.openBook(2, 'shop@wuchang@2026-08');
  await bob.settled(2);
  expect(bob.answers.size).toBe(0);
  gate.release();
  await bob.until('both answers', () => bob.answers.size > 0);
});

it('[PROTO 13] after a failed write nobody keeps what is not on the disk, and the commit goes through the second time', async () => {
  const [ann, bob] = [await shop.join('ann'), await shop.join('bob')];
  await expectWorkGoesOn(ann, bob);
  const text = toText(addItem(bob.author, 'MARKER'));
  gate.failNext = 1;
  bob.sendUpdate(honestFrame(bob.author, 0, [text]));
  expect(await bob.closing()).toBe(CLOSE.goingDown.code);
  expect(await ann.closing(), 'everybody begins anew').toBe(CLOSE.resync.code);
  expect([ann.hasHeard('MARKER'), bob.answers.size]).toEqual([false, 0]);
  await ann.openBook(2, 'org');
  await bob.openBook(2, 'org');
  bob.sendUpdate(honestFrame(bob.author, 0, [text]), 2);
  await ann.until('the commit', () => ann.hasHeard(text));
  await bob.until('its answer', () => bob.answers.size === 1);
  const late = await shop.join('late');
  expect(await late.settled()).toBe(await ann.settled(2));
  expect(relay.failures.some((sentence) => sentence.includes('org'))).toBe(true);
});

it('[PROTO 13] a write that was kept behind a failed one reaches everybody', async () => {
  const [ann, bob, eve] = [await shop.join('ann'), await shop.join('bob'), await shop.join('eve')];
  gate.hold();
  gate.failNext = 1;
  bob.sendUpdate(honestFrame(bob.author, 0, [toText(addItem(bob.author, 'lost'))]));
  await gate.reached();
  const kept = toText(addItem(eve.author, 'kept'));
  eve.sendUpdate(honestFrame(eve.author, 0, [kept]));
  await eve.openBook(2, 'shop@wuchang@2026-08');
  gate.release();
  await Promise.all([ann.closing(), bob.closing(), eve.closing()]);
  for (const peer of [ann, eve]) await peer.openBook(3, 'org');
  expect([ann.texts(), eve.texts()]).toEqual([[kept], [kept]]);
});

it('[PROTO 13] what is answered survives a relay that is started again on the same disk', async () => {
  const bob = await shop.join('bob');
  const text = toText(addItem(bob.author, 'x'));
  await bob.append(text);
  const again = await startTestRelay({ disk: relay.disk, documents: relay.documents });
  const reader = new HostileShop(() => again);
  expect((await reader.join('ann', newAuthor('ann'))).texts()).toEqual([text]);
  reader.close();
  await again.close();
});
