/**
 * The real relay on a real port, with its disk in memory and people who sign in by a header; and what hostile tests
 * write to it: commits as text, and Yjs updates struct by struct, so that each rule can be broken on purpose.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import * as encoding from 'lib0/encoding';
import { drawSessionId } from '#kernel/ids.ts';
import { createClock, type Clock } from '#kernel/stamp.ts';
import { commitToText, type Commit } from '#protocol/commit.ts';
import { column } from '#schema/column.ts';
import { createSchema, type Schema } from '#schema/module.ts';
import { ledger, sheet } from '#schema/table.ts';
import { createMemoryDocuments } from '#storage/memory-documents.ts';
import { createMemoryLog, MemoryDisk } from '#storage/memory-log.ts';
import type { UpdateLog } from '#storage/update-log.ts';
import { yjsCodec } from '#workspace/book-shelf.ts';
import { attachRelay, type Relay } from '../../sync-server/relay/attach-relay.ts';

const both = (text: string) => ({ zh: text, en: text });

const items = sheet({
  id: 'test.items',
  label: both('items'),
  book: { audience: 'org' },
  columns: {
    name: column.text({ label: both('name') }),
    price: column.money({ label: both('price'), min: 0, onConflict: 'hold' })
  }
});

const moves = ledger({
  id: 'test.moves',
  label: both('moves'),
  book: { audience: 'org' },
  columns: { item: column.text({ label: both('item') }), quantity: column.integer({ label: both('quantity') }) }
});

const visits = sheet({
  id: 'test.visits',
  label: both('visits'),
  book: { audience: 'shop', shop: 'shop', period: 'on' },
  columns: { shop: column.text({ label: both('shop') }), on: column.date({ label: both('on') }) }
});

export function hostileSchema(): Schema {
  const move = {
    id: 'test.move',
    label: both('move'),
    input: {},
    writes: [{ table: 'test.moves' }],
    plan: () => ({ ok: true as const, value: [] })
  };
  const parts = { groups: [], computed: {}, alerts: [], pages: [], actions: [move] };
  return createSchema([
    { id: 'test', label: both('test'), area: 'business', tables: [items, moves, visits], ...parts }
  ]);
}

export interface TestRelay {
  readonly url: string;
  readonly disk: MemoryDisk;
  readonly documents: Map<string, string>;
  /** What it said about failures, newest last. */
  readonly failures: readonly string[];
  /** Moves its clock. */
  nowMs: number;
  close(): Promise<void>;
}

export interface RelayOptions {
  /** Stands between the relay and its disk, e.g. to hold writes back. */
  readonly wrapLog?: (log: UpdateLog) => UpdateLog;
  readonly disk?: MemoryDisk;
  readonly documents?: Map<string, string>;
}

const ALLOWED_ORIGIN = 'http://shop.test';

