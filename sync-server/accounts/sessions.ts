/**
 * Who is signed in where. The browser holds a random token of 256 bits, the store only its hash: a stolen backup signs
 * nobody in. A session ends 12 hours after it was last used and 30 days after it began, whatever happens.
 *
 * All sessions are held in memory, since every request and every socket asks; the store is what a restart reads.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DocumentStore } from '#storage/document-store.ts';
import { createOneAtATime } from '../one-at-a-time.ts';

export const IDLE_MS = 12 * 3_600_000;
export const ABSOLUTE_MS = 30 * 86_400_000;
/** "Last used" is written no more often than this: a session may end this much too early after a restart, never late. */
const NOTE_EVERY_MS = 5 * 60_000;
const TOKEN_BYTES = 32;

export interface Session {
  /** Hex sha-256 of the token. */
  readonly id: string;
  readonly user: string;
  readonly startedAt: number;
  readonly usedAt: number;
}

export interface NewSession {
  readonly session: Session;
  /** For the cookie; it is nowhere else. */
  readonly token: string;
}

export interface Sessions {
  begin(user: string): Promise<NewSession>;
  /** The live session of this token, which counts as used now. Null for anything else. */
  use(token: string): Session | null;
  /** Work over a live socket counts as use too. */
  noteUse(id: string): void;
  end(id: string): Promise<void>;
  endAllOf(user: string): Promise<void>;
  endExpired(): Promise<void>;
  /** Called the moment a session no longer counts, before the store knows. Gives back how to stop listening. */
  onEnded(listener: (id: string) => void): () => void;
}

export interface SessionsSetup {
  readonly documents: DocumentStore;
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly onWriteFailure: (cause: unknown) => void;
}

const PREFIX = 'session!';
const storedSession = z.object({ user: z.string(), startedAt: z.number(), usedAt: z.number() });

export async function openSessions(setup: SessionsSetup): Promise<Sessions> {
  const sessions = new LiveSessions(setup);
  for (const { id, value } of await setup.documents.list(PREFIX))
    sessions.remember({ id: id.slice(PREFIX.length), ...storedSession.parse(value) });
  await sessions.endExpired();
  return sessions;
}

class LiveSessions implements Sessions {
  readonly #setup: SessionsSetup;
  readonly #live = new Map<string, Session>();
  readonly #notedAt = new Map<string, number>();
  readonly #listeners = new Set<(id: string) => void>();
  readonly #inTurn = createOneAtATime();

  constructor(setup: SessionsSetup) {
    this.#setup = setup;
  }

  remember(session: Session): void {
    this.#live.set(session.id, session);
    this.#notedAt.set(session.id, session.usedAt);
  }

  async begin(user: string): Promise<NewSession> {
    const token = Buffer.from(this.#setup.randomBytes(TOKEN_BYTES)).toString('base64url');
    const at = this.#setup.now();
    const session = { id: hashOf(token), user, startedAt: at, usedAt: at };
    await this.#write(session);
    this.remember(session);
    return { session, token };
  }

  use(token: string): Session | null {
    const id = hashOf(token);
    this.noteUse(id);
    return this.#live.get(id) ?? null;
  }

  noteUse(id: string): void {
    const session = this.#live.get(id);
    if (!session) return;
    if (this.#isOver(session)) return void this.end(id).catch(this.#setup.onWriteFailure);
    const used = { ...session, usedAt: this.#setup.now() };
    this.#live.set(id, used);
    if (used.usedAt - (this.#notedAt.get(id) ?? 0) < NOTE_EVERY_MS) return;
    this.#notedAt.set(id, used.usedAt);
    // Not waited for: a full disk must not keep people from reading.
    this.#write(used).catch(this.#setup.onWriteFailure);
  }

  async end(id: string): Promise<void> {
    this.#notedAt.delete(id);
    if (this.#live.delete(id)) for (const listener of this.#listeners) listener(id);
    await this.#inTurn(() => this.#setup.documents.delete(PREFIX + id));
  }

  async endAllOf(user: string): Promise<void> {
    await this.#endWhere((session) => session.user === user);
  }

  async endExpired(): Promise<void> {
    await this.#endWhere((session) => this.#isOver(session));
  }

  onEnded(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #endWhere(test: (session: Session) => boolean): Promise<void> {
    await Promise.all([...this.#live.values()].filter(test).map(({ id }) => this.end(id)));
  }

  /** In one queue: a note of use that is still under way must not bring a session back that has ended since. */
  #write({ id, ...value }: Session): Promise<void> {
    return this.#inTurn(() => this.#setup.documents.put(PREFIX + id, value));
  }

  #isOver({ startedAt, usedAt }: Session): boolean {
    const time = this.#setup.now();
    return time >= usedAt + IDLE_MS || time >= startedAt + ABSOLUTE_MS;
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
