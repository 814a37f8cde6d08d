/**
 * A book in a tab that follows another one: the fold alone, kept equal to the leader's by its messages. It holds no
 * document and no store; what is written here is folded at once and handed to the leader.
 */
import { commitToText, idOfText, type Commit } from '#protocol/commit.ts';
import type { Clock, Stamp } from '#kernel/stamp.ts';
import { adoptAll } from './adopt-stamps.ts';
import { Fold } from './fold.ts';
import { differences, mergeChanges, type BookEvent, type Replica } from './replica.ts';
import type { RowChange, TableShape } from './table-fold.ts';

export interface FollowedSetup {
  readonly shapes: ReadonlyMap<string, TableShape>;
  readonly clock: Clock;
  /** Takes what was written here to the leader. */
  readonly onAppend: (text: string) => void;
}

export class FollowedReplica implements Replica {
  fold: Fold;
  readonly #setup: FollowedSetup;
  readonly #listeners = new Set<(event: BookEvent) => void>();
  #changes: RowChange[] = [];

  constructor(setup: FollowedSetup, texts: readonly string[]) {
    this.#setup = setup;
    this.fold = this.#foldAnew(texts);
  }

  listen(listener: (event: BookEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  append(commit: Commit): string {
    const text = commitToText(commit);
    this.fold.add(text);
    this.#emit({ added: [commit.id], removed: [], rebuilt: false, origin: 'append' });
    this.#setup.onAppend(text);
    return text;
  }

  /** What changed at the leader; what was written here comes back and is known already. */
  follow(added: readonly string[], removed: readonly Stamp[]): void {
    const addedIds: Stamp[] = [];
    for (const id of removed) {
      const text = this.fold.textOf(id);
      if (text !== undefined) this.fold.remove(text);
    }
    for (const text of added) {
      const id = idOfText(text);
      if (id === null || this.fold.textOf(id) === text) continue;
      this.#setup.clock.adopt(id);
      if (this.fold.add(text)) addedIds.push(id);
    }
    this.#emit({ added: addedIds, removed, rebuilt: false, origin: 'leader' });
  }

  /** The leader, or a new one, says all there is. */
  restart(texts: readonly string[]): void {
    const before = this.fold;
    this.fold = this.#foldAnew(texts);
    this.#changes = [...differences(before, this.fold)];
    this.#emit({ added: [], removed: [], rebuilt: true, origin: 'leader' });
  }

  destroy(): void {
    this.#listeners.clear();
  }

  #foldAnew(texts: readonly string[]): Fold {
    const fold = new Fold(this.#setup.shapes);
    for (const text of texts) fold.add(text);
    adoptAll(this.#setup.clock, texts);
    fold.report((change) => this.#changes.push(change));
    return fold;
  }

  #emit(event: Omit<BookEvent, 'changes'>): void {
    const changes = mergeChanges(this.#changes);
    this.#changes = [];
    for (const listener of this.#listeners) listener({ ...event, changes });
  }
}
