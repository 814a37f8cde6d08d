/** Ids that need no server, and the sum by which replicas compare what they hold. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSetDigest } from './digest.ts';
import { drawDeviceId, drawSessionId, keyedRowId, rowIdOf, stampOfRowId } from './ids.ts';
import { createClock } from './stamp.ts';

it('[ID 1] a row id begins with its writer and sorts in the order the rows were made', () => {
  let now = 1_780_000_000_000;
  const clock = createClock({ device: 'device01', session: 'session1', now: () => (now += 1) });
  const ids = Array.from({ length: 50 }, () => rowIdOf(clock.next(), 0));
  expect([...ids].sort()).toEqual(ids);
  expect(ids.every((id) => id.startsWith('device01.session1.'))).toBe(true);
  const stamp = clock.next();
  expect(new Set([0, 1, 2, 35, 36, 37].map((index) => rowIdOf(stamp, index))).size).toBe(6);
  expect([0, 37].map((index) => stampOfRowId(rowIdOf(stamp, index)))).toEqual([stamp, stamp]);
  expect([keyedRowId('product', 'F1'), stamp].map(stampOfRowId)).toEqual([null, null]);
});

it('[ID 2] ids made from keys are the same everywhere', () => {
  expect(keyedRowId('p', 'F100')).toBe('p:F100');
});

it('[ID 3] drawn ids have their width for every number that chance can give', () => {
  for (const random of [() => 0, () => 0.999_999_999, Math.random])
    for (const draw of [drawDeviceId, drawSessionId]) expect(draw(random)).toMatch(/^[0-9a-z]{8}$/);
});

it('[ID 4] a digest does not know the order, and taking away undoes adding', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 20 }), fc.string(), (texts, extra) => {
      const [one, two] = [createSetDigest(), createSetDigest()];
      for (const text of texts) one.add(text);
      for (const text of [extra, ...texts].reverse()) two.add(text);
      expect(two.read()).not.toBe(one.read());
      two.remove(extra);
      expect(two.read()).toBe(one.read());
    }),
    { seed: 7 }
  );
});
