/**
 * A following tab's side: shelf, documents and line of a workspace that is led from another tab. What it writes is shown
 * as "saving" until the leader has it, and said again to the next leader if this one goes.
 */
import { FollowedReplica } from '#book/followed-replica.ts';
import type { BookEvent } from '#book/replica.ts';
import type { TableShape } from '#book/table-fold.ts';
import type { Clock } from '#kernel/stamp.ts';
import { idOfText } from '#protocol/commit.ts';
import type { SessionBinding } from '#protocol/messages.ts';
import type { DocumentStore, JsonValue, StoredDocument } from '#storage/document-store.ts';
import type { OpenBook, Shelf } from './shelf.ts';
import type { Colleague, Line, Place, SaveStatus } from './status.ts';
import type { BookTexts, DocumentCall, FromLeader, LineState, TabPort, ToLeader } from './tab-messages.ts';

export interface FollowedTab {
  readonly tab: string;
  readonly binding: SessionBinding;
  readonly port: TabPort<ToLeader, FromLeader>;
}

export type LeaderState = Extract<FromLeader, { kind: 'state' }>;

/** Asks for the state until a leader answers; a tab that has just taken the lead may still be opening its books. */
export function joinLeader(
  { tab, binding, port }: FollowedTab,
  after: (ms: number, run: () => void) => () => void
): Promise<LeaderState> {
  return new Promise((resolve) => {
    let cancel = (): void => undefined;
    const ask = (): void => {
      port.post({ kind: 'join', tab, binding });
      cancel = after(ASK_AGAIN_MS, ask);
    };
    const stop = port.listen((message) => {
      if (message.kind !== 'state' || message.tab !== tab) return;
      stop();
      cancel();
      resolve(message);
    });
    ask();
  });
}

const ASK_AGAIN_MS = 1_000;

export class FollowedShelf implements Shelf {
  readonly books = new Map<string, OpenBook & { readonly replica: FollowedReplica }>();
  readonly #tab: FollowedTab;
  readonly #replicaSetup: { readonly shapes: ReadonlyMap<string, TableShape>; readonly clock: Clock };
  readonly #listeners = new Set<(book: OpenBook, event: BookEvent) => void>();
  readonly #bookListeners = new Set<(book: OpenBook) => void>();
  /** Text of own commits that no leader has confirmed, by id. */
  readonly #unconfirmed = new Map<string, { readonly book: string; readonly text: string }>();
  readonly #waitingForConfirmation = new Set<() => void>();
  readonly #stop: () => void;

  constructor(tab: FollowedTab, replicaSetup: FollowedShelf['replicaSetup'], books: readonly BookTexts[]) {
    this.#tab = tab;
    this.#replicaSetup = replicaSetup;
    for (const { name, texts } of books) this.#place(name, texts);
    this.#stop = tab.port.listen((message) => this.#hear(message));
  }

  get replicaSetup(): { readonly shapes: ReadonlyMap<string, TableShape>; readonly clock: Clock } {
    return this.#replicaSetup;
  }

  /** Told of books that the leader opened later. */
  onBook(listener: (book: OpenBook) => void): void {
    this.#bookListeners.add(listener);
  }

  isUnconfirmed(id: string): boolean {
    return this.#unconfirmed.has(id);
  }

