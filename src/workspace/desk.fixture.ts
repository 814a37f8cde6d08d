/** A person at work on one device in tests, without a line: the disk is in memory, a crash is a second desk over it. */
import * as Y from 'yjs';
import { createClock, type Clock } from '#kernel/stamp.ts';
import { modules } from '#modules/index.ts';
import type { Answer } from '#protocol/messages.ts';
import { createSchema } from '#schema/module.ts';
import type { CellValue } from '#schema/column.ts';
import { createMemoryDocuments } from '#storage/memory-documents.ts';
import { createMemoryLog, MemoryDisk } from '#storage/memory-log.ts';
import { BookShelf, yjsCodec } from './book-shelf.ts';
import { Workspace } from './workspace.ts';

export { WANTS_THREE } from '#modules/inventory/wanted-stock.fixture.ts';

export class DeskDisk {
  readonly records = new MemoryDisk();
  readonly texts = new Map<string, string>();
  readonly device: string;
  sessions = 0;

  constructor(device = 'desk0001') {
    this.device = device;
  }
}

export interface Desk {
  readonly workspace: Workspace;
  readonly shelf: BookShelf;
  readonly clock: Clock;
  readonly session: string;
  /** What the desk waits for, to be run by hand: another try of a write that was refused. */
  readonly later: (() => void)[];
  /** Resolves when all that was written is on the disk. */
  saved(): Promise<void>;
}

/** 1 August 2026, 10:00 in Shanghai. */
export const NOON = Date.UTC(2026, 7, 1, 2);

export async function openDesk(disk: DeskDisk, user = 'ann', now: () => number = () => NOON): Promise<Desk> {
  const session = `sess${(++disk.sessions).toString().padStart(4, '0')}`;
  const clock = createClock({ device: disk.device, session, now });
  const log = createMemoryLog({ disk: disk.records, session, codec: yjsCodec, windowMs: 1 });
  const client = Number(disk.device.slice(-4)) * 1_000 + disk.sessions;
  const later: (() => void)[] = [];
  const after = (_ms: number, run: () => void): unknown => later.push(run);
  let shelf: BookShelf;
  const workspace = new Workspace({
    schema: createSchema(modules),
    person: { user, device: disk.device },
    userName: user,
    clock,
    documents: createMemoryDocuments(disk.texts),
    outbox: 'leads',
    openShelf: (setup) => (shelf = new BookShelf({ ...setup, clock, client, log, after }))
  });
  await workspace.open(await log.list(), ['org']);
  return { workspace, shelf: shelf!, clock, session, later, saved: () => log.flush() };
}

/** What the relay would say about everything that waits in a book. */
export function answerAll({ workspace }: Desk, book: string, say: Partial<Answer> = { verdict: 'accepted' }): string[] {
  const answers = workspace.outbox
    .ask(book)
    .commits.map(({ id, hash }): Answer => ({ id, hash, verdict: 'accepted', ...say }));
  return workspace.outbox.hear(book, answers);
}

/** Two desks exchange what they hold of a book, as the relay would have them do. */
export function exchange(one: Desk, other: Desk, book = 'org'): void {
  const [a, b] = [one, other].map(({ shelf }) => shelf.openEmpty(book).replica.doc) as [Y.Doc, Y.Doc];
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b), 'relay');
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a), 'relay');
}

export function addProduct({ workspace }: Desk, values: Readonly<Record<string, CellValue>> = {}): string {
  const empty = Object.fromEntries(
    Object.keys(workspace.table('catalogue.products').columns).map((name) => [name, null])
  );
  const added = workspace.addRow('catalogue.products', { ...empty, sku: 'F1', name: '镜架', kind: 'frame', ...values });
  if (!added.ok) throw new Error(`The product was refused: ${added.rule}`);
  return added.value;
}
