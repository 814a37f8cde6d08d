/** The leading tab's side: tells the others everything, writes down what they write, under their own sessions. */
import type { DocumentStore } from '#storage/document-store.ts';
import { idOfText } from '#protocol/commit.ts';
import type { SessionBinding } from '#protocol/messages.ts';
import { assert } from '#kernel/result.ts';
import { BookReplica, type BookEvent } from '#book/replica.ts';
import type { OpenBook } from './shelf.ts';
import type { Line } from './status.ts';
import type { BookTexts, DocumentCall, FromLeader, LineState, TabPort, ToLeader } from './tab-messages.ts';
import type { Workspace } from './workspace.ts';

export interface LeaderSetup {
  readonly workspace: Workspace;
  readonly line: Line;
  readonly documents: DocumentStore;
  readonly port: TabPort<FromLeader, ToLeader>;
  /** Makes a session of this device known to the relay. */
  readonly bind: (binding: SessionBinding) => void;
}

export function leadTabs(setup: LeaderSetup): () => void {
  const { workspace, line, port } = setup;
  const stop = [
    port.listen((message) => hear(setup, message)),
    workspace.shelf.listen((book, event) => tellChange(setup, book, event)),
    workspace.onBook((book) => port.post({ kind: 'rebuilt', book: textsOf(book) })),
    line.onChange(() => port.post({ kind: 'line', line: lineStateOf(setup) }))
  ];
  port.post({ kind: 'leading' });
  return () => {
    for (const each of stop) each();
    port.close();
  };
}

function hear(setup: LeaderSetup, message: ToLeader): void {
  switch (message.kind) {
    case 'join':
      return void welcome(setup, message.tab, message.binding);
    case 'commit':
      return setup.workspace.takeFromTab(message);
    case 'call':
      return void answer(setup, message);
    case 'place':
      return setup.line.setPlace(message.place);
    case 'retry':
      return setup.line.retry();
  }
}

/** Known in the store before its first write, so that a later start can send what this session left. */
async function welcome(setup: LeaderSetup, tab: string, binding: SessionBinding): Promise<void> {
  const { workspace, documents, port, bind } = setup;
  await documents.put(`session!${binding.session}`, { ...binding });
  bind(binding);
  const books = [...workspace.shelf.books.values()].map(textsOf);
  port.post({ kind: 'state', tab, device: workspace.person.device, books, line: lineStateOf(setup) });
}

function tellChange({ port }: LeaderSetup, book: OpenBook, event: BookEvent): void {
  if (event.rebuilt) return port.post({ kind: 'rebuilt', book: textsOf(book) });
  const added = event.added
    .map((id) => book.replica.fold.textOf(id))
    .filter((text): text is string => text !== undefined);
  port.post({ kind: 'changed', book: book.name, added, removed: event.removed });
}

function textsOf({ name, replica }: OpenBook): BookTexts {
  assert(replica instanceof BookReplica, 'The leading tab holds the documents.');
  return { name, texts: replica.texts().filter((text) => idOfText(text) !== null || text.startsWith('{"pack":"')) };
}

function lineStateOf({ workspace, line }: LeaderSetup): LineState {
  const { outbox } = workspace;
  return {
    status: line.status(),
    colleagues: line.colleagues(),
    waiting: [...outbox.waitingIds].map((id) => [id, outbox.stateOf(id)]),
    refused: outbox.refused
  };
}

async function answer({ documents, port }: LeaderSetup, message: Extract<ToLeader, { kind: 'call' }>): Promise<void> {
  const { tab, call, document } = message;
  port.post({ kind: 'answer', tab, call, value: await carryOut(documents, document) });
}

function carryOut(documents: DocumentStore, document: DocumentCall): Promise<unknown> {
  switch (document.verb) {
    case 'get':
      return documents.get(document.id);
    case 'put':
      return documents.put(document.id, document.value);
    case 'delete':
      return documents.delete(document.id);
    case 'list':
      return documents.list(document.id);
  }
}
