/** Our messages on a book's channel, beside y-protocols' own: a type number and JSON text. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { MESSAGE } from './messages.ts';

type OwnMessage = typeof MESSAGE.VERDICTS | typeof MESSAGE.ASK | typeof MESSAGE.DIGEST;

export function writeJsonMessage(type: OwnMessage, content: unknown): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarString(encoder, JSON.stringify(content));
  return encoding.toUint8Array(encoder);
}

/** Throws on text that is no JSON: the caller answers with a close code. */
export function readJsonMessage(decoder: decoding.Decoder): unknown {
  return JSON.parse(decoding.readVarString(decoder));
}
