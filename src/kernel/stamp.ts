/**
 * Hybrid logical clock stamps: wall time where clocks agree, causality where they do not.
 *
 * A stamp is `<hlc>.<device>.<session>`, all three of fixed width, so that plain text comparison is time order with
 * ties broken by device. The hlc is nine base-36 digits of milliseconds and three of a counter. A stamp is at once the
 * id of the commit it marks, so two sessions can never issue the same one.
 *
 * Skew-safe: a clock never falls behind what it has seen, and a counter that overflows moves the milliseconds on
 * (Kulkarni et al., "Logical Physical Clocks", 2014).
 */
import { assert } from './result.ts';

export type Stamp = string & { readonly __unit?: 'stamp' };
export type DeviceId = string;
export type SessionId = string;

export const DEVICE_WIDTH = 8;
export const SESSION_WIDTH = 8;
const MS_WIDTH = 9;
const COUNTER_WIDTH = 3;
const COUNTER_LIMIT = 36 ** COUNTER_WIDTH;
export const HLC_WIDTH = MS_WIDTH + COUNTER_WIDTH;
export const STAMP_WIDTH = HLC_WIDTH + 1 + DEVICE_WIDTH + 1 + SESSION_WIDTH;
const STAMP_PATTERN = /^[0-9a-z]{12}\.[0-9a-z]{8}\.[0-9a-z]{8}$/;

/** Clocks further ahead than this are told so and restamp (rules 15, protocol 20). */
export const MAX_AHEAD_MS = 5 * 60_000;

export function isStamp(text: unknown): text is Stamp {
  return typeof text === 'string' && text.length === STAMP_WIDTH && STAMP_PATTERN.test(text);
}

export function hlcOf(stamp: Stamp): string {
  return stamp.slice(0, HLC_WIDTH);
}

export function deviceOf(stamp: Stamp): DeviceId {
  return stamp.slice(HLC_WIDTH + 1, HLC_WIDTH + 1 + DEVICE_WIDTH);
}

export function sessionOf(stamp: Stamp): SessionId {
  return stamp.slice(-SESSION_WIDTH);
}

/** `<device>.<session>`: who may append to one feed. */
export function writerOf(stamp: Stamp): string {
  return stamp.slice(HLC_WIDTH + 1);
}

/** Wall-clock milliseconds since 1970, UTC, of the moment the stamp was issued (or of what it had to exceed). */
export function millisOf(stamp: Stamp): number {
  return parseInt(stamp.slice(0, MS_WIDTH), 36);
}

function formatHlc(ms: number, counter: number): string {
  return ms.toString(36).padStart(MS_WIDTH, '0') + counter.toString(36).padStart(COUNTER_WIDTH, '0');
}

export interface Clock {
  /** The next stamp: later than every stamp issued or adopted so far. */
  next(): Stamp;
  /** Learns a stamp from elsewhere: everything issued from now on is later. */
  adopt(stamp: Stamp): void;
  /**
   * Goes on as a new session with the wall clock shifted by `offsetMs`, from what was accepted: the way out of a future
   * that turned out to be wrong (rule 15).
   */
  renew(renewal: ClockRenewal): void;
  /** Milliseconds since 1970, UTC, corrected by the offset. */
  now(): number;
}

export interface ClockRenewal {
  readonly session: SessionId;
  readonly offsetMs: number;
  /** The newest stamp that stands. */
  readonly from: Stamp | null;
}

export interface ClockSetup {
  readonly device: DeviceId;
  readonly session: SessionId;
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
}

export function createClock({ device, session, now }: ClockSetup): Clock {
  assert(
    device.length === DEVICE_WIDTH && session.length === SESSION_WIDTH,
    'Device and session ids have fixed width.'
  );
  let suffix = `.${device}.${session}`;
  let offset = 0;
  let ms = 0;
  let counter = 0;
  return {
    next() {
      const wall = Math.max(0, Math.floor(now() + offset));
      if (wall > ms) {
        ms = wall;
        counter = 0;
      } else if (++counter >= COUNTER_LIMIT) {
        ms += 1;
        counter = 0;
      }
      return formatHlc(ms, counter) + suffix;
    },
    adopt(stamp) {
      const seenMs = millisOf(stamp);
      const seenCounter = parseInt(stamp.slice(MS_WIDTH, HLC_WIDTH), 36);
      if (seenMs > ms || (seenMs === ms && seenCounter > counter)) {
        ms = seenMs;
        counter = seenCounter;
      }
    },
    renew({ session: next, offsetMs, from }) {
      assert(next.length === SESSION_WIDTH, 'Session ids have fixed width.');
      suffix = `.${device}.${next}`;
      offset = offsetMs;
      ms = 0;
      counter = 0;
      if (from) this.adopt(from);
    },
    now: () => now() + offset
  };
}
