/** Wiping, sealing, and the small documents beside the log. */
import { appendEach, equal, faultOf, nameOf, type ContractCase } from './log-device.ts';
import { words, wordsOf } from './set-codec.ts';

const never = (): (() => void) => () => undefined;

export const keeping: readonly ContractCase[] = [
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
