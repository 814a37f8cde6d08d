/**
 * What one person did, in steps, newest first: read from the books, so that it outlives a reload and holds what the same
 * person did on another device. Undo and redo are no steps of their own: they say how the step stands now. Nor are marks.
 *
 * Reversing a step means reversing its latest incarnation: after an undo and a redo a fact stands in rows that the redo
 * wrote, and only those can be taken back. What was packed is in the relay's archive and no longer listed.
 */
import { stampOfRowId, type RowId } from '#kernel/ids.ts';
import { millisOf, type Stamp } from '#kernel/stamp.ts';
import { parseCommit } from '#protocol/commit.ts';
import { PLAIN_ACTIONS } from './plain-actions.ts';
import type { OpenBook } from './shelf.ts';
import type { UndoStep } from './undo-stack.ts';

export interface OwnStep {
  readonly key: string;
  readonly step: UndoStep;
  readonly stands: 'done' | 'undone';
  /** What to reverse: to undo the step where it is done, to redo it where it is undone. */
  readonly latest: UndoStep;
  /** Milliseconds since 1970, UTC, by the device's clock. */
  readonly at: number;
}

/** What a step wrote, as far as a line in a list can say it. */
export interface StepContent {
  readonly table: string;
  readonly rows: number;
  readonly cells: number;
  readonly first: {
    readonly row: RowId;
    /** Set where a single cell was written. */
    readonly column: string | null;
  };
}

interface Gathered extends UndoStep {
  readonly key: string;
  readonly commits: { readonly book: string; readonly id: Stamp }[];
  readonly isReversal: boolean;
}

export function ownSteps(books: Iterable<OpenBook>, user: string, limit: number): readonly OwnStep[] {
  const open = [...books];
  const steps = new Map<string, Gathered>();
  const reversedBy = new Map<Stamp, Gathered>();
  for (const { id, book, head } of ownCommits(open, user)) {
    const key = head.group ?? id;
    let step = steps.get(key);
    if (!step) {
      step = { key, action: head.action, commits: [], isReversal: (head.undoes?.length ?? 0) > 0 };
      steps.set(key, step);
    }
    step.commits.unshift({ book, id });
    for (const reversed of head.undoes ?? []) if (!reversedBy.has(reversed)) reversedBy.set(reversed, step);
  }
  return [...steps.values()]
    .filter((step) => !step.isReversal && isWhole(step, open))
    .slice(0, limit)
    .map((step) => ({ ...latestOf(step, reversedBy), key: step.key, step, at: millisOf(step.commits[0]!.id) }));
}

/**
 * A step of several commits may have lost some to a pack, which says only how far it reaches in each session. Where it
 * reaches beyond the beginning of the step, the rest must not be taken back alone.
 */
function isWhole({ key, commits }: Gathered, books: readonly OpenBook[]): boolean {
  const begun = stampOfRowId(key);
  return (
    begun === null || !books.some(({ replica }) => [begun, commits[0]!.id].some((id) => replica.fold.isCovered(id)))
  );
}

function ownCommits(books: readonly OpenBook[], user: string) {
  return books
    .flatMap(({ name: book, replica: { fold } }) =>
      [...fold.ids()].flatMap((id) => {
        const head = fold.headOf(id);
        return head?.by === user && head.action !== PLAIN_ACTIONS.mark ? [{ id, book, head }] : [];
      })
    )
    .sort((a, b) => (a.id < b.id ? 1 : -1));
}

function latestOf(step: Gathered, reversedBy: ReadonlyMap<Stamp, Gathered>): Pick<OwnStep, 'stands' | 'latest'> {
  let latest = step;
  let stands: OwnStep['stands'] = 'done';
  for (let next = reversedBy.get(step.commits[0]!.id); next; next = reversedBy.get(next.commits[0]!.id)) {
    latest = next;
    stands = stands === 'done' ? 'undone' : 'done';
  }
  return { stands, latest };
}

/** Null where no text of the step can be read here. */
export function contentOfStep(books: ReadonlyMap<string, OpenBook>, { commits }: UndoStep): StepContent | null {
  const writes = commits.flatMap(({ book, id }) => {
    const text = books.get(book)?.replica.fold.textOf(id);
    return (text === undefined ? null : parseCommit(text))?.writes ?? [];
  });
  const [first] = writes;
  const firstRow = first?.rows[0];
  if (!first || !firstRow) return null;
  const rows = new Set(writes.flatMap((write) => write.rows.map(([id]) => `${write.table} ${id}`))).size;
  const cells = writes.reduce((sum, write) => sum + write.rows.length * write.columns.length, 0);
  const column = cells === 1 ? first.columns[0]! : null;
  return { table: first.table, rows, cells, first: { row: firstRow[0], column } };
}
