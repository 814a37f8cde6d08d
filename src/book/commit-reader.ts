/**
 * Parses commits that follow one another. When each row was a commit of its own, three quarters of the text are the same
 * header over and over (author, device, action, table, columns); reading it anew each time is what made such a book five
 * times slower to open than its rows. Where a text goes on like the one before up to its rows, only the rows are parsed.
 *
 * Safe by the grammar: what is cut out is parsed as one JSON value, so anything but rows and nothing else is an error
 * there, and the whole text is parsed instead.
 */
import { parseCommit, type Commit, type WrittenRow } from '#protocol/commit.ts';
import type { Stamp } from '#kernel/stamp.ts';

const ID_FROM = '{"id":"'.length;
const ROWS = ',"rows":';
const CREATES = '","new":true,"columns":[';
const END = '}]}';

export class CommitReader {
  /** The last commit that created rows of one table and did nothing else, and its text between id and rows. */
  #last: Commit | null = null;
  #header = '';

  /** `id` is the text's own; null where it is no commit. */
  read(text: string, id: Stamp): Commit | null {
    return this.#readRows(text, id) ?? this.#readWhole(text, id);
  }

  #readRows(text: string, id: Stamp): Commit | null {
    const last = this.#last;
    const afterId = ID_FROM + id.length;
    if (!last || !text.startsWith(this.#header, afterId) || !text.endsWith(END)) return null;
    try {
      const rows = JSON.parse(text.slice(afterId + this.#header.length, -END.length)) as WrittenRow[];
      return { ...last, id, writes: [{ ...last.writes[0]!, rows }] };
    } catch {
      // reason: more than rows follows the header; the whole text is read.
      return null;
    }
  }

  #readWhole(text: string, id: Stamp): Commit | null {
    const commit = parseCommit(text);
    const [write, more] = commit?.writes ?? [];
    if (!commit || !write?.new || more || write.was || !text.endsWith(END)) return commit;
    const afterId = ID_FROM + id.length;
    // The first of either: an author or action that holds these very words only makes the header one that never fits.
    const to = text.indexOf(ROWS, text.indexOf(CREATES, afterId));
    if (to < 0) return commit;
    this.#last = commit;
    this.#header = text.slice(afterId, to + ROWS.length);
    return commit;
  }
}
