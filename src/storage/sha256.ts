/**
 * SHA-256 as hex. The browser's own is missing over plain http, where Lensbook must still keep its log, and for a
 * small update the trip to it costs more than the hash itself; so lib0's takes what is small and stands in where need be.
 */
import { digest } from 'lib0/hash/sha256';

export type Sha256 = (parts: readonly Uint8Array[]) => Promise<string>;

const SMALL_BYTES = 4_096;

/** Finishes without leaving the microtask queue, so that a simulation stays in its order. */
export const hashInPlace: Sha256 = async (parts) => bytesToHex(digest(joinBytes(parts)));

export const hashFast: Sha256 = async (parts) => {
  const bytes = joinBytes(parts);
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle || bytes.length < SMALL_BYTES) return bytesToHex(digest(bytes));
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
};

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function bytesToHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

/** Anything that is not hex becomes zeros: it then fails the comparison it was read for. */
export function hexToBytes(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16) || 0;
  return bytes;
}
