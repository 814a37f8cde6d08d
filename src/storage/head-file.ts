/**
 * Heads in a small text file beside LevelDB, one line for each advance and a whole rewrite (new file, sync, rename)
 * when it has grown. Lines carry their own check, and what a crash tore at the end is ignored: the file may lag behind
 * the log, which only weakens what it can detect, and must never be ahead of it, which would look like a loss.
 */
import { open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { hashLanes } from '#kernel/digest.ts';
import type { AdvancedHead, HeadKeeper } from './head-keeper.ts';
import type { ChainHead, SessionHeads } from './update-log.ts';

const REWRITE_AFTER_LINES = 20_000;

type Heads = Map<string, Map<string, ChainHead>>;

export async function openHeadFile(path: string): Promise<HeadKeeper> {
  const heads = parseHeads(await readFile(path, 'utf8').catch(emptyIfMissing));
  return new HeadFile(path, heads, await rewriteFile(path, heads));
}

class HeadFile implements HeadKeeper {
  readonly #path: string;
  readonly #heads: Heads;
  #file: FileHandle;
  #lines = 0;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(path: string, heads: Heads, file: FileHandle) {
    this.#path = path;
    this.#heads = heads;
    this.#file = file;
  }

  headsOf(book: string): SessionHeads {
    return new Map(this.#heads.get(book));
  }

  listBooks(): readonly string[] {
    return [...this.#heads.keys()];
  }

  advance(advanced: readonly AdvancedHead[]): Promise<void> {
    return this.#inTurn(async () => {
      if (advanced.length === 0) return;
      await this.#file.appendFile(advanced.map(({ book, session, head }) => lineOf(book, session, head)).join(''));
      for (const { book, session, head } of advanced) setHead(this.#heads, book, session, head);
      this.#lines += advanced.length;
      if (this.#lines > REWRITE_AFTER_LINES) await this.#rewrite();
    });
  }

  retain(book: string, sessions: ReadonlySet<string>): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.#heads.get(book);
      if (!before || [...before.keys()].every((session) => sessions.has(session))) return;
      const after = new Map([...before].filter(([session]) => sessions.has(session)));
      if (after.size > 0) this.#heads.set(book, after);
      else this.#heads.delete(book);
      await this.#rewrite();
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#file.close());
  }

  async #rewrite(): Promise<void> {
    const old = this.#file;
    this.#file = await rewriteFile(this.#path, this.#heads);
    this.#lines = 0;
    await old.close();
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const result = this.#tail.then(run);
    this.#tail = result.catch(() => undefined);
    return result;
  }
}

// A line begins with its break, so that one torn by a full disk spoils itself and not the next.
function lineOf(book: string, session: string, { seq, hash }: ChainHead): string {
  const body = `${book}\t${session}\t${seq}\t${hash}`;
  return `\n${body}\t${checkOf(body)}`;
}

function checkOf(body: string): string {
  return hashLanes(body)[0].toString(16).padStart(8, '0');
}

function parseHeads(text: string): Heads {
  const heads: Heads = new Map();
  for (const line of text.split('\n')) {
    const end = line.lastIndexOf('\t');
    const body = line.slice(0, end);
    if (end < 0 || line.slice(end + 1) !== checkOf(body)) continue;
    const [book = '', session = '', seq = '', hash = ''] = body.split('\t');
    setHead(heads, book, session, { seq: Number(seq), hash });
  }
  return heads;
}

function setHead(heads: Heads, book: string, session: string, head: ChainHead): void {
  const sessions = heads.get(book) ?? new Map<string, ChainHead>();
  heads.set(book, sessions.set(session, head));
}

async function rewriteFile(path: string, heads: Heads): Promise<FileHandle> {
  const fresh = await open(`${path}.new`, 'w');
  const lines = [...heads].flatMap(([book, sessions]) =>
    [...sessions].map(([session, head]) => lineOf(book, session, head))
  );
  await fresh.writeFile(lines.join(''));
  await fresh.sync();
  await rename(`${path}.new`, path);
  return fresh;
}

function emptyIfMissing(cause: unknown): string {
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
  throw cause;
}
