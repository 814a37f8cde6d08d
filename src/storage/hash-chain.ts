/**
 * One chain per book and session. Its first link hashes the names of both, so that a record moved to another book or
 * session breaks it. Links are checked against the `prev` each record carries, all at once, and only then compared
 * along the chain: hashing in parallel is what keeps a load as fast as the database.
 */
import { hexToBytes, type Sha256 } from './sha256.ts';
import type { UpdateRecord } from './record-store.ts';
import type { ChainHead, Damage, DamageKind, SessionHeads } from './update-log.ts';

export async function startChain(book: string, session: string, hash: Sha256): Promise<ChainHead> {
  return { seq: 0, hash: await hash([new TextEncoder().encode(`${book}!${session}`)]) };
}

export function hashLink(prev: string, stored: Uint8Array, hash: Sha256): Promise<string> {
  return hash([hexToBytes(prev), stored]);
}

export interface ChainWalk {
  /** Per session the last record found, or what the snapshot covers. */
  readonly heads: Map<string, ChainHead>;
  /** Uncovered records whose bytes are those that were written, holes around them or not. */
  readonly sound: readonly UpdateRecord[];
  readonly damages: Damage[];
}

interface WalkInput {
  readonly book: string;
  readonly covered: SessionHeads;
  readonly records: readonly UpdateRecord[];
  readonly hash: Sha256;
}

export async function walkChains({ book, covered, records, hash }: WalkInput): Promise<ChainWalk> {
  const uncovered = records.filter((record) => record.seq > (covered.get(record.session)?.seq ?? 0)).sort(bySeq);
  const links = await Promise.all(uncovered.map((record) => hashLink(record.prev, record.stored, hash)));
  const heads = new Map(covered);
  const sound: UpdateRecord[] = [];
  const damages: Damage[] = [];
  for (const [i, record] of uncovered.entries()) {
    const { session, seq } = record;
    const before = heads.get(session) ?? (await startChain(book, session, hash));
    const damage = (kind: DamageKind, at: number): unknown => damages.push({ book, session, seq: at, kind });
    const isWhole = links[i] === record.hash;
    if (seq !== before.seq + 1) damage('hole', before.seq + 1);
    else if (isWhole && record.prev !== before.hash) damage('altered', seq);
    if (isWhole) sound.push(record);
    else damage('altered', seq);
    heads.delete(session); // to the end: the order of heads is the order in which sessions were last seen writing
    heads.set(session, { seq, hash: record.hash });
  }
  return { heads, sound, damages };
}

/** What `known` says was there and the walk did not reach, or reached with other content. */
export function missingHeads(book: string, walk: ChainWalk, known: SessionHeads): Damage[] {
  const damages: Damage[] = [];
  const hashes = new Map(walk.sound.map(({ session, seq, hash }) => [`${session}!${seq}`, hash]));
  for (const [session, { seq, hash }] of known) {
    const reached = walk.heads.get(session);
    if (!reached || reached.seq < seq) {
      damages.push({ book, session, seq: (reached?.seq ?? 0) + 1, kind: 'behind-head' });
      continue;
    }
    const found = reached.seq === seq ? reached.hash : hashes.get(`${session}!${seq}`);
    if (found !== undefined && found !== hash) damages.push({ book, session, seq, kind: 'altered' });
  }
  return damages;
}

/** The further of both for every session. */
export function furthestHeads(a: SessionHeads, b: SessionHeads): Map<string, ChainHead> {
  const heads = new Map(a);
  for (const [session, head] of b) if (head.seq > (heads.get(session)?.seq ?? 0)) heads.set(session, head);
  return heads;
}

export function coversAll(heads: SessionHeads, others: SessionHeads): boolean {
  return [...others].every(([session, { seq }]) => (heads.get(session)?.seq ?? 0) >= seq);
}

function bySeq(a: UpdateRecord, b: UpdateRecord): number {
  return a.session < b.session ? -1 : a.session > b.session ? 1 : a.seq - b.seq;
}