/** `authenticate` believes the header `x-user`; without one nobody is signed in. */
export async function startTestRelay({
  wrapLog,
  disk = new MemoryDisk(),
  documents = new Map()
}: RelayOptions = {}): Promise<TestRelay> {
  const server = createServer((_request, response) => response.end());
  const url = `ws://127.0.0.1:${await listen(server)}/sync`;
  const failures: string[] = [];
  const log = createMemoryLog({ disk, session: drawSessionId(Math.random), codec: yjsCodec, windowMs: 2 });
  const started: { nowMs: number } = { nowMs: Date.now() };
  const relay: Relay = await attachRelay({
    server,
    authenticate: async (request) => {
      const user = request.headers['x-user'];
      return typeof user === 'string' ? { user, name: `${user} by name`, sessionId: user } : null;
    },
    isAllowedOrigin: (origin) => origin === ALLOWED_ORIGIN,
    log: wrapLog ? wrapLog(log) : log,
    documents: createMemoryDocuments(documents),
    schema: hostileSchema(),
    now: () => started.nowMs,
    random: Math.random,
    version: 'test',
    onFailure: (sentence) => void failures.push(sentence),
    noteUse: () => undefined,
    onSessionEnded: () => () => undefined
  });
  return Object.assign(started, {
    url,
    disk,
    documents,
    failures,
    async close() {
      await relay.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await log.close();
    }
  });
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

// ---- commits ---------------------------------------------------------------------------------------------------------

export interface Author {
  readonly user: string;
  readonly device: string;
  readonly session: string;
  readonly client: number;
  readonly clock: Clock;
  /** Item rows made so far, for ids. */
  made: number;
}

let authors = 0;

export function newAuthor(user: string, now: () => number = Date.now, device?: string): Author {
  const ordinal = ++authors;
  const session = ordinal.toString(36).padStart(8, 's');
  const at = device ?? ordinal.toString(36).padStart(8, 'd');
  return {
    user,
    device: at,
    session,
    client: 1_000_000 + ordinal,
    clock: createClock({ device: at, session, now }),
    made: 0
  };
}

export const writerOf = ({ device, session }: Author): string => `${device}.${session}`;

/** A commit that adds one item; `changed` replaces any part of it. */
export function addItem(author: Author, name: string, changed: Partial<Commit> = {}): Commit {
  const id = author.clock.next();
  const row = `${writerOf(author)}.row${(author.made++).toString(36).padStart(6, '0')}`;
  return {
    id,
    by: author.user,
    on: author.device,
    action: 'rows.add',
    writes: [{ table: 'test.items', new: true, columns: ['name', 'price'], rows: [[row, name, 100]] }],
    ...changed
  };
}

export function editItem(author: Author, row: string, changed: Partial<Commit> = {}): Commit {
  return {
    id: author.clock.next(),
    by: author.user,
    on: author.device,
    action: 'cells.edit',
    writes: [{ table: 'test.items', columns: ['name'], rows: [[row, 'edited']] }],
    ...changed
  };
}

export const rowOf = ({ writes }: Commit): string => writes[0]!.rows[0]![0];
export const toText = commitToText;

// ---- Yjs updates, struct by struct -----------------------------------------------------------------------------------

export interface RawStruct {
  /** Low 5 bits of the info byte: 8 any, 1 deleted, 0 GC, 10 skip, 4 string, 7 type. */
  readonly type?: number;
  readonly texts?: readonly unknown[];
  /** Length of GC, skip and deleted runs. */
  readonly length?: number;
  readonly feed?: string;
  readonly origin?: readonly [number, number];
  readonly rightOrigin?: readonly [number, number];
  readonly mapKey?: string;
}

export interface RawSection {
  readonly client: number;
  readonly clock: number;
  readonly structs: readonly RawStruct[];
}

export interface RawDeletes {
  readonly client: number;
  readonly ranges: readonly (readonly [number, number])[];
}

/** A Yjs update of encoding 1, as a client would never write it. */
export function encodeRaw(sections: readonly RawSection[], deletes: readonly RawDeletes[] = []): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sections.length);
  for (const { client, clock, structs } of sections) {
    encoding.writeVarUint(encoder, structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const struct of structs) writeRaw(encoder, struct);
  }
  encoding.writeVarUint(encoder, deletes.length);
  for (const { client, ranges } of deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

function writeRaw(encoder: encoding.Encoder, struct: RawStruct): void {
  const { type = 8, texts = [], length = texts.length, feed, origin, rightOrigin, mapKey } = struct;
  encoding.writeUint8(encoder, type | (origin ? 128 : 0) | (rightOrigin ? 64 : 0) | (mapKey === undefined ? 0 : 32));
  if (type === 0 || type === 10) return encoding.writeVarUint(encoder, length);
  for (const id of [origin, rightOrigin]) if (id) for (const part of id) encoding.writeVarUint(encoder, part);
  if (!origin && !rightOrigin) {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, feed ?? 'nowhere');
    if (mapKey !== undefined) encoding.writeVarString(encoder, mapKey);
  }
  if (type === 4) return encoding.writeVarString(encoder, String(texts[0]));
  if (type === 7) return encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, length);
  if (type === 8) for (const value of texts) encoding.writeAny(encoder, value as string);
}

/** The frame an honest client would send for these texts, the first at `clock`. */
export function honestFrame(author: Author, clock: number, texts: readonly string[]): Uint8Array {
  const place = clock === 0 ? { feed: `${writerOf(author)}/0` } : { origin: [author.client, clock - 1] as const };
  return encodeRaw([{ client: author.client, clock, structs: [{ texts, ...place }] }]);
}
