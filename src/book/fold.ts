/**
 * Turns the commits of a book into tables. Idempotent and order-free: the same commit twice, in any order, over any
 * path, gives the same tables. Unknown tables and columns of a newer version are folded like any other, so a reading
 * client passes them through untouched.
 *
 * The same id with other text is a forgery or a bug; the greater text wins everywhere alike (protocol 13).
 */
import { createSetDigest, type SetDigest } from '#kernel/digest.ts';
import { hlcOf, writerOf, type Stamp } from '#kernel/stamp.ts';
import { idOfText, NO_STAMPS, parseCommit, stampsReplaced, type Commit, type Write } from '#protocol/commit.ts';
import { CommitReader } from './commit-reader.ts';
import { covers, isPackText, parsePackEntry, type PackEntry } from './pack.ts';
import { TableFold, type CommitHead, type RowChange, type TableShape } from './table-fold.ts';

/** Rows `[<table>/<row>, stamp]`: which of several facts of one id the relay accepted first (rule 3). */
export const ORDER_TABLE = '$order';

interface Folded extends CommitHead {
  /** How many feed entries carry this very text: a commit may lie in the book twice after a re-append. */
  copies: number;
  readonly text: string;
}

export class Fold {
  readonly tables = new Map<string, TableFold>();
  readonly #shapes: ReadonlyMap<string, TableShape>;
  readonly #commits = new Map<Stamp, Folded>();
  /** Texts that lost to a greater one of the same id. */
  readonly #outdone = new Map<Stamp, Set<string>>();
  readonly #context = new Map<string, string>();
  readonly #firstAccepted = new Map<string, Stamp>();
  readonly #packedHeads = new Map<Stamp, CommitHead>();
  #listener: ((change: RowChange) => void) | null = null;
  #digest: SetDigest | null = null;
  #cellsWritten = 0;
  readonly #packTexts: string[] = [];
  readonly #reader = new CommitReader();

  constructor(shapes: ReadonlyMap<string, TableShape>) {
    this.#shapes = shapes;
  }

  report(listener: ((change: RowChange) => void) | null): void {
    this.#listener = listener;
    for (const table of this.tables.values()) table.report(listener);
  }

