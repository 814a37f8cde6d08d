/**
 * What became of the commits made on this device. A commit is *saving* until the local store has it, *on this device*
 * until the relay has judged and kept it, then *accepted* or *refused*; the strongest confirmed state is what is shown.
 *
 * Waiting commits are found again after a restart from the books themselves: everything of this device's sessions above
 * the last accepted stamp of each. Losing that mark costs a question to the relay, never a commit.
 */
import { createSha256Hex } from './text-hash.ts';
import { deviceOf, hlcOf, millisOf, writerOf, type DeviceId, type Stamp } from '#kernel/stamp.ts';
import type { Answer, Ask } from '#protocol/messages.ts';
import type { DocumentStore } from '#storage/document-store.ts';
import type { OpenBook } from './shelf.ts';

export type CommitState = 'saving' | 'on-device' | 'accepted';

export interface RefusedWork {
  readonly id: Stamp;
  readonly book: string;
  readonly text: string;
  readonly rule: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly cell: { readonly table: string; readonly row: string; readonly column: string } | null;
  /** Milliseconds since 1970, UTC. */
  readonly refusedAt: number;
}

export interface OutboxSetup {
  readonly device: DeviceId;
  readonly documents: DocumentStore;
  /** A following tab's outbox is a mirror of the leading one's, beside what is on its way there. */
  readonly role: 'leads' | 'follows';
  readonly now: () => number;
  readonly onChange: () => void;
}

interface Waiting {
  readonly book: string;
  readonly text: string;
  state: 'saving' | 'on-device';
}

export class Outbox {
  readonly #setup: OutboxSetup;
  readonly #waiting = new Map<Stamp, Waiting>();
  readonly #refused = new Map<Stamp, RefusedWork>();
  /** `<book> <writer>` → hlc of the last accepted commit. */
  readonly #accepted = new Map<string, string>();
  readonly #renamed = new Map<Stamp, Stamp>();
  readonly #hash = createSha256Hex();
  #lastAcceptedAt: number | null = null;

  constructor(setup: OutboxSetup) {
    this.#setup = setup;
  }

  async open(): Promise<void> {
    const { documents, role } = this.#setup;
    if (role === 'follows') return;
    for (const { value } of await documents.list('accepted!')) {
      const { book, writer, hlc } = value as { book: string; writer: string; hlc: string };
      this.#accepted.set(`${book} ${writer}`, hlc);
    }
    for (const { id, value } of await documents.list('renamed!'))
      this.#renamed.set(id.slice('renamed!'.length), String(value));
    for (const { value } of await documents.list('refused!')) {
      const work = value as unknown as RefusedWork;
      this.#refused.set(work.id, work);
    }
  }

