/** Refused work is never thrown away: its text and the reason are kept durably before it leaves the book (rule 7). */
import type { Refusal } from '#kernel/result.ts';
import type { Stamp } from '#kernel/stamp.ts';

export interface RefusedCommit {
  readonly book: string;
  readonly user: string;
  /** Null where the text was no commit. */
  readonly id: Stamp | null;
  readonly text: string;
  readonly refusal: Refusal;
}

/** The part of the document store that is used here. */
export interface RefusalDocuments {
  put(id: string, value: unknown): Promise<void>;
  list(prefix: string): Promise<readonly { readonly id: string; readonly value: unknown }[]>;
}

/** Texts that were no commits have no id; no more than this of each is kept. */
const UNREADABLE_KEPT = 4_000;

export class RefusalLedger {
  readonly #documents: RefusalDocuments;
  readonly #byBook = new Map<string, Map<Stamp, RefusedCommit>>();

  constructor(documents: RefusalDocuments) {
    this.#documents = documents;
  }

  async open(book: string): Promise<void> {
    const stored = await this.#documents.list(`refused!${book}!`);
    const refused = new Map<Stamp, RefusedCommit>();
    for (const { value } of stored) {
      const commit = value as RefusedCommit;
      if (commit.id !== null) refused.set(commit.id, commit);
    }
    this.#byBook.set(book, refused);
  }

  idsOf(book: string): Iterable<Stamp> {
    return this.#byBook.get(book)?.keys() ?? [];
  }

  find(book: string, id: Stamp): RefusedCommit | undefined {
    return this.#byBook.get(book)?.get(id);
  }

  async keep(refused: readonly RefusedCommit[]): Promise<void> {
    await Promise.all(
      refused.map(async (commit) => {
        if (commit.id === null) return;
        if (this.find(commit.book, commit.id)) return;
        const kept =
          commit.refusal.rule === 'unreadable' ? { ...commit, text: commit.text.slice(0, UNREADABLE_KEPT) } : commit;
        await this.#documents.put(`refused!${commit.book}!${commit.id}`, kept);
        this.#byBook.get(commit.book)?.set(commit.id, kept);
      })
    );
  }
}
