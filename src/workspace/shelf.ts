/** The open books of a workspace, whether this tab holds them or follows the tab that does. */
import type { BookEvent, Replica } from '#book/replica.ts';

export interface OpenBook {
  readonly name: string;
  readonly replica: Replica;
}

export interface Shelf {
  readonly books: ReadonlyMap<string, OpenBook>;
  listen(listener: (book: OpenBook, event: BookEvent) => void): () => void;
  open(name: string): Promise<OpenBook>;
  /** A book that this device has never seen can be written at once: it begins empty. */
  openEmpty(name: string): OpenBook;
  /** Resolves when everything that the replica holds now is on this device. */
  written(name: string): Promise<void>;
  flush(): Promise<void>;
  /** From now on this device writes under another Yjs client id. */
  renewClient(client: number): void;
  /** Appends another session's text as that session, e.g. of a tab that follows this one. */
  appendAs(book: OpenBook, text: string, client: number): void;
  compactWhereDue(): Promise<void>;
  close(): void;
}
