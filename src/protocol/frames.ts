/** Frames of the shared socket, written and read by both sides. Layout: see messages. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { FRAME } from './messages.ts';

export type Frame =
  | { readonly kind: 'open'; readonly channel: number; readonly name: string }
  | { readonly kind: 'close'; readonly channel: number; readonly code: number; readonly reason: string }
  | { readonly kind: 'data'; readonly channel: number; readonly bytes: Uint8Array }
  | { readonly kind: 'hello' | 'welcome' | 'books'; readonly json: string }
  | { readonly kind: 'alive' };

const JSON_KINDS = { hello: FRAME.HELLO, welcome: FRAME.WELCOME, books: FRAME.BOOKS } as const;

export function writeFrame(frame: Frame): Uint8Array {
  const encoder = encoding.createEncoder();
  switch (frame.kind) {
    case 'open':
      encoding.writeVarUint(encoder, FRAME.OPEN);
      encoding.writeVarUint(encoder, frame.channel);
      encoding.writeVarString(encoder, frame.name);
      break;
    case 'close':
      encoding.writeVarUint(encoder, FRAME.CLOSE);
      encoding.writeVarUint(encoder, frame.channel);
      encoding.writeVarUint(encoder, frame.code);
      encoding.writeVarString(encoder, frame.reason);
      break;
    case 'data':
      encoding.writeVarUint(encoder, FRAME.DATA);
      encoding.writeVarUint(encoder, frame.channel);
      encoding.writeUint8Array(encoder, frame.bytes);
      break;
    case 'alive':
      encoding.writeVarUint(encoder, FRAME.ALIVE);
      break;
    default:
      encoding.writeVarUint(encoder, JSON_KINDS[frame.kind]);
      encoding.writeVarString(encoder, frame.json);
  }
  return encoding.toUint8Array(encoder);
}

/** Null for bytes that are no frame. */
export function readFrame(bytes: Uint8Array): Frame | null {
  const decoder = decoding.createDecoder(bytes);
  try {
    const kind = decoding.readVarUint(decoder);
    switch (kind) {
      case FRAME.OPEN:
        return { kind: 'open', channel: decoding.readVarUint(decoder), name: decoding.readVarString(decoder) };
      case FRAME.CLOSE:
        return {
          kind: 'close',
          channel: decoding.readVarUint(decoder),
          code: decoding.readVarUint(decoder),
          reason: decoding.readVarString(decoder)
        };
      case FRAME.DATA:
        return { kind: 'data', channel: decoding.readVarUint(decoder), bytes: decoding.readTailAsUint8Array(decoder) };
      case FRAME.HELLO:
        return { kind: 'hello', json: decoding.readVarString(decoder) };
      case FRAME.WELCOME:
        return { kind: 'welcome', json: decoding.readVarString(decoder) };
      case FRAME.BOOKS:
        return { kind: 'books', json: decoding.readVarString(decoder) };
      case FRAME.ALIVE:
        return { kind: 'alive' };
      default:
        return null;
    }
  } catch {
    // reason: a truncated frame is an answer, not an accident: the caller closes the socket with a named code.
    return null;
  }
}
