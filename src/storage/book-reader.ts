/**
 * Reads one book back and says whether all of it is there.
 *
 * Every snapshot is a promise: "up to these heads, it is in me". So a broken one still tells what must be found
 * elsewhere, and two that overlap (a crash between writing the new and deleting the old, or two tabs that compacted at
 * once) are both taken unless one covers the other. Updates that a snapshot covers are skipped by number, whether their
 * deletion happened or not.
 */
import { coversAll, furthestHeads, missingHeads, walkChains } from './hash-chain.ts';
import type { RecordStore, SnapshotLabel, UpdateKey, UpdateRecord } from './record-store.ts';
import type { Sha256 } from './sha256.ts';
import type { Envelope } from './stored-bytes.ts';
import type { ChainHead, Damage, LoadedBook, SessionHeads } from './update-log.ts';

export interface BookReading {
  readonly content: LoadedBook;
  readonly damages: readonly Damage[];
  /** How far every chain goes or should go, as known when the reading began; never what was appended beside it. */
  readonly reach: SessionHeads;
  readonly updates: readonly UpdateKey[];
  readonly readable: readonly SnapshotLabel[];
  /** Those of the readable that others cover. */
  readonly superseded: readonly SnapshotLabel[];
  /** Snapshots whose bytes are not what was written. */
  readonly unreadable: readonly SnapshotLabel[];
  readonly snapshotBytes: number;
  readonly updateBytes: number;
}

export interface ReadRequest {
  readonly book: string;
  readonly store: RecordStore;
  readonly envelope: Envelope;
  readonly hash: Sha256;
  /** Heads known from elsewhere, taken before the reading starts: what is appended meanwhile is no damage. */
  readonly known: SessionHeads;
  /** `uncovered` lets the store jump over what snapshots hold; `all` also finds what a crash left undeleted. */
  readonly scan: 'uncovered' | 'all';
}

/** Another tab may compact between the two reads and delete what the first did not yet see covered. */
const READS = 5;

interface StoredBook {
  readonly labels: readonly SnapshotLabel[];
  readonly taken: TakenSnapshots;
  readonly records: readonly UpdateRecord[];
}

async function readStored(request: ReadRequest): Promise<StoredBook> {
  const { book, store, scan } = request;
  let labels = await store.listSnapshots(book);
  for (let left = READS; ; left--) {
    const taken = await takeSnapshots(labels, request);
    const records = await store.readUpdates(book, scan === 'all' ? new Map() : taken.heads);
    const labelsNow = await store.listSnapshots(book);
    if (left === 0 || namesOf(labelsNow) === namesOf(labels)) return { labels, taken, records };
    labels = labelsNow;
  }
}

function namesOf(labels: readonly SnapshotLabel[]): string {
  return labels
    .map((label) => label.hash)
    .sort()
    .join();
}

export async function readBook(request: ReadRequest): Promise<BookReading> {
  const { book, hash, known } = request;
  const { labels, taken, records } = await readStored(request);
  const covered = taken.heads;
  const walk = await walkChains({ book, covered, records, hash });
  const promised = labels.map((label) => label.heads).reduce<SessionHeads>(furthestHeads, known);
  const missing = missingHeads(book, walk, promised);
  const opened = await Promise.all(walk.sound.map((record) => openUpdate(record, request)));
  // An unreadable snapshot is no damage while everything it held is still there.
  const lost = missing.length > 0 ? taken.unreadable : [];
  const damages: Damage[] = [...lost.map(snapshotDamage), ...walk.damages, ...missing];
  for (const [i, bytes] of opened.entries()) {
    const record = walk.sound[i];
    if (record && !bytes) damages.push({ book, session: record.session, seq: record.seq, kind: 'altered' });
  }
  const updates = [...taken.bytes.slice(1), ...opened.filter((bytes) => bytes !== null)];
  return {
    content: { snapshot: taken.bytes[0] ?? null, updates, heads: walk.heads },
    damages,
    reach: furthestHeads(walk.heads, promised),
    updates: records,
    readable: labels.filter((label) => !taken.unreadable.includes(label)),
    superseded: taken.superseded,
    unreadable: taken.unreadable,
    snapshotBytes: taken.bytes.reduce((sum, bytes) => sum + bytes.length, 0),
    updateBytes: walk.sound.reduce((sum, record) => sum + record.stored.length, 0)
  };
}

interface TakenSnapshots {
  readonly superseded: readonly SnapshotLabel[];
  readonly unreadable: readonly SnapshotLabel[];
  readonly bytes: readonly Uint8Array[];
  readonly heads: SessionHeads;
}

async function takeSnapshots(labels: readonly SnapshotLabel[], request: ReadRequest): Promise<TakenSnapshots> {
  const superseded: SnapshotLabel[] = [];
  const unreadable: SnapshotLabel[] = [];
  const bytes: Uint8Array[] = [];
  let heads: SessionHeads = new Map();
  for (const label of [...labels].sort((a, b) => coverageOf(b.heads) - coverageOf(a.heads))) {
    const isCovered = bytes.length > 0 && coversAll(heads, label.heads);
    const opened = isCovered ? null : await openSnapshot(label, request);
    if (opened) {
      bytes.push(opened);
      heads = furthestHeads(heads, label.heads);
    } else (isCovered ? superseded : unreadable).push(label);
  }
  return { superseded, unreadable, bytes, heads };
}

function snapshotDamage({ book }: SnapshotLabel): Damage {
  return { book, session: 'snapshot', seq: 0, kind: 'altered' };
}

async function openSnapshot(label: SnapshotLabel, request: ReadRequest): Promise<Uint8Array | null> {
  const stored = await request.store.readSnapshot(label);
  if ((await hashSnapshot(label.heads, stored, request.hash)) !== label.hash) return null;
  return request.envelope.unwrap(stored).catch(() => null);
}

async function openUpdate(record: { readonly stored: Uint8Array }, request: ReadRequest): Promise<Uint8Array | null> {
  return request.envelope.unwrap(record.stored).catch(() => null);
}

/** Over the heads and the hash of the bytes, so that a book of many megabytes need not be copied to be checked. */
export async function hashSnapshot(heads: SessionHeads, stored: Uint8Array, hash: Sha256): Promise<string> {
  return hash([new TextEncoder().encode(headsToJson(heads) + (await hash([stored])))]);
}

/** Text, in the order the sessions were last seen writing, so that its hash is one for one list. */
export function headsToJson(heads: SessionHeads): string {
  return JSON.stringify([...heads].map(([session, { seq, hash }]) => [session, seq, hash]));
}

/** Text that was altered gives no heads; the snapshot's hash then no longer fits either, and names it. */
export function headsFromJson(text: string): Map<string, ChainHead> {
  try {
    const rows = JSON.parse(text) as readonly (readonly [string, number, string])[];
    return new Map(rows.map(([session, seq, hash]) => [session, { seq, hash }]));
  } catch {
    return new Map();
  }
}

function coverageOf(heads: SessionHeads): number {
  let sum = 0;
  for (const { seq } of heads.values()) sum += seq;
  return sum;
}
