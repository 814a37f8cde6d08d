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
import { shapesOf } from '#book/shapes.ts';
import { BookShelf, yjsCodec } from './book-shelf.ts';
import { booksToOpen } from './books-to-open.ts';
import { openLine } from './open-line.ts';
import type { Line } from './status.ts';
import { leadTabs } from './tab-leader.ts';
import { FollowedDocuments, FollowedLine, FollowedShelf, joinLeader, type FollowedTab } from './tab-follower.ts';
import { keepUnconfirmed, openTabPort, takeLead, takeUnconfirmed, waitForLead, whenNobodyTypes } from './tab-lead.ts';
import type { LineState } from './tab-messages.ts';
import { Workspace } from './workspace.ts';

export interface SignedIn {
  readonly user: string;
  readonly name: string;
}

export interface BrowserSetup {
  readonly schema: Schema;
  readonly person: SignedIn;
  /** Whether something half typed stands on the screen, which a reload would lose. */
  readonly isTyping: () => boolean;
}

export interface OpenedWorkspace {
  readonly workspace: Workspace;
  readonly line: Line;
  /** Writes what waits and lets go of the database. */
  close(): Promise<void>;
}

/**
 * Every person has a database of their own on this device: another user of the same PC does not open it. The first of
 * their tabs leads; the others follow it, and when it goes one of them begins anew as the leader.
 */
export async function openInBrowser({ schema, person, isTyping }: BrowserSetup): Promise<OpenedWorkspace> {
  const name = `lensbook-${person.user}`;
  const lead = await takeLead(name);
  return lead ? openLeading({ schema, person, name, letGo: lead }) : openFollowing({ schema, person, isTyping, name });
}

const now = (): number => Date.now();

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

interface Opening {
  readonly schema: Schema;
  readonly person: SignedIn;
  readonly name: string;
}

async function openLeading({
  schema,
  person,
  name,
  letGo
}: Opening & { readonly letGo: () => void }): Promise<OpenedWorkspace> {
  const handle = await openPouchInBrowser(name);
  const documents = createPouchDocuments(handle);
  const device = await readDevice(documents);
  const current = newSession();
  const { session, client } = current;
  // Known before the first write: after a crash the next session must be able to say that this one's work is its own.
  await documents.put(`session!${session}`, { ...current });
  const clock = createClock({ device, session, now });
  const log = createPouchLog({ handle, session, codec: yjsCodec, windowMs: LIMITS.localWindowMs });
  const workspace = new Workspace({
    schema,
    person: { user: person.user, device },
    userName: person.name,
    clock,
    documents,
    outbox: 'leads',
    openShelf: (setup) => new BookShelf({ ...setup, clock, client, log })
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
    after
  });
  const stopLeading = leadTabs({
    workspace,
    line,
    documents,
    port: openTabPort(name, 'leader'),
    bind: (binding) => line.bind(binding)
  });
  for (const left of takeUnconfirmed(name)) workspace.takeFromTab(left);
  const stop = [
    listenTo('online', () => line.retry()),
    listenTo('pagehide', () => void log.flush()),
    listenTo('blur', () => void log.flush()),
    stopLeading
  ];
  const idle = setInterval(() => void workspace.shelf.compactWhereDue(), 60_000);
  return {
    workspace,
    line,
    async close() {
      clearInterval(idle);
      for (const each of stop) each();
      line.close();
      workspace.close();
      await log.close();
      letGo();
    }
  };
}

async function openFollowing({ schema, person, isTyping, name }: Opening & BrowserSetup): Promise<OpenedWorkspace> {
  const tab: FollowedTab = {
    tab: drawSessionId(Math.random),
    binding: newSession(),
    port: openTabPort(name, 'follower')
  };
  const state = await joinLeader(tab, after);
  const clock = createClock({ device: state.device, session: tab.binding.session, now });
  const shelf = new FollowedShelf(tab, { shapes: shapesOf(schema), clock }, state.books);
  const workspace = new Workspace({
    schema,
    person: { user: person.user, device: state.device },
    userName: person.name,
    clock,
    documents: new FollowedDocuments(tab),
    outbox: 'follows',
    openShelf: () => shelf
  });
  await workspace.open([...shelf.books.keys()], []);
  const line = new FollowedLine(tab, state.line, () => shelf.unconfirmed.length);
  const mirror = ({ waiting, refused, ...rest }: LineState): void => {
    const held = new Set(waiting.map(([id]) => id));
    // Once the leader has folded a commit it either waits there or has had its answer.
    shelf.confirm((id) => held.has(id));
    workspace.outbox.mirror(waiting, refused, (id) => shelf.isUnconfirmed(id));
    line.hear({ waiting, refused, ...rest });
  };
  mirror(state.line);
  const stop = [
    tab.port.listen((message) => {
      if (message.kind === 'line' || message.kind === 'state') mirror(message.line);
    }),
    workspace.onState(() => line.notice())
  ];
  shelf.onBook((book) => workspace.announceBook(book));
  const stopWaiting = waitForLead(name, () => {
    keepUnconfirmed(
      name,
      shelf.unconfirmed.map(({ book, text }) => ({ book, text, binding: tab.binding }))
    );
    // The leader is gone: this tab begins anew as the leader, with what the old one had not confirmed. Never while one types.
    whenNobodyTypes({ after, isTyping }, () => location.reload());
  });
  return {
    workspace,
    line,
    async close() {
      stopWaiting();
      for (const each of stop) each();
      line.close();
      workspace.close();
    }
  };
}

function listenTo(event: string, run: () => void): () => void {
  addEventListener(event, run);
  return () => removeEventListener(event, run);
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