  /** Own commits of a book that was just opened and that no answer is known for. */
  adopt({ name, replica }: OpenBook): void {
    if (this.#setup.role === 'follows') return;
    for (const id of replica.fold.ids()) {
      if (deviceOf(id) !== this.#setup.device) continue;
      const last = this.#accepted.get(`${name} ${writerOf(id)}`);
      if (last !== undefined && hlcOf(id) <= last) continue;
      this.#waiting.set(id, { book: name, text: replica.fold.textOf(id)!, state: 'on-device' });
    }
    this.#setup.onChange();
  }

  add(id: Stamp, book: string, text: string): void {
    this.#waiting.set(id, { book, text, state: 'saving' });
    this.#setup.onChange();
  }

  /** The leading tab's state; what it does not know yet is still on its way there. */
  mirror(
    waiting: Iterable<readonly [Stamp, CommitState]>,
    refused: readonly RefusedWork[],
    isOnItsWay: (id: Stamp) => boolean
  ): void {
    const kept = [...this.#waiting].filter(([id]) => isOnItsWay(id));
    this.#waiting.clear();
    for (const [id, entry] of kept) this.#waiting.set(id, entry);
    for (const [id, state] of waiting)
      if (state !== 'accepted' && !this.#waiting.has(id)) this.#waiting.set(id, { book: '', text: '', state });
    this.#refused.clear();
    for (const work of refused) this.#refused.set(work.id, work);
    this.#setup.onChange();
  }

  markOnDevice(id: Stamp): void {
    const waiting = this.#waiting.get(id);
    if (waiting) waiting.state = 'on-device';
    this.#setup.onChange();
  }

  /** The relay's answers of one book; those about other text than ours do not count. Returns what must be sent again. */
  hear(book: string, answers: readonly Answer[]): Stamp[] {
    const again: Stamp[] = [];
    for (const answer of answers) {
      const waiting = this.#waiting.get(answer.id);
      if (!waiting || waiting.book !== book || this.#hash(waiting.text) !== answer.hash) continue;
      if (answer.verdict === 'not-stored') again.push(answer.id);
      else if (answer.verdict === 'accepted') this.#accept(answer.id, book);
      else this.#refuse(answer, waiting);
    }
    this.#setup.onChange();
    return again;
  }

  /** The question for what became of everything that waits in a book. */
  ask(book: string): Ask {
    const commits = [...this.#waiting]
      .filter(([, waiting]) => waiting.book === book)
      .map(([id, { text }]) => ({ id, hash: this.#hash(text) }));
    return { commits };
  }

  /** A commit goes on under another stamp; later ones that name it must follow, also after a restart. */
  rename(id: Stamp, again: Stamp): void {
    this.#waiting.delete(id);
    this.#renamed.set(id, again);
    void this.#setup.documents.put(`renamed!${id}`, again);
    this.#setup.onChange();
  }

  get renamed(): ReadonlyMap<Stamp, Stamp> {
    return this.#renamed;
  }

  async dismiss(id: Stamp): Promise<void> {
    this.#refused.delete(id);
    await this.#setup.documents.delete(`refused!${id}`);
    this.#setup.onChange();
  }

  stateOf(id: Stamp): CommitState {
    return this.#waiting.get(id)?.state ?? 'accepted';
  }

  textOf(id: Stamp): string | undefined {
    return this.#waiting.get(id)?.text;
  }

  isWaitingIn(book: string): boolean {
    for (const waiting of this.#waiting.values()) if (waiting.book === book) return true;
    return false;
  }

  get waitingIds(): Iterable<Stamp> {
    return this.#waiting.keys();
  }

  get waitingCount(): number {
    return this.#waiting.size;
  }

  get savingCount(): number {
    let count = 0;
    for (const { state } of this.#waiting.values()) if (state === 'saving') count++;
    return count;
  }

  /** When the oldest waiting commit was made, or null. */
  get waitingSince(): number | null {
    let oldest: number | null = null;
    for (const id of this.#waiting.keys()) {
      const at = millisOf(id);
      if (oldest === null || at < oldest) oldest = at;
    }
    return oldest;
  }

  get lastAcceptedAt(): number | null {
    return this.#lastAcceptedAt;
  }

  get refused(): readonly RefusedWork[] {
    return [...this.#refused.values()].sort((a, b) => b.refusedAt - a.refusedAt);
  }

  #accept(id: Stamp, book: string): void {
    this.#waiting.delete(id);
    this.#lastAcceptedAt = this.#setup.now();
    const key = `${book} ${writerOf(id)}`;
    const hlc = hlcOf(id);
    if (hlc <= (this.#accepted.get(key) ?? '')) return;
    this.#accepted.set(key, hlc);
    void this.#setup.documents.put(`accepted!${key}`, { book, writer: writerOf(id), hlc });
  }

  #refuse(answer: Answer, { book, text }: Waiting): void {
    this.#waiting.delete(answer.id);
    const work: RefusedWork = {
      id: answer.id,
      book,
      text,
      rule: answer.rule ?? 'refused',
      values: answer.values ?? {},
      cell: answer.cell ?? null,
      refusedAt: this.#setup.now()
    };
    this.#refused.set(answer.id, work);
    void this.#setup.documents.put(`refused!${answer.id}`, { ...work });
  }
}