  table(id: string): TableFold {
    let table = this.tables.get(id);
    if (!table) {
      const shape = this.#shapes.get(id) ?? { id, kind: 'sheet' as const, columns: [], held: new Set<string>() };
      table = new TableFold(shape, this.#firstAccepted);
      table.report(this.#listener);
      this.tables.set(id, table);
    }
    return table;
  }

  get commitCount(): number {
    return this.#commits.size;
  }

  /** Cells in commits, against cells of rows: how much of the book's text is dead. */
  weigh(): { readonly cellsWritten: number; readonly cellsLiving: number } {
    let cellsLiving = 0;
    for (const table of this.tables.values()) cellsLiving += table.size * table.columns.length;
    return { cellsWritten: this.#cellsWritten, cellsLiving };
  }

  /** `<table>/<row>` → the fact that the relay accepted first. */
  get firstAccepted(): ReadonlyMap<string, Stamp> {
    return this.#firstAccepted;
  }

  /** Last covered hlc of each session, from packs. */
  get context(): ReadonlyMap<string, string> {
    return this.#context;
  }

  has(id: Stamp): boolean {
    return this.#commits.has(id);
  }

  isCovered(id: Stamp): boolean {
    return covers(this.#context, id);
  }

  textOf(id: Stamp): string | undefined {
    return this.#commits.get(id)?.text;
  }

  /** Ids in no particular order. */
  ids(): IterableIterator<Stamp> {
    return this.#commits.keys();
  }

  headOf(id: Stamp): CommitHead | undefined {
    return this.#commits.get(id) ?? this.#packedHeads.get(id);
  }

  /** Sum over the living entries of the book: equal on replicas that hold the same commits (rule 25). */
  digest(): string {
    if (!this.#digest) {
      this.#digest = createSetDigest();
      for (const folded of this.#commits.values()) this.#digest.add(folded.text);
      for (const text of this.#packTexts) this.#digest.add(text);
    }
    return this.#digest.read();
  }

  /** Returns the commit if its writes are new to the tables, else null. Packs must be added before commits. */
  add(text: string): Commit | null {
    if (isPackText(text)) {
      this.#addPack(text);
      return null;
    }
    const id = idOfText(text);
    if (id === null || (this.#context.size > 0 && this.isCovered(id))) return null;
    const known = this.#commits.get(id);
    if (known) return this.#addAgain(known, text);
    const commit = this.#reader.read(text, id);
    if (!commit) return null;
    this.#enter(commit, text);
    return commit;
  }

  /** Returns the commit if its writes have left the tables, else null. */
  remove(text: string): Commit | null {
    const id = idOfText(text);
    const known = id === null ? undefined : this.#commits.get(id);
    if (!id || !known) return null;
    if (known.text !== text) {
      this.#outdone.get(id)?.delete(text);
      return null;
    }
    if (--known.copies > 0) return null;
    const commit = this.#leave(known);
    const next = [...(this.#outdone.get(id) ?? [])].sort().pop();
    if (next !== undefined) {
      this.#outdone.get(id)!.delete(next);
      this.add(next);
    }
    return commit;
  }

  #addAgain(known: Folded, text: string): Commit | null {
    if (known.text === text) {
      known.copies += 1;
      return null;
    }
    const outdone = this.#outdone.get(known.id) ?? new Set<string>();
    this.#outdone.set(known.id, outdone);
    if (text < known.text) {
      outdone.add(text);
      return null;
    }
    const commit = parseCommit(text);
    if (!commit) return null;
    outdone.add(known.text);
    this.#leave(known);
    this.#enter(commit, text);
    return commit;
  }

  #enter(commit: Commit, text: string): void {
    const { id, by, action, group, undoes } = commit;
    const folded: Folded = { id, by, action, group, undoes, copies: 1, text };
    this.#commits.set(id, folded);
    this.#digest?.add(text);
    for (const write of commit.writes) {
      this.#cellsWritten += write.rows.length * write.columns.length;
      this.#applyWrite(folded, commit, write);
    }
  }

  #leave(known: Folded): Commit {
    const commit = parseCommit(known.text)!;
    this.#commits.delete(known.id);
    this.#digest?.remove(known.text);
    for (const write of commit.writes) this.#takeBack(known, write);
    return commit;
  }

  #applyWrite(head: Folded, commit: Commit, write: Write): void {
    if (write.table === ORDER_TABLE) {
      for (const [key, winner] of write.rows) if (typeof winner === 'string') this.#settleOrder(key, winner);
      return;
    }
    const table = this.table(write.table);
    if (write.new) {
      for (const row of write.rows) table.addBirth(head, row, write.columns);
      return;
    }
    if (table.kind === 'ledger') return;
    write.rows.forEach((row, r) =>
      write.columns.forEach((name, c) =>
        table.addWrite(row[0], name, {
          stamp: head.id,
          value: row[c + 1] ?? null,
          was: stampsReplaced(commit, write.was?.[r]?.[c])
        })
      )
    );
  }

  #takeBack(head: Folded, write: Write): void {
    const table = this.table(write.table);
    for (const row of write.rows) {
      if (write.new) table.removeBirth(head, row[0]);
      else if (table.kind === 'sheet') for (const name of write.columns) table.removeWrite(row[0], name, head.id);
    }
  }

  /** Of two marks for one row the smaller stamp stands, so that the marks are order-free too. */
  #settleOrder(key: string, winner: Stamp): void {
    const known = this.#firstAccepted.get(key);
    if (known !== undefined && known <= winner) return;
    this.#firstAccepted.set(key, winner);
    const slash = key.indexOf('/');
    this.table(key.slice(0, slash)).settleOrder(key.slice(slash + 1));
  }

  #addPack(text: string): void {
    const entry = parsePackEntry(text);
    if (!entry) return;
    this.#packTexts.push(text);
    this.#digest?.add(text);
    for (const [writer, hlc] of Object.entries(entry.context ?? {}))
      if (hlc > (this.#context.get(writer) ?? '')) this.#context.set(writer, hlc);
    this.#applyPack(entry);
    for (const [key, winner] of Object.entries(entry.order ?? {})) this.#settleOrder(key, winner);
  }

  #applyPack(entry: PackEntry): void {
    const heads = entry.who.map(([id, by, action]): CommitHead => ({ id, by, action }));
    for (const head of heads) this.#packedHeads.set(head.id, head);
    for (const packed of entry.tables) {
      const table = this.table(packed.table);
      packed.rows.forEach((row, r) => table.addBirth(heads[packed.born[r]!]!, row, packed.columns));
      for (const [rowId, name, writes] of packed.cells)
        for (const [who, value, was] of writes)
          table.addWrite(rowId, name, { stamp: heads[who]!.id, value, was: was ?? NO_STAMPS });
    }
  }
}

/** Last hlc of each session among ids: the context of a pack that covers exactly these and what older packs covered. */
export function contextOf(ids: Iterable<Stamp>, older: ReadonlyMap<string, string>): Map<string, string> {
  const context = new Map(older);
  for (const id of ids) {
    const writer = writerOf(id);
    const hlc = hlcOf(id);
    if (hlc > (context.get(writer) ?? '')) context.set(writer, hlc);
  }
  return context;
}
