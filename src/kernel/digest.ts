/**
 * A sum of hashes: adding and removing an entry costs only that entry, and the order of arrival does not matter. Two
 * replicas compare these after every sync. Not a defence against a forger (that is the relay's audit chain), but two
 * independent 32-bit lanes (cyrb53's mixing, by bryc, public domain) make an accidental match one in 2^64.
 */
export interface SetDigest {
  add(text: string): void;
  remove(text: string): void;
  /** 16 hex digits and the count, e.g. `3f…:1204`. */
  read(): string;
}

export function hashLanes(text: string): readonly [number, number] {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [high >>> 0, low >>> 0];
}

export function createSetDigest(): SetDigest {
  let high = 0;
  let low = 0;
  let count = 0;
  const shift = (text: string, sign: 1 | -1): void => {
    const [a, b] = hashLanes(text);
    high = (high + sign * a) >>> 0;
    low = (low + sign * b) >>> 0;
    count += sign;
  };
  return {
    add: (text) => shift(text, 1),
    remove: (text) => shift(text, -1),
    read: () => `${high.toString(16).padStart(8, '0')}${low.toString(16).padStart(8, '0')}:${count}`
  };
}
