/**
 * Opens one person's workspace in this browser: their local database, a session of its own with a fresh Yjs client id,
 * the books stored here, and the line to the relay. Everything impure the workspace needs is made here and passed in.
 */
import { drawDeviceId, drawSessionId } from '#kernel/ids.ts';
import { localDateAt } from '#kernel/local-date.ts';
import { createClock } from '#kernel/stamp.ts';
import type { SocketLike } from '#link/shared-socket.ts';
import { LIMITS } from '#protocol/limits.ts';
import type { SessionBinding } from '#protocol/messages.ts';
import type { Schema } from '#schema/module.ts';
import type { DocumentStore } from '#storage/document-store.ts';
import { openPouchInBrowser } from '#storage/open-pouch-browser.ts';
import { createPouchDocuments } from '#storage/pouch-documents.ts';
import { createPouchLog } from '#storage/pouch-log.ts';
import { yjsCodec } from './book-shelf.ts';
import { booksToOpen } from './books-to-open.ts';
import { openLine } from './open-line.ts';
import type { Line } from './status.ts';
import { Workspace } from './workspace.ts';

export interface SignedIn {
  readonly user: string;
  readonly name: string;
}

export interface OpenedWorkspace {
  readonly workspace: Workspace;
  readonly line: Line;
  /** Writes what waits and lets go of the database. */
  close(): Promise<void>;
}

/** Every person has a database of their own on this device: another user of the same PC does not open it. */
export async function openInBrowser(schema: Schema, person: SignedIn): Promise<OpenedWorkspace> {
  const handle = await openPouchInBrowser(`lensbook-${person.user}`);
  const documents = createPouchDocuments(handle);
  const device = await readDevice(documents);
  const current = newSession();
  const { session, client } = current;
  // Known before the first write: after a crash the next session must be able to say that this one's work is its own.
  await documents.put(`session!${session}`, { ...current });
  const now = (): number => Date.now();
  const clock = createClock({ device, session, now });
  const log = createPouchLog({ handle, session, codec: yjsCodec, windowMs: LIMITS.localWindowMs });
  const workspace = new Workspace({
    schema,
    person: { user: person.user, device },
    userName: person.name,
    clock,
    client,
    log,
    documents
  });
  const stored = await log.list();
  await workspace.open(stored, booksToOpen(schema, { stored, today: localDateAt(now()), shops: [] }));
  const line = openLine({
    workspace,
    documents,
    current,
    newSession,
    now,
    url: relayUrl(),
    openSocket: (url) => new WebSocket(url) as unknown as SocketLike,
    random: Math.random,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    }
  });
  const retry = (): void => line.retry();
  addEventListener('online', retry);
  const flush = (): void => void log.flush();
  addEventListener('pagehide', flush);
  addEventListener('blur', flush);
  const idle = setInterval(() => void workspace.shelf.compactWhereDue(), 60_000);
  return {
    workspace,
    line,
    async close() {
      clearInterval(idle);
      removeEventListener('online', retry);
      removeEventListener('pagehide', flush);
      removeEventListener('blur', flush);
      line.close();
      workspace.close();
      await log.close();
    }
  };
}

function relayUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`;
}

async function readDevice(documents: DocumentStore): Promise<string> {
  const known = await documents.get('device');
  if (typeof known === 'string') return known;
  const drawn = drawDeviceId(Math.random);
  await documents.put('device', drawn);
  return drawn;
}

function newSession(): SessionBinding {
  return { session: drawSessionId(Math.random), client: drawClientId() };
}

/** 53 bits, so that two sessions of a chain never share one (protocol 1). */
function drawClientId(): number {
  return Math.floor(Math.random() * 2 ** 21) * 2 ** 32 + Math.floor(Math.random() * 2 ** 32);
}
