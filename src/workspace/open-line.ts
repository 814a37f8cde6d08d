/** Placeholder until the line is wired: see the next commit. */
import type { DocumentStore } from '#storage/document-store.ts';
import type { Line } from './status.ts';
import type { Workspace } from './workspace.ts';

export interface LineSetup {
  readonly workspace: Workspace;
  readonly documents: DocumentStore;
  readonly device: string;
  readonly session: string;
  readonly client: number;
  readonly url: string;
}

export async function openLine({ workspace }: LineSetup): Promise<Line> {
  const { outbox } = workspace;
  return {
    status: () => ({
      line: 'offline',
      stopReason: null,
      waiting: outbox.waitingCount,
      saving: outbox.savingCount,
      since: outbox.waitingSince,
      refused: outbox.refused.length,
      lastAcceptedAt: outbox.lastAcceptedAt,
      agreedAt: null,
      disagreeing: []
    }),
    colleagues: () => [],
    setPlace: () => undefined,
    onChange: (listener) => workspace.onState(listener),
    retry: () => undefined,
    close: () => undefined
  };
}
