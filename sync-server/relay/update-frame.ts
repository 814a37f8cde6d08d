/**
 * A Yjs update (encoding 1) as the relay reads it: parsed within bounds, checked struct by struct, and written again from
 * the parsed values, so that no client byte reaches Yjs or the log (protocol, pipeline and PRE 1–4).
 *
 * Layout per section: varUint structs, varUint client, varUint clock; per struct one info byte (low 5 bits the content's
 * type, bit 8 origin, bit 7 right origin, bit 6 map key), then origin or parent, then content. Source: Yjs INTERNALS.md
 * and src/utils/encoding.js, yjs 13.6.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { LIMITS } from '#protocol/limits.ts';

/** Texts of a feed, or a run of deleted entries, as one client wrote them. */
export interface FrameStruct {
  readonly clock: number;
  readonly length: number;
  /** Null for a run of deleted entries. */
  readonly texts: readonly string[] | null;
  /** The feed it begins; null when it follows the entry at `clock - 1`. */
  readonly feed: string | null;
}

export interface FrameSection {
  readonly client: number;
  readonly structs: readonly FrameStruct[];
}

export type FrameFault = 'too-large' | 'too-many-structs' | 'foreign-content' | 'wrong-origin' | 'broken';

export type ParsedFrame =
  | { readonly ok: true; readonly sections: readonly FrameSection[] }
  | { readonly ok: false; readonly fault: FrameFault };

const REF = { deleted: 1, any: 8 } as const;
const INFO = { type: 31, mapKey: 32, rightOrigin: 64, origin: 128 } as const;
const ANY_STRING = 119;

