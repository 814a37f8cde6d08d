/**
 * Devices that crash at any step of the log, some hundred histories of them: a write may be lost, may have reached the
 * disk unconfirmed, a deletion may have stopped half way. Whatever was told to be saved is there, and nothing is ever
 * called damaged. `SEED` repeats one history, `RUNS` sets how many.
 */
import { expect, test } from 'vitest';
import { ChainedLog } from '#storage/chained-log.ts';
import { createMemoryRecordStore, MemoryDisk } from '#storage/memory-log.ts';
import type { RecordStore } from '#storage/record-store.ts';
import { hashInPlace } from '#storage/sha256.ts';
import { DEFAULTS } from './log-device.ts';
import { words, wordsOf } from './set-codec.ts';

const BOOK = 'org';
const FIRST = Number(process.env['SEED'] ?? 1);
const RUNS = Number(process.env['RUNS'] ?? (process.env['SEED'] ? 1 : 300));

/** mulberry32, public domain. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * Fails every step after `steps` of them, and some before; a step that fails still takes effect, half or whole, in some
 * cases.
 */
function failing(store: RecordStore, steps: number, random: (below: number) => number): RecordStore {
  let left = steps;
  const attempt = async <T>(run: () => Promise<T>, runInPart: () => Promise<unknown>): Promise<T> => {
    left -= 1;
    if (left >= 0 && random(6) > 0) return run();
    if (left >= -1 && random(2) === 0) await runInPart();
    throw new Error('The disk failed.');
  };
  return {
    ...store,
    append: (records) =>
      attempt(
        () => store.append(records),
        () => store.append(records)
      ),
    writeSnapshot: (snapshot) =>
      attempt(
        () => store.writeSnapshot(snapshot),
        () => store.writeSnapshot(snapshot)
      ),
    erase: (updates, snapshots) =>
      attempt(
        () => store.erase(updates, snapshots),
        () =>
          store.erase(
            updates.filter(() => random(2) === 0),
            random(2) === 0 ? snapshots : []
          )
      )
  };
}

/** No timers, so that a seed is one history. */
function atOnce(_ms: number, run: () => void): () => void {
  queueMicrotask(run);
  return () => undefined;
}

interface Ledger {
  readonly saved: Set<string>;
  readonly tried: Set<string>;
}

async function liveOnce(
  disk: MemoryDisk,
  life: number,
  random: (below: number) => number,
  ledger: Ledger
): Promise<void> {
  const store = failing(createMemoryRecordStore(disk), random(20), random);
  const log = new ChainedLog({ ...DEFAULTS, session: `s${life}`, after: atOnce, store, hash: hashInPlace });
  const found = wordsOf(await log.load(BOOK))
    .split(' ')
    .filter(Boolean);
  expect([...ledger.saved].filter((word) => !found.includes(word))).toEqual([]);
  expect(found.filter((word) => !ledger.tried.has(word))).toEqual([]);
  const running: Promise<unknown>[] = [];
  for (let step = 0; step < 12; step++) {
    const word = `w${life}x${step}`;
    if (random(4) === 0) running.push(log.compact(BOOK).catch(() => undefined));
    else {
      ledger.tried.add(word);
      const appended = log.append(BOOK, words(word)).then(() => ledger.saved.add(word));
      running.push(appended.catch(() => undefined));
    }
    if (random(3) === 0) await running.at(-1);
  }
  await Promise.all(running);
}

test(`${RUNS} histories of crashing devices lose nothing that was saved, from seed ${FIRST}`, async () => {
  for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
    const [disk, random] = [new MemoryDisk(), createRandom(seed)];
    const ledger: Ledger = { saved: new Set(), tried: new Set() };
    try {
      for (let life = 0; life < 8; life++) await liveOnce(disk, life, random, ledger);
    } catch (cause) {
      throw new Error(`SEED=${seed}: ${String(cause)}`, { cause });
    }
  }
});
