/**
 * The first stored byte says how the rest is to be read, from the first release on: sealing may come later to a
 * device that already holds plain records, and both must load (rule 23).
 */
import { joinBytes } from './sha256.ts';
import type { Sealing } from './update-log.ts';

const PLAIN = 1;

export interface Envelope {
  wrap(bytes: Uint8Array): Promise<Uint8Array>;
  /** Throws for a format nobody here can open, and where sealed bytes were tampered with. */
  unwrap(stored: Uint8Array): Promise<Uint8Array>;
}

export function createEnvelope(sealing?: Sealing): Envelope {
  return {
    wrap: async (bytes) =>
      sealing
        ? joinBytes([Uint8Array.of(sealing.format), await sealing.seal(bytes)])
        : joinBytes([Uint8Array.of(PLAIN), bytes]),
    unwrap: async (stored) => {
      const body = stored.subarray(1);
      if (stored[0] === PLAIN) return body;
      if (sealing && stored[0] === sealing.format) return sealing.open(body);
      throw new Error(`Stored bytes of format ${stored[0] ?? 'none'} cannot be opened here.`);
    }
  };
}
