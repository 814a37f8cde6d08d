/** Stamps: later is later, whatever the clock on the wall does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock, deviceOf, hlcOf, isStamp, millisOf, sessionOf, STAMP_WIDTH, writerOf } from './stamp.ts';

const DEVICE = 'device01';
const SESSION = 'session1';
const T = 1_780_000_000_000;

function clockAt(times: () => number) {
  return createClock({ device: DEVICE, session: SESSION, now: times });
}

describe('a stamp', () => {
  it('[STAMP 1] has one width and names moment, device and session', () => {
    const stamp = clockAt(() => T).next();
    expect([stamp.length, isStamp(stamp), millisOf(stamp)]).toEqual([STAMP_WIDTH, true, T]);
    expect([deviceOf(stamp), sessionOf(stamp), writerOf(stamp), hlcOf(stamp).length]).toEqual([
      DEVICE,
      SESSION,
      `${DEVICE}.${SESSION}`,
      12
    ]);
  });

  it('[STAMP 2] is nothing else', () => {
    const stamp = clockAt(() => T).next();
    for (const other of [
      stamp.toUpperCase(),
      `${stamp} `,
      stamp.slice(1),
      stamp.replace('.', '-'),
      `${stamp}\n`,
      '',
      null,
      5
    ])
      expect(isStamp(other), String(other)).toBe(false);
  });

  it('[STAMP 3] compares as text like time, over nine digits of milliseconds', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.nat(2 ** 40), (a, b) => {
        const [one, two] = [a, b].map((ms) => hlcOf(clockAt(() => ms).next())) as [string, string];
        expect(one < two).toBe(Math.floor(a) < Math.floor(b));
      }),
      { seed: 7 }
    );
  });
});

describe('a clock', () => {
  it('[STAMP 10] gives later stamps though the wall clock stands still or goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { minLength: 2, maxLength: 40 }), (steps) => {
        let at = 0;
        const clock = clockAt(() => T + steps[at++ % steps.length]! - 2_500);
        const stamps = steps.map(() => clock.next());
        expect([...stamps].sort()).toEqual(stamps);
        expect(new Set(stamps).size).toBe(stamps.length);
      }),
      { seed: 7 }
    );
  });

  it('[STAMP 11] moves the milliseconds on when the counter is full', () => {
    const clock = clockAt(() => T);
    clock.adopt(`${clock.next().slice(0, 9)}zzy.other000.other000`);
    const [last, over] = [clock.next(), clock.next()];
    expect([last.slice(9, 12), millisOf(last)]).toEqual(['zzz', T]);
    expect([over.slice(9, 12), millisOf(over)]).toEqual(['000', T + 1]);
    expect(over > last).toBe(true);
  });

  it('[STAMP 12] never falls behind what it has seen', () => {
    const clock = clockAt(() => T);
    const future = clockAt(() => T + 999_999).next();
    clock.adopt(future);
    expect(clock.next() > future).toBe(true);
    clock.adopt(clockAt(() => 5).next());
    expect(millisOf(clock.next())).toBe(T + 999_999);
  });

  it('[STAMP 13] set right goes on as a new session from the newest stamp that stands', () => {
    const clock = clockAt(() => T + 3_600_000);
    clock.next();
    const standing = clockAt(() => T - 5).next();
    clock.renew({ session: 'session2', offsetMs: -3_600_000, from: standing });
    const stamp = clock.next();
    expect([millisOf(stamp), sessionOf(stamp), clock.now()]).toEqual([T, 'session2', T]);
    clock.renew({ session: 'session3', offsetMs: -7_200_000, from: stamp });
    expect(clock.next() > stamp, 'but never behind it').toBe(true);
  });

  it('[STAMP 14] takes only ids of the fixed width', () => {
    expect(() => createClock({ device: 'short', session: SESSION, now: () => T })).toThrow();
    expect(() => clockAt(() => T).renew({ session: 'short', offsetMs: 0, from: null })).toThrow();
  });
});
