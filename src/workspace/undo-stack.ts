/** What I did here, newest last, in steps: one commit, or all commits of one group (an import, a paste over books). */
import type { Stamp } from '#kernel/stamp.ts';

export interface UndoStep {
  /** In the order they were made. */
  readonly commits: readonly { readonly book: string; readonly id: Stamp }[];
  readonly action: string;
}

const STEPS_KEPT = 200;

export class UndoStack {
  readonly #done: UndoStep[] = [];
  readonly #undone: UndoStep[] = [];

  did(step: UndoStep): void {
    this.#done.push(step);
    if (this.#done.length > STEPS_KEPT) this.#done.shift();
    this.#undone.length = 0;
  }

  takeUndo(): UndoStep | undefined {
    return this.#done.pop();
  }

  takeRedo(): UndoStep | undefined {
    return this.#undone.pop();
  }

  /** The commits that undid a step can themselves be undone: that is redo. */
  undid(step: UndoStep): void {
    this.#undone.push(step);
  }

  redid(step: UndoStep): void {
    this.#done.push(step);
  }

  /** A commit was stamped again: its step goes on under the new name. */
  rename(from: Stamp, to: Stamp): void {
    for (const steps of [this.#done, this.#undone])
      steps.forEach((step, index) => {
        if (!step.commits.some(({ id }) => id === from)) return;
        const commits = step.commits.map((commit) => (commit.id === from ? { ...commit, id: to } : commit));
        steps[index] = { ...step, commits };
      });
  }

  get undoable(): UndoStep | undefined {
    return this.#done[this.#done.length - 1];
  }

  get redoable(): UndoStep | undefined {
    return this.#undone[this.#undone.length - 1];
  }
}
