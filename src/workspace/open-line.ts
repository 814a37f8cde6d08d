/**
 * The workspace's line to the relay: every open book on one socket, the outbox fed with answers, digests compared when
 * nothing waits, a clock that was ahead set right.
 */
import { BookLine } from '#link/book-line.ts';
import { PresenceLine } from '#link/presence-line.ts';
import { SharedSocket, type LineState, type SharedSocketSetup } from '#link/shared-socket.ts';
import { BookReplica } from '#book/replica.ts';
import { assert } from '#kernel/result.ts';
import { localDateAt } from '#kernel/local-date.ts';
import { MAX_AHEAD_MS } from '#kernel/stamp.ts';
import type { CloseCode } from '#protocol/close-codes.ts';
import type { BookChannel } from '#protocol/epoch.ts';
import { PROTOCOL_VERSION, type Answer, type Hello, type SessionBinding, type Welcome } from '#protocol/messages.ts';
import type { DocumentStore } from '#storage/document-store.ts';
import type { OpenBook } from './shelf.ts';
import { booksToOpen } from './books-to-open.ts';
import { DigestWatch } from './digest-watch.ts';
import { resubmitCommits } from './resubmit.ts';
import type { Colleague, Line, Place, SaveStatus } from './status.ts';
import type { Workspace } from './workspace.ts';

export interface LineSetup extends Pick<SharedSocketSetup, 'url' | 'openSocket' | 'random' | 'after'> {
  readonly workspace: Workspace;
  readonly documents: DocumentStore;
  /** The device's own clock, milliseconds since 1970, UTC. */
  readonly now: () => number;
  readonly newSession: () => SessionBinding;
  readonly current: SessionBinding;
}

/** The line of the tab that holds the documents. */
export interface LeadingLine extends Line {
  /** Makes another session of this device known to the relay, so that its commits are taken as its own. */
  bind(binding: SessionBinding): void;
}

export function openLine(setup: LineSetup): LeadingLine {
  return new RelayLine(setup);
}

class RelayLine implements LeadingLine {
  readonly #setup: LineSetup;
  readonly #socket: SharedSocket;
  readonly #lines = new Map<string, BookLine>();
  readonly #epochs = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  readonly #stop: (() => void)[] = [];
  readonly #digests: DigestWatch;
  #presence: PresenceLine;
  readonly #bound: SessionBinding[] = [];
  #place: Place | null = null;
  #current: SessionBinding;
  #state: LineState = 'offline';
  #stopped: CloseCode | null = null;

