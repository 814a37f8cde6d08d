/**
 * Stamps commits again that the relay would not take under their old stamp: the clock was ahead, or the relay no longer
 * knows them. Same rows, same values, in order; the time they were made is kept, and stamps of one another are mapped.
 */
import { millisOf, type Stamp } from '#kernel/stamp.ts';
import { parseCommit, type Commit } from '#protocol/commit.ts';
import type { OpenBook } from './shelf.ts';
import type { Workspace } from './workspace.ts';

export function resubmitCommits(workspace: Workspace, book: OpenBook, ids: readonly Stamp[]): void {
  const { renamed } = workspace.outbox;
  for (const id of [...ids].sort()) {
    const text = workspace.outbox.textOf(id);
    const commit = text === undefined ? null : parseCommit(text);
    if (!commit) continue;
    const again: Commit = {
      ...commit,
      id: workspace.clock.next(),
      ...(commit.stamps ? { stamps: commit.stamps.map((stamp) => renamed.get(stamp) ?? stamp) } : {}),
      ...(commit.undoes ? { undoes: commit.undoes.map((stamp) => renamed.get(stamp) ?? stamp) } : {}),
      madeAt: commit.madeAt ?? millisOf(id)
    };
    workspace.outbox.rename(id, again.id);
    workspace.resubmit(book, again, id);
  }
}
