/** What I did here, newest last, in steps: one commit, or all commits of one group (an import, a paste over books). */
import type { Stamp } from '#kernel/stamp.ts';

export interface UndoStep {
  /** In the order they were made. */
  readonly commits: readonly { readonly book: string; readonly id: Stamp }[];
  readonly action: string;
}

const STEPS_KEPT = 200;

export class UndoStack {
  #done: UndoStep[] = [];
  #undone: UndoStep[] = [];
  /** Old id → new one of a commit that was stamped again. */
  readonly #names = new Map<Stamp, Stamp>();

  did(step: UndoStep): void {
    this.#done.push(step);
    if (this.#done.length > STEPS_KEPT) this.#done.shift();
    this.#undone.length = 0;
  }

  /** The commits that undid a step can themselves be undone: that is redo. */
  undid(step: UndoStep): void {
    this.#undone.push(step);
  }

  redid(step: UndoStep): void {
    this.#done.push(step);
  }

  /** A step is reversed, or cannot be: either way it is the next one's turn. */
  drop(step: UndoStep): void {
    const ids = new Set(step.commits.map(({ id }) => id));
    const isOther = (kept: UndoStep): boolean => !kept.commits.some(({ id }) => ids.has(id));
    this.#done = this.#done.filter(isOther);
    this.#undone = this.#undone.filter(isOther);
  }

  /** A commit was stamped again: its step goes on under the new name. */
  rename(from: Stamp, to: Stamp): void {
    this.#names.set(from, to);
    this.#done = this.#done.map((step) => this.present(step));
    this.#undone = this.#undone.map((step) => this.present(step));
  }

  /** The step as its commits are called now. */
  present(step: UndoStep): UndoStep {
    if (!step.commits.some(({ id }) => this.#names.has(id))) return step;
    return { ...step, commits: step.commits.map((commit) => ({ ...commit, id: this.#nameOf(commit.id) })) };
  }

  #nameOf(id: Stamp): Stamp {
    const renamed = this.#names.get(id);
    return renamed === undefined ? id : this.#nameOf(renamed);
  }

  get undoable(): UndoStep | undefined {
    return this.#done[this.#done.length - 1];
  }

  get redoable(): UndoStep | undefined {
    return this.#undone[this.#undone.length - 1];
  }
}
