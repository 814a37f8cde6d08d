/** Damage: whatever a store loses or changes is named with its place [rule 18]. */
import {
  appendEach,
  equal,
  failureOf,
  faultOf,
  nameOf,
  type ContractCase,
  type Device,
  withLastFlipped
} from './log-device.ts';
import { words, wordsOf } from './set-codec.ts';

async function alterUpdate({ records }: Device, session: string, seq: number): Promise<void> {
  const key = { book: 'org', session, seq };
  const record = await records.find(key);
  if (!record) throw new Error(`no record ${session} ${seq} to alter`);
  const stored = record.stored.slice();
  stored[stored.length - 3]! ^= 1;
  await records.erase([key], []);
  await records.append([{ ...record, stored }]);
}

export const damage: readonly ContractCase[] = [
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
  },
  {
    name: 'a snapshot that went bad is whole again once replaced by the very same content',
    run: async (device) => {
      const log = await device.start({ session: 's1' });
      await appendEach(log, 'org', 'a', 'b');
      await log.compact('org');
      const [label] = await device.records.listSnapshots('org');
      const stored = (await device.records.readSnapshot(label!)).slice();
      await device.records.erase([], [label!]);
      await device.records.writeSnapshot({ ...label!, stored: withLastFlipped(stored) });
      equal(nameOf(await faultOf(log, 'org')), 'altered org snapshot 0', 'fault');
      await log.replace('org', stored.subarray(1));
      equal(wordsOf(await (await device.start({ session: 's2' })).load('org')), 'a b', 'content');
    }
  }
];
