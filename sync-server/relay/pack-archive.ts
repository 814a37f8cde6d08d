/**
 * The commits that packs replaced: older history is read from here, and it is how the relay still knows, after a pack,
 * that it accepted a commit whose answer was lost on the way.
 */
import { createHash } from 'node:crypto';
import type { Stamp } from '#kernel/stamp.ts';
import { idOfText } from '#protocol/commit.ts';
import type { RefusalDocuments } from './refusal-ledger.ts';

const TEXTS_PER_DOCUMENT = 1_000;

export class PackArchive {
  readonly #documents: RefusalDocuments;
  readonly #hashes = new Map<string, Map<Stamp, string>>();

  constructor(documents: RefusalDocuments) {
    this.#documents = documents;
  }

  async open(book: string): Promise<void> {
    const hashes = new Map<Stamp, string>();
    for (const { value } of await this.#documents.list(`archive!${book}!`))
      remember(hashes, value as readonly string[]);
    this.#hashes.set(book, hashes);
  }

  hashOf(book: string, id: Stamp): string | undefined {
    return this.#hashes.get(book)?.get(id);
  }

  /** Durable before the pack deletes anything. */
  async keep(book: string, pack: Stamp, texts: readonly string[]): Promise<void> {
    for (let from = 0, part = 0; from < texts.length; from += TEXTS_PER_DOCUMENT, part++) {
      const slice = texts.slice(from, from + TEXTS_PER_DOCUMENT);
      await this.#documents.put(`archive!${book}!${pack}!${String(part).padStart(6, '0')}`, slice);
      const hashes = this.#hashes.get(book);
      if (hashes) remember(hashes, slice);
    }
  }
}

function remember(hashes: Map<Stamp, string>, texts: readonly string[]): void {
  for (const text of texts) {
    const id = idOfText(text);
    if (id) hashes.set(id, createHash('sha256').update(text).digest('hex'));
  }
}
