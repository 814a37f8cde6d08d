/**
 * Bytes as base64 text: PouchDB reads many small text fields four times faster than as many small attachments. Most of
 * the time of a load would go here, so the platform's own codec is taken wherever there is one.
 */
interface NativeCodec {
  readonly fromBase64?: (text: string) => Uint8Array;
}
interface NativeBytes {
  readonly toBase64?: () => string;
}
interface NodeBuffer {
  from(data: string, encoding: 'base64'): Uint8Array;
  from(data: ArrayBufferLike, offset: number, length: number): { toString(encoding: 'base64'): string };
}

const nodeBuffer = (globalThis as { Buffer?: NodeBuffer }).Buffer;
const fromNative = (Uint8Array as NativeCodec).fromBase64;

// String.fromCharCode takes its arguments on the stack; more of them than this overflow it in some browsers.
const CHUNK = 0x8000;

export function bytesToBase64(bytes: Uint8Array): string {
  if (nodeBuffer) return nodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  const native = (bytes as NativeBytes).toBase64;
  if (native) return native.call(bytes);
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

/** Text that is no base64 gives other bytes than were written, or none: the hash chain names it, this does not throw. */
export function base64ToBytes(text: string): Uint8Array {
  if (nodeBuffer) return nodeBuffer.from(text, 'base64');
  try {
    if (fromNative) return fromNative.call(Uint8Array, text);
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
}
