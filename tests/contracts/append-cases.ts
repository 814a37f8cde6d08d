/** Appending: what is resolved is stored, and a store that fails leaves nothing half done. */
import type { RecordStore } from '#storage/record-store.ts';
import { appendEach, equal, failureOf, type ContractCase } from './log-device.ts';
import { words, wordsOf } from './set-codec.ts';

const never = (): (() => void) => () => undefined;

export const appending: readonly ContractCase[] = [
  {
    name: 'what was appended is there after a restart, and only in its own book',
    run: async (device) => {
      const log = await device.start({ session: 's1' });
      await Promise.all([log.append('org', words('a')), log.append('org#2', words('b'))]);
      await log.append('shop@wuchang@2026-11', words('c'));
      await device.restart();
      const next = await device.start({ session: 's2' });
      equal(wordsOf(await next.load('org')), 'a', 'org');
      equal(wordsOf(await next.load('org#2')), 'b', 'org#2');
      equal(await next.list(), ['org', 'org#2', 'shop@wuchang@2026-11'], 'list');
      equal(wordsOf(await next.load('nothing')), '', 'a book nobody wrote');
    }
  },
  {
    name: 'appends of one window become one record for each book, written together',
    run: async (device) => {
      const writes: string[][] = [];
      const watch = (store: RecordStore): RecordStore => ({
        ...store,
        append: (records) => {
          writes.push(records.map(({ book, seq }) => `${book} ${seq}`));
          return store.append(records);
        }
      });
      const log = await device.start({ session: 's1', windowMs: 20, wrap: watch });
      await Promise.all(['a', 'b', 'c'].map((word) => log.append('org', words(word))));
      await Promise.all([log.append('org', words('d')), log.append('staff', words('e'))]);
      equal(writes, [['org 1'], ['org 2', 'staff 1']], 'writes');
      equal(wordsOf(await log.load('org')), 'a b c d', 'content');
    }
  },
  {
    name: 'a full window is written without waiting, a waiting one when it is asked to',
    run: async (device) => {
      const log = await device.start({ session: 's1', after: never });
      const large = 'x'.repeat(40_000);
      await log.append('org', words(large));
      const small = log.append('org', words('y'));
      await log.flush();
      await small;
      equal(wordsOf(await log.load('org')), `${large} y`, 'content');
    }
  },
  {
    name: 'close writes what waits',
    run: async (device) => {
      const log = await device.start({ session: 's1', after: never });
      const waiting = log.append('org', words('a'));
      await log.close();
      await waiting;
      await device.restart();
      equal(wordsOf(await (await device.start({ session: 's2' })).load('org')), 'a', 'content');
    }
  }
];

export const failing: readonly ContractCase[] = [
  {
    name: 'a failed write rejects its appends, keeps nothing of them, and the log goes on without a hole',
    run: async (device) => {
      let isFull = false;
      const wrap = (store: RecordStore): RecordStore => ({
        ...store,
        append: async (records) => {
          if (isFull) throw new Error('The disk is full.');
          return store.append(records);
        }
      });
      const log = await device.start({ session: 's1', wrap });
      await log.append('org', words('a'));
      isFull = true;
      const [first, second] = [log.append('org', words('b')), log.append('staff', words('c'))];
      const flushed = failureOf(log.flush(), 'flush');
      equal((await failureOf(first, 'b')).message, 'The disk is full.', 'reason');
      await failureOf(second, 'c');
      await flushed;
      equal(wordsOf(await log.load('org')), 'a', 'half state');
      isFull = false;
      await log.append('org', words('d'));
      const loaded = await (await device.start({ session: 's2' })).load('org');
      equal(wordsOf(loaded), 'a d', 'after space returned');
      equal(loaded.heads.get('s1')?.seq, 2, 'the failed number was used again');
    }
  },
  {
    name: 'a write that failed after it reached the store neither tears the chain nor is called saved',
    run: async (device) => {
      let isLying = true;
      const wrap = (store: RecordStore): RecordStore => ({
        ...store,
        append: async (records) => {
          const answer = await store.append(records);
          if (isLying) throw new Error('The sync failed.');
          return answer;
        }
      });
      const log = await device.start({ session: 's1', wrap });
      await failureOf(log.append('org', words('a')), 'a');
      isLying = false;
      await log.append('org', words('a', 'b'));
      const loaded = await (await device.start({ session: 's2' })).load('org');
      equal([wordsOf(loaded), loaded.heads.get('s1')?.seq], ['a b', 2], 'content and head');
    }
  },
  {
    name: 'an update that cannot be merged fails alone',
    run: async (device) => {
      const log = await device.start({ session: 's1', after: never });
      const bad = [log.append('org', words('a')), log.append('org', new Uint8Array([1]))];
      const good = log.append('staff', words('b'));
      await failureOf(log.flush(), 'flush');
      for (const append of bad) await failureOf(append, 'bad');
      await good;
      equal(wordsOf(await log.load('staff')), 'b', 'staff');
    }
  },
  {
    name: 'two writers under one session are told, and nothing is overwritten',
    run: async (device) => {
      await appendEach(await device.start({ session: 's1' }), 'org', 'a');
      const clone = await device.start({ session: 's1' });
      await failureOf(clone.append('org', words('b')), 'first of the clone');
      const again = await failureOf(clone.append('org', words('b')), 'second of the clone');
      equal(/two writers/i.test(again.message), true, again.message);
      equal(wordsOf(await (await device.start({ session: 's2' })).load('org')), 'a', 'content');
    }
  }
];
