/** Compaction: at whatever moment it stops, and whoever writes beside it, the content is the same. */
import type { RecordStore } from '#storage/record-store.ts';
import { hashSnapshot } from '#storage/book-reader.ts';
import { hashInPlace } from '#storage/sha256.ts';
import { appendEach, equal, failureOf, faultOf, nameOf, type ContractCase, withLastFlipped } from './log-device.ts';
import { words, wordsOf } from './set-codec.ts';

export const compacting: readonly ContractCase[] = [
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
    name: 'an append that lands while a compaction reads is not counted as covered',
    run: async (device) => {
      let beside: Promise<void> | null = null;
      const wrap = (store: RecordStore): RecordStore => ({
        ...store,
        readUpdates: async (book, covered) => {
          const records = await store.readUpdates(book, covered);
          await (beside ??= appendEach(log, 'org', 'b'));
          return records;
        }
      });
      const log = await device.start({ session: 's1', wrap });
      await appendEach(log, 'org', 'a');
      await log.compact('org');
      const loaded = await (await device.start({ session: 's2' })).load('org');
      equal([wordsOf(loaded), loaded.updates.length], ['a b', 1], 'content');
    }
  },
  {
    name: 'a record that was written but called failed, and then compacted, does not give its number away',
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
      await log.compact('org');
      isLying = false;
      await appendEach(log, 'org', 'b');
      equal(wordsOf(await (await device.start({ session: 's2' })).load('org')), 'a b', 'content');
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
    name: 'snapshots of which neither covers the other both count',
    run: async (device) => {
      for (const session of ['s1', 's2']) {
        await appendEach(await device.start({ session }), 'org', `word-${session}`);
        const { hash, stored } = (await device.records.find({ book: 'org', session, seq: 1 }))!;
        const heads = new Map([[session, { seq: 1, hash }]]);
        const name = await hashSnapshot(heads, stored, hashInPlace);
        await device.records.writeSnapshot({ book: 'org', heads, stored, hash: name });
        await device.records.erase([{ book: 'org', session, seq: 1 }], []);
      }
      const log = await device.start({ session: 's3' });
      equal(wordsOf(await log.load('org')), 'word-s1 word-s2', 'content');
      await appendEach(log, 'org', 'x');
      await log.compact('org');
      equal((await device.records.listSnapshots('org')).length, 1, 'snapshots');
      equal(wordsOf(await (await device.start({ session: 's4' })).load('org')), 'word-s1 word-s2 x', 'compacted');
    }
  },
  {
    name: 'a load beside the compaction of another tab sees the book before or after it',
    run: async (device) => {
      const other = await device.start({ session: 's1' });
      await appendEach(other, 'org', 'a', 'b');
      let compacted: Promise<void> | null = null;
      const wrap = (store: RecordStore): RecordStore => ({
        ...store,
        readUpdates: async (book, covered) => {
          await (compacted ??= other.compact('org'));
          return store.readUpdates(book, covered);
        }
      });
      const log = await device.start({ session: 's2', wrap });
      equal(wordsOf(await log.load('org')), 'a b', 'content');
    }
  },
  {
    name: 'an altered snapshot is named, unless everything it held is still there',
    run: async (device) => {
      let keepsUpdates = true;
      const wrap = (store: RecordStore): RecordStore => ({
        ...store,
        writeSnapshot: (snapshot) => store.writeSnapshot({ ...snapshot, stored: withLastFlipped(snapshot.stored) }),
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
