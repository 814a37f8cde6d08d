/**
 * What every update log promises, as cases that know neither test runner nor platform: the same list runs against
 * memory and LevelDB under vitest, and against IndexedDB inside Chromium.
 */
import type { RecordStore } from '#storage/record-store.ts';
import type { DocumentStore } from '#storage/document-store.ts';
import { IntegrityFault, type LogOptions, type UpdateLog } from '#storage/update-log.ts';
import { setCodec, words, wordsOf } from './set-codec.ts';

export interface StartOptions extends Partial<LogOptions> {
  readonly session: string;
  /** Stands between the log and its store, to make the store fail as stores do. */
  readonly wrap?: (store: RecordStore) => RecordStore;
}

/** One device: what it stores outlives the logs that are started on it. */
export interface Device {
  start(options: StartOptions): Promise<UpdateLog>;
  readonly records: RecordStore;
  readonly documents: DocumentStore;
  /** Closes the database and opens it again, as a new process would. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

export type OpenDevice = () => Promise<Device>;

export interface ContractCase {
  readonly name: string;
  readonly run: (device: Device) => Promise<void>;
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${what}: expected ${e}, found ${a}`);
}

export async function failureOf(promise: Promise<unknown>, what: string): Promise<Error> {
  const outcome = await promise.then(
    () => null,
    (cause: unknown) => cause
  );
  if (!(outcome instanceof Error)) throw new Error(`${what}: expected a failure`);
  return outcome;
}

export async function faultOf(log: UpdateLog, book: string): Promise<IntegrityFault> {
  const fault = await failureOf(log.load(book), 'load of a damaged book');
  if (!(fault instanceof IntegrityFault)) throw fault;
  return fault;
}

export function nameOf({ book, session, seq, kind }: IntegrityFault): string {
  return `${kind} ${book} ${session} ${seq}`;
}

/** One record for each word, since each is flushed alone. */
export async function appendEach(log: UpdateLog, book: string, ...list: readonly string[]): Promise<void> {
  for (const word of list) {
    const written = log.append(book, words(word));
    await log.flush();
    await written;
  }
}

async function alterUpdate({ records }: Device, session: string, seq: number): Promise<void> {
  const key = { book: 'org', session, seq };
  const record = await records.find(key);
  if (!record) throw new Error(`no record ${session} ${seq} to alter`);
  const stored = record.stored.slice();
  stored[stored.length - 3]! ^= 1;
  await records.erase([key], []);
  await records.append([{ ...record, stored }]);
}

const never = (): (() => void) => () => undefined;

const appending: readonly ContractCase[] = [
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

const failing: readonly ContractCase[] = [
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

const damage: readonly ContractCase[] = [
  {
    name: 'a record missing in the middle is a hole, and what is intact can still be had',
    run: async (device) => {
      await appendEach(await device.start({ session: 's1' }), 'org', 'a', 'b', 'c');
      await device.records.erase([{ book: 'org', session: 's1', seq: 2 }], []);
      const fault = await faultOf(await device.start({ session: 's2' }), 'org');
      equal(nameOf(fault), 'hole org s1 2', 'fault');
      equal(wordsOf(fault.intact), 'a c', 'intact');
    }
  },
  {
    name: 'altered bytes are named and not loaded',
    run: async (device) => {
      await appendEach(await device.start({ session: 's1' }), 'org', 'a', 'b', 'c');
      await alterUpdate(device, 's1', 2);
      const fault = await faultOf(await device.start({ session: 's2' }), 'org');
      equal([nameOf(fault), fault.damages.length], ['altered org s1 2', 1], 'fault');
      equal(wordsOf(fault.intact), 'a c', 'intact');
    }
  },
  {
    name: 'a record put in the place of another is altered, hashed as it may be',
    run: async (device) => {
      await appendEach(await device.start({ session: 's1' }), 'org', 'a', 'b');
      await appendEach(await device.start({ session: 's2' }), 'org', 'c', 'd');
      const foreign = (await device.records.find({ book: 'org', session: 's2', seq: 2 }))!;
      await device.records.erase([{ book: 'org', session: 's1', seq: 2 }], []);
      await device.records.append([{ ...foreign, session: 's1' }]);
      equal(nameOf(await faultOf(await device.start({ session: 's3' }), 'org')), 'altered org s1 2', 'fault');
    }
  },
  {
    name: 'a log that lost its end under a running process is behind its head',
    run: async (device) => {
      const log = await device.start({ session: 's1' });
      await appendEach(log, 'org', 'a', 'b');
      await device.records.erase([{ book: 'org', session: 's1', seq: 2 }], []);
      equal(nameOf(await faultOf(log, 'org')), 'behind-head org s1 2', 'fault');
    }
  },
  {
    name: 'a damaged book is not compacted, and is whole again once replaced',
    run: async (device) => {
      await appendEach(await device.start({ session: 's1' }), 'org', 'a', 'b', 'c');
      await device.records.erase([{ book: 'org', session: 's1', seq: 2 }], []);
      const log = await device.start({ session: 's2' });
      await failureOf(log.compact('org'), 'compact');
      await appendEach(log, 'org', 'd');
      await log.replace('org', words('a', 'b', 'c', 'd'));
      await appendEach(log, 'org', 'e');
      equal(wordsOf(await log.load('org')), 'a b c d e', 'at once');
      equal(wordsOf(await (await device.start({ session: 's3' })).load('org')), 'a b c d e', 'after a restart');
      equal((await device.records.readUpdates('org', new Map())).length, 1, 'records left');
    }
  }
];

const compacting: readonly ContractCase[] = [
  {
    name: 'compaction leaves one snapshot and the same content, and appends go on',
    run: async (device) => {
      const log = await device.start({ session: 's1' });
      await appendEach(log, 'org', 'a', 'b');
      await log.compact('org');
      await appendEach(log, 'org', 'c');
      await log.compact('org');
      await log.compact('org');
      equal((await device.records.listSnapshots('org')).length, 1, 'snapshots');
      equal((await device.records.readUpdates('org', new Map())).length, 0, 'updates');
      await appendEach(log, 'org', 'd');
      await device.restart();
      const loaded = await (await device.start({ session: 's2' })).load('org');
      equal([wordsOf(loaded), loaded.updates.length, loaded.heads.get('s1')?.seq], ['a b c d', 1, 4], 'content');
    }
  },
  {
    name: 'an append beside a compaction is never lost',
    run: async (device) => {
      const log = await device.start({ session: 's1', windowMs: 0 });
      const appended: Promise<void>[] = [];
      for (let round = 0; round < 5; round++) {
        for (let i = 0; i < 4; i++) appended.push(log.append('org', words(`${round}${i}`)));
        const compacted = log.compact('org');
        for (let i = 4; i < 8; i++) appended.push(log.append('org', words(`${round}${i}`)));
        await compacted;
      }
      await Promise.all(appended);
      const loaded = await (await device.start({ session: 's2' })).load('org');
      equal(wordsOf(loaded).split(' ').length, 40, 'words');
    }
  },
  {
    name: 'a crash between the new snapshot and the deletion, or in the middle of it, loses and doubles nothing',
    run: async (device) => {
      const crash = (store: RecordStore): RecordStore => ({
        ...store,
        erase: async (updates, snapshots) => {
          await store.erase(updates.slice(0, 1), []);
          throw new Error(`crashed before deleting ${updates.length - 1} and ${snapshots.length}`);
        }
      });
      const log = await device.start({ session: 's1', wrap: crash });
      await appendEach(log, 'org', 'a', 'b', 'c');
      await failureOf(log.compact('org'), 'compact');
      await appendEach(log, 'org', 'd');
      await failureOf(log.compact('org'), 'compact');
      equal((await device.records.listSnapshots('org')).length, 2, 'snapshots after two crashes');
      await device.restart();
      const next = await device.start({ session: 's2' });
      const loaded = await next.load('org');
      equal([wordsOf(loaded), loaded.updates.length], ['a b c d', 0], 'content');
      await next.compact('org');
      equal((await device.records.listSnapshots('org')).length, 1, 'snapshots swept');
      equal((await device.records.readUpdates('org', new Map())).length, 0, 'updates swept');
    }
  },
  {
    name: 'two tabs that compact at once lose nothing',
    run: async (device) => {
      const [one, two] = [await device.start({ session: 's1' }), await device.start({ session: 's2' })];
      await appendEach(one, 'org', 'a');
      await appendEach(two, 'org', 'b');
      let raced: Promise<void> | null = null;
      const race = (store: RecordStore): RecordStore => ({
        ...store,
        writeSnapshot: async (snapshot) => {
          await appendEach(two, 'org', 'c');
          raced = two.compact('org');
          await raced;
          await store.writeSnapshot(snapshot);
        }
      });
      const three = await device.start({ session: 's3', wrap: race });
      await appendEach(three, 'org', 'd');
      await three.compact('org');
      equal(wordsOf(await (await device.start({ session: 's4' })).load('org')), 'a b c d', 'content');
    }
  },
  {
    name: 'an altered snapshot is named, unless everything it held is still there',
    run: async (device) => {
      let keepsUpdates = true;
      const wrap = (store: RecordStore): RecordStore => ({
        ...store,
        writeSnapshot: (snapshot) =>
          store.writeSnapshot({ ...snapshot, stored: snapshot.stored.map((byte) => byte ^ 1) }),
        erase: async (updates, snapshots) => (keepsUpdates ? undefined : store.erase(updates, snapshots))
      });
      const log = await device.start({ session: 's1', wrap });
      await appendEach(log, 'org', 'a', 'b');
      await log.compact('org');
      equal(wordsOf(await (await device.start({ session: 's2' })).load('org')), 'a b', 'updates still there');
      keepsUpdates = false;
      await log.compact('org');
      equal(nameOf(await faultOf(await device.start({ session: 's3' }), 'org')), 'altered org snapshot 0', 'fault');
    }
  },
  {
    name: 'compaction is due after 200 records, or a quarter of the snapshot',
    run: async (device) => {
      const log = await device.start({ session: 's1', windowMs: 0 });
      equal(log.shouldCompact('org'), false, 'nothing');
      await log.append('org', words('x'.repeat(400_000)));
      equal(log.shouldCompact('org'), true, 'large first update');
      await log.compact('org');
      await appendEach(log, 'org', 'y'.repeat(80_000));
      equal(log.shouldCompact('org'), false, 'a fifth');
      await appendEach(log, 'org', 'z'.repeat(30_000));
      equal(log.shouldCompact('org'), true, 'more than a quarter');
      await appendEach(log, 'staff', ...Array.from({ length: 200 }, (_, i) => `w${i}`));
      equal(log.shouldCompact('staff'), false, '200 records');
      await appendEach(log, 'staff', 'last');
      equal(log.shouldCompact('staff'), true, '201 records');
    }
  },
  {
    name: 'sessions that ended long ago are forgotten, those that wrote lately are not',
    run: async (device) => {
      for (let i = 100; i < 180; i++) {
        const log = await device.start({ session: `s${i}`, windowMs: 0 });
        await log.append('org', words(`w${i}`));
        if (i % 20 === 0) await log.compact('org');
      }
      const log = await device.start({ session: 'last' });
      await log.compact('org');
      const { heads } = await log.load('org');
      equal([heads.size, heads.has('s100'), heads.has('s179')], [64, false, true], 'heads');
      equal(wordsOf(await log.load('org')).split(' ').length, 80, 'words');
    }
  }
];

const keeping: readonly ContractCase[] = [
  {
    name: 'a removed book is gone, and may begin again',
    run: async (device) => {
      const log = await device.start({ session: 's1', after: never });
      await appendEach(log, 'org', 'a');
      await log.compact('org');
      const waiting = log.append('org', words('b'));
      await log.remove('org');
      await waiting;
      equal([wordsOf(await log.load('org')), await log.list()], ['', []], 'after removal');
      await appendEach(log, 'org', 'c');
      await device.restart();
      const next = await device.start({ session: 's2' });
      equal([wordsOf(await next.load('org')), await next.list()], ['c', ['org']], 'begun again');
    }
  },
  {
    name: 'sealed records load beside the plain ones from before, and only with the key',
    run: async (device) => {
      const flip = async (bytes: Uint8Array): Promise<Uint8Array> => bytes.map((byte) => byte ^ 0x5a);
      const sealing = { format: 2, seal: flip, open: flip };
      await appendEach(await device.start({ session: 's1' }), 'org', 'plain');
      const log = await device.start({ session: 's2', sealing });
      await appendEach(log, 'org', 'secret');
      const record = (await device.records.find({ book: 'org', session: 's2', seq: 1 }))!;
      equal([record.stored[0], record.stored.includes(words('s')[2]!)], [2, false], 'stored bytes');
      equal(wordsOf(await log.load('org')), 'plain secret', 'with the key');
      const fault = await faultOf(await device.start({ session: 's3' }), 'org');
      equal([nameOf(fault), wordsOf(fault.intact)], ['altered org s2 1', 'plain'], 'without');
    }
  },
  {
    name: 'documents: the last writer wins, also among writers at once, and a restart keeps them',
    run: async (device) => {
      const store = device.documents;
      equal(await store.get('draft/1'), null, 'nothing yet');
      await store.put('draft/1', { row: 'r1', __text: '12O', ok: false, none: null });
      await Promise.all([1, 2, 3].map((n) => store.put('draft/2', [n])));
      await store.put('setting', 'zh');
      await device.restart();
      equal(
        (await device.documents.list('draft/')).map(({ id }) => id),
        ['draft/1', 'draft/2'],
        'ids'
      );
      equal(await device.documents.get('draft/1'), { row: 'r1', __text: '12O', ok: false, none: null }, 'value');
      equal(await device.documents.get('draft/2'), [3], 'last writer');
      await device.documents.delete('draft/1');
      await device.documents.delete('draft/1');
      equal(await device.documents.get('draft/1'), null, 'deleted');
      await device.documents.put('draft/1', 'again');
      equal(await device.documents.list('draft/1'), [{ id: 'draft/1', value: 'again' }], 'written again');
    }
  }
];

export const UPDATE_LOG_CONTRACT: readonly ContractCase[] = [
  ...appending,
  ...failing,
  ...damage,
  ...compacting,
  ...keeping
];

export const DEFAULTS = { codec: setCodec, windowMs: 2 } as const;

/** The cases under any runner that has a `test(name, run)`. */
export function describeUpdateLog(
  test: (name: string, run: () => Promise<void>) => void,
  name: string,
  open: OpenDevice
): void {
  for (const contractCase of UPDATE_LOG_CONTRACT) {
    test(`${name}: ${contractCase.name}`, async () => {
      const device = await open();
      try {
        await contractCase.run(device);
      } finally {
        await device.dispose();
      }
    });
  }
}