  get unconfirmed(): readonly { readonly book: string; readonly text: string }[] {
    return [...this.#unconfirmed.values()];
  }

  listen(listener: (book: OpenBook, event: BookEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(name: string): Promise<OpenBook> {
    return Promise.resolve(this.openEmpty(name));
  }

  openEmpty(name: string): OpenBook {
    return this.books.get(name) ?? this.#place(name, []);
  }

  async written(): Promise<void> {
    while (this.#unconfirmed.size > 0) await new Promise<void>((resolve) => this.#waitingForConfirmation.add(resolve));
  }

  flush(): Promise<void> {
    return this.written();
  }

  renewClient(): void {
    // reason: sessions are renewed by the leader, which alone speaks with the relay; a follower keeps its own.
  }

  appendAs(): void {
    throw new Error('Only the leading tab writes for others.');
  }

  async compactWhereDue(): Promise<void> {
    // reason: the store is the leader's.
  }

  close(): void {
    this.#stop();
    this.#tab.port.close();
  }

  /** The leader says which commits of this device it holds or has had answers for: what it names is safe with it. */
  confirm(isHeld: (id: string) => boolean): void {
    for (const id of this.#unconfirmed.keys()) if (isHeld(id)) this.#unconfirmed.delete(id);
    if (this.#unconfirmed.size > 0) return;
    for (const resolve of this.#waitingForConfirmation) resolve();
    this.#waitingForConfirmation.clear();
  }

  #place(name: string, texts: readonly string[]): OpenBook & { readonly replica: FollowedReplica } {
    const replica = new FollowedReplica({ ...this.#replicaSetup, onAppend: (text) => this.#send(name, text) }, texts);
    const book = { name, replica };
    this.books.set(name, book);
    replica.listen((event) => {
      for (const listener of this.#listeners) listener(book, event);
    });
    return book;
  }

  #send(book: string, text: string): void {
    this.#unconfirmed.set(idOfText(text)!, { book, text });
    this.#say(book, text);
  }

  #say(book: string, text: string): void {
    const { tab, binding, port } = this.#tab;
    port.post({ kind: 'commit', tab, binding, book, text });
  }

  #hear(message: FromLeader): void {
    switch (message.kind) {
      case 'changed':
        return (
          this.openEmpty(message.book) && this.books.get(message.book)!.replica.follow(message.added, message.removed)
        );
      case 'rebuilt':
        return this.#restart(message.book);
      case 'leading':
        return this.#tab.port.post({ kind: 'join', tab: this.#tab.tab, binding: this.#tab.binding });
      case 'state':
        if (message.tab === this.#tab.tab) this.#takeOver(message.books);
        return;
      default:
        return;
    }
  }

  #restart({ name, texts }: BookTexts): void {
    const known = this.books.get(name);
    const own = [...this.#unconfirmed.values()].filter(({ book }) => book === name).map(({ text }) => text);
    if (known) return known.replica.restart([...texts, ...own.filter((text) => !texts.includes(text))]);
    const book = this.#place(name, texts);
    for (const listener of this.#bookListeners) listener(book);
  }

  /** A new leader: its folds are the truth, and what the old one did not confirm is said again. */
  #takeOver(books: readonly BookTexts[]): void {
    for (const book of books) this.#restart(book);
    for (const { book, text } of this.#unconfirmed.values()) this.#say(book, text);
  }
}

export class FollowedDocuments implements DocumentStore {
  readonly #tab: FollowedTab;
  readonly #calls = new Map<number, (value: unknown) => void>();
  #next = 1;

  constructor(tab: FollowedTab) {
    this.#tab = tab;
    tab.port.listen((message) => {
      if (message.kind !== 'answer' || message.tab !== tab.tab) return;
      this.#calls.get(message.call)?.(message.value);
      this.#calls.delete(message.call);
    });
  }

  get(id: string): Promise<JsonValue> {
    return this.#call({ verb: 'get', id }) as Promise<JsonValue>;
  }

  async put(id: string, value: JsonValue): Promise<void> {
    await this.#call({ verb: 'put', id, value });
  }

  list(prefix: string): Promise<readonly StoredDocument[]> {
    return this.#call({ verb: 'list', id: prefix }) as Promise<readonly StoredDocument[]>;
  }

  async delete(id: string): Promise<void> {
    await this.#call({ verb: 'delete', id });
  }

  #call(document: DocumentCall): Promise<unknown> {
    const call = this.#next++;
    return new Promise((resolve) => {
      this.#calls.set(call, resolve);
      this.#tab.port.post({ kind: 'call', tab: this.#tab.tab, call, document });
    });
  }
}

export class FollowedLine implements Line {
  readonly #tab: FollowedTab;
  readonly #listeners = new Set<() => void>();
  readonly #savingHere: () => number;
  #state: LineState;

  constructor(tab: FollowedTab, state: LineState, savingHere: () => number) {
    this.#tab = tab;
    this.#state = state;
    this.#savingHere = savingHere;
  }

  hear(state: LineState): void {
    this.#state = state;
    this.notice();
  }

  /** Something of this tab's own changed, e.g. a commit went on its way. */
  notice(): void {
    for (const listener of this.#listeners) listener();
  }

  status(): SaveStatus {
    const { status } = this.#state;
    const here = this.#savingHere();
    return { ...status, waiting: status.waiting + here, saving: status.saving + here };
  }

  colleagues(): readonly Colleague[] {
    return this.#state.colleagues;
  }

  setPlace(place: Place): void {
    this.#tab.port.post({ kind: 'place', place });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  retry(): void {
    this.#tab.port.post({ kind: 'retry' });
  }

  close(): void {
    this.#listeners.clear();
  }
}