  constructor(setup: LineSetup) {
    this.#setup = setup;
    this.#current = setup.current;
    const { workspace } = setup;
    this.#socket = new SharedSocket({
      url: setup.url,
      openSocket: setup.openSocket,
      random: setup.random,
      after: setup.after,
      hello: () => this.#hello(),
      onWelcome: (welcome) => this.#welcome(welcome),
      onBooks: (books) => this.#openBooks(books),
      onState: (state, stopped) => this.#follow(state, stopped)
    });
    this.#digests = new DigestWatch({
      after: setup.after,
      now: () => workspace.clock.now(),
      isQuiet: (book) => (this.#lines.get(book)?.isExchanged ?? false) && !workspace.outbox.isWaitingIn(book),
      ask: (book) => this.#lines.get(book)?.askDigest(),
      digestOf: (book) => workspace.shelf.books.get(book)?.replica.fold.digest() ?? '',
      onResult: () => this.#notice()
    });
    for (const book of workspace.shelf.books.values()) this.#attach(book);
    this.#stop.push(
      workspace.onBook((book) => this.#attach(book)),
      workspace.onState(() => this.#notice()),
      workspace.shelf.listen((book) => this.#digests.changed(book.name))
    );
    this.#presence = new PresenceLine(this.#socket, this.#current.client, () => this.#notice());
    this.#socket.connect();
  }

  status(): SaveStatus {
    const { outbox } = this.#setup.workspace;
    return {
      line: this.#state,
      stopReason: this.#stopped?.name ?? null,
      waiting: outbox.waitingCount,
      saving: outbox.savingCount,
      since: outbox.waitingSince,
      refused: outbox.refused.length,
      lastAcceptedAt: outbox.lastAcceptedAt,
      agreedAt: this.#digests.agreedAt,
      disagreeing: this.#digests.disagreeing
    };
  }

  colleagues(): readonly Colleague[] {
    return this.#presence
      .others()
      .map(({ client, user, name, place }) => ({ client, user, name, place: toPlace(place) }));
  }

  setPlace(place: Place): void {
    this.#place = place;
    this.#presence.setPlace(place);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  retry(): void {
    this.#socket.connect();
  }

  bind(binding: SessionBinding): void {
    this.#bound.push(binding);
    void this.#socket.greetAgain();
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#digests.close();
    for (const line of this.#lines.values()) line.destroy();
    this.#presence.destroy();
    this.#socket.close();
  }

  async #hello(): Promise<Hello> {
    const { documents, workspace, now } = this.#setup;
    const stored = await documents.list('session!');
    const earlier = stored.map(({ value }) => value as unknown as SessionBinding);
    return {
      protocol: PROTOCOL_VERSION,
      device: workspace.person.device,
      current: this.#current,
      earlier: [...earlier.slice(-EARLIER_SESSIONS), ...this.#bound].filter(
        ({ session }) => session !== this.#current.session
      ),
      now: now()
    };
  }

  #welcome(welcome: Welcome): void {
    const ahead = this.#setup.workspace.clock.now() - welcome.now;
    if (ahead > MAX_AHEAD_MS) this.#renewSession(welcome.now);
    this.#openBooks(welcome.books);
  }

  #openBooks(books: readonly BookChannel[]): void {
    const { workspace } = this.#setup;
    for (const { book, epoch } of books) this.#epochs.set(book, epoch);
    const today = localDateAt(workspace.clock.now());
    const stored = books.map(({ book }) => book);
    for (const name of booksToOpen(workspace.schema, { stored, today, shops: workspace.shops() }))
      void workspace.openBook(name);
  }

  #attach(book: OpenBook): void {
    const { workspace } = this.#setup;
    this.#lines.get(book.name)?.destroy();
    const line = new BookLine({
      socket: this.#socket,
      channel: { book: book.name, epoch: this.#epochs.get(book.name) ?? 1 },
      replica: heldReplica(book),
      onAnswers: (answers) => this.#hear(book, answers),
      onExchanged: () => {
        const question = workspace.outbox.ask(book.name);
        if (question.commits.length > 0) line.ask(question);
        this.#digests.changed(book.name);
      },
      onDigest: (digest) => this.#digests.hear(book.name, digest)
    });
    this.#lines.set(book.name, line);
    // Watched from now on: as long as it has not come, nobody says that all books agree.
    this.#digests.changed(book.name);
  }

  #hear(book: OpenBook, answers: readonly Answer[]): void {
    const { workspace } = this.#setup;
    const ahead = answers.filter((answer) => answer.rule === CLOCK_AHEAD);
    const rest = answers.filter((answer) => answer.rule !== CLOCK_AHEAD);
    const again = [...workspace.outbox.hear(book.name, rest), ...ahead.map(({ id }) => id)];
    if (again.length > 0) resubmitCommits(workspace, book, again);
    this.#digests.changed(book.name);
  }

  /** The clock was ahead: go on as a new session with the clock set right; what was refused for it is stamped again. */
  #renewSession(relayNow: number): void {
    const { workspace, documents, newSession, now } = this.#setup;
    this.#current = newSession();
    void documents.put(`session!${this.#current.session}`, { ...this.#current });
    workspace.renewSession(this.#current, relayNow - now());
    this.#presence.destroy();
    this.#presence = new PresenceLine(this.#socket, this.#current.client, () => this.#notice());
    if (this.#place) this.#presence.setPlace(this.#place);
    // The new session is bound by a hello of its own.
    queueMicrotask(() => this.#socket.reconnect());
  }

  #follow(state: LineState, stopped: CloseCode | null): void {
    this.#state = state;
    this.#stopped = stopped;
    this.#notice();
  }

  #notice(): void {
    for (const listener of this.#listeners) listener();
  }
}

function heldReplica({ replica }: OpenBook): BookReplica {
  assert(replica instanceof BookReplica, 'Only the leading tab, which holds the documents, has a line.');
  return replica;
}

const CLOCK_AHEAD = 'clock-ahead';
const EARLIER_SESSIONS = 500;

function toPlace(value: unknown): Place {
  const place = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const text = (name: string): string | null => (typeof place[name] === 'string' ? place[name] : null);
  return { shop: text('shop'), page: text('page'), row: text('row'), column: text('column') };
}