class Fault extends Error {
  readonly fault: FrameFault;
  constructor(fault: FrameFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * `isOwn` tells the client ids bound to this connection's device and user. Foreign sections are read past and dropped:
 * honest sync answers carry them. The delete set is not read at all: clients never delete.
 */
export function parseFrame(bytes: Uint8Array, isOwn: (client: number) => boolean): ParsedFrame {
  if (bytes.length > LIMITS.maxFrameBytes) return { ok: false, fault: 'too-large' };
  try {
    const decoder = decoding.createDecoder(bytes);
    const count = decoding.readVarUint(decoder);
    let structsLeft: number = LIMITS.maxStructsPerFrame;
    const sections: FrameSection[] = [];
    const own = new Set<number>();
    for (let i = 0; i < count; i++) {
      const structs = decoding.readVarUint(decoder);
      structsLeft -= structs;
      if (structsLeft < 0) throw new Fault('too-many-structs');
      const client = decoding.readVarUint(decoder);
      // Of two sections of one client Yjs keeps only the last: what was judged would not be what is stored.
      if (own.has(client)) throw new Fault('broken');
      if (isOwn(client)) own.add(client);
      const section = readSection(decoder, { client, structs, own: isOwn(client) });
      if (section) sections.push(section);
    }
    return { ok: true, sections };
  } catch (error) {
    return { ok: false, fault: error instanceof Fault ? error.fault : 'broken' };
  }
}

interface SectionHead {
  readonly client: number;
  readonly structs: number;
  readonly own: boolean;
}

function readSection(decoder: decoding.Decoder, { client, structs, own }: SectionHead): FrameSection | null {
  let clock = decoding.readVarUint(decoder);
  const read: FrameStruct[] = [];
  for (let i = 0; i < structs; i++) {
    const struct = own ? readOwnStruct(decoder, client, clock) : skipStruct(decoder, clock);
    read.push(struct);
    clock += struct.length;
  }
  return own ? { client, structs: read } : null;
}

function readOwnStruct(decoder: decoding.Decoder, client: number, clock: number): FrameStruct {
  const info = decoding.readUint8(decoder);
  const type = info & INFO.type;
  if (type !== REF.any && type !== REF.deleted) throw new Fault('foreign-content');
  if (info & (INFO.rightOrigin | INFO.mapKey)) throw new Fault('wrong-origin');
  let feed: string | null = null;
  if (info & INFO.origin) {
    const [originClient, originClock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
    if (originClient !== client || originClock !== clock - 1) throw new Fault('wrong-origin');
  } else {
    if (decoding.readVarUint(decoder) !== 1) throw new Fault('wrong-origin');
    feed = decoding.readVarString(decoder);
  }
  if (type === REF.deleted) return { clock, length: readLength(decoder), texts: null, feed };
  const length = readLength(decoder);
  const texts: string[] = [];
  for (let i = 0; i < length; i++) {
    if (decoding.readUint8(decoder) !== ANY_STRING) throw new Fault('foreign-content');
    texts.push(decoding.readVarString(decoder));
  }
  return { clock, length, texts, feed };
}

/** A length is bounded by the bytes that are left: a nine-byte frame must not make us allocate megabytes. */
function readLength(decoder: decoding.Decoder): number {
  const length = decoding.readVarUint(decoder);
  if (length < 1 || length > LIMITS.maxFrameBytes) throw new Fault('broken');
  return length;
}

/** Reads past a struct of another session. Of content only what honest feeds hold can be read past; else the frame ends. */
function skipStruct(decoder: decoding.Decoder, clock: number): FrameStruct {
  const info = decoding.readUint8(decoder);
  const type = info & INFO.type;
  if (type === 0 || type === 10) return { clock, length: decoding.readVarUint(decoder), texts: null, feed: null };
  if (info & INFO.origin) skipId(decoder);
  if (info & INFO.rightOrigin) skipId(decoder);
  if (!(info & (INFO.origin | INFO.rightOrigin))) {
    if (decoding.readVarUint(decoder) === 1) decoding.readVarString(decoder);
    else skipId(decoder);
    if (info & INFO.mapKey) decoding.readVarString(decoder);
  }
  if (type !== REF.any && type !== REF.deleted) throw new Fault('foreign-content');
  const length = readLength(decoder);
  if (type === REF.any)
    for (let i = 0; i < length; i++) {
      if (decoding.readUint8(decoder) !== ANY_STRING) throw new Fault('foreign-content');
      decoding.readVarUint8Array(decoder);
    }
  return { clock, length, texts: null, feed: null };
}

function skipId(decoder: decoding.Decoder): void {
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
}

/** What of a section lies at or after `clock`; a struct that straddles it is cut and then follows its own beginning. */
export function sectionFrom(section: FrameSection, clock: number): FrameSection {
  const structs = section.structs
    .filter((struct) => struct.clock + struct.length > clock)
    .map((struct): FrameStruct => {
      const cut = clock - struct.clock;
      if (cut <= 0) return struct;
      return { clock, length: struct.length - cut, texts: struct.texts?.slice(cut) ?? null, feed: null };
    });
  return { client: section.client, structs };
}

/** The sections as one Yjs update with an empty delete set. */
export function encodeFrame(sections: readonly FrameSection[]): Uint8Array {
  const encoder = encoding.createEncoder();
  // Yjs integrates sections in descending order of client ids, as its own encoder writes them.
  const ordered = sections.filter((s) => s.structs.length > 0).sort((a, b) => b.client - a.client);
  encoding.writeVarUint(encoder, ordered.length);
  for (const { client, structs } of ordered) {
    encoding.writeVarUint(encoder, structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, structs[0]!.clock);
    for (const struct of structs) writeStruct(encoder, client, struct);
  }
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

function writeStruct(encoder: encoding.Encoder, client: number, struct: FrameStruct): void {
  encoding.writeUint8(encoder, (struct.texts ? REF.any : REF.deleted) | (struct.feed === null ? INFO.origin : 0));
  if (struct.feed === null) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, struct.clock - 1);
  } else {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, struct.feed);
  }
  encoding.writeVarUint(encoder, struct.length);
  for (const text of struct.texts ?? []) {
    encoding.writeUint8(encoder, ANY_STRING);
    encoding.writeVarString(encoder, text);
  }
}
