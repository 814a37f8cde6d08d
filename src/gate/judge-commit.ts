/**
 * The gate: one pure function, commit × state × person → accept (null) or refuse, with a rule's name, the cell, and the
 * numbers its sentence needs. The browser runs it before writing (prevents), the relay on everything that arrives
 * (enforces). Numbers in brackets are the rules of the protocol it keeps.
 */
import { refuse, type Refusal } from '#kernel/result.ts';
import { hlcOf, isStamp, MAX_AHEAD_MS, millisOf, writerOf } from '#kernel/stamp.ts';
import { LIMITS } from '#protocol/limits.ts';
import { stampsReplaced, type Commit, type Write } from '#protocol/commit.ts';
import { parseBookName, ruleAllowsBook } from '#schema/book-name.ts';
import { checkWrite } from './check-write.ts';
import { isPlainAction, PLAIN_ACTIONS, type GateView, type Person } from './gate-view.ts';
import { readCommit } from './read-commit.ts';

export type Judgement =
  { readonly commit: Commit; readonly refusal: Refusal | null } | { readonly commit: null; readonly refusal: Refusal };

/** Reads and judges one feed entry. Never throws: what cannot be read is refused as `unreadable`. */
export function judgeText(text: string, view: GateView, person: Person): Judgement {
  const commit = readCommit(text);
  if (!commit) return { commit: null, refusal: refuse('unreadable') };
  return { commit, refusal: judgeCommit(commit, view, person) };
}

export function judgeCommit(commit: Commit, view: GateView, person: Person): Refusal | null {
  return (
    checkAuthor(commit, person) ??
    checkStamp(commit, view) ??
    checkAction(commit, view) ??
    checkSize(commit) ??
    checkWrites(commit, view)
  );
}

function checkAuthor(commit: Commit, person: Person): Refusal | null {
  if (commit.by !== person.user) return refuse('not-your-name', { by: commit.by });
  if (commit.on !== person.device) return refuse('not-your-device', { on: commit.on });
  return null;
}

/** [8] A session's stamps ascend, and none is from the future. */
function checkStamp(commit: Commit, view: GateView): Refusal | null {
  if (millisOf(commit.id) > view.now + MAX_AHEAD_MS)
    return refuse('clock-ahead', { minutes: Math.round((millisOf(commit.id) - view.now) / 60_000) });
  const highWater = view.highWater(writerOf(commit.id));
  if (highWater !== undefined && hlcOf(commit.id) <= highWater) return refuse('stale-stamp');
  return null;
}

/** [10] What this version does not know is a newer version's; the client keeps it and waits. */
function checkAction(commit: Commit, view: GateView): Refusal | null {
  if (isPlainAction(commit.action)) return null;
  const action = view.schema.actions.get(commit.action);
  if (!action) return refuse('newer-version', { name: commit.action });
  for (const write of commit.writes)
    if (!action.writes.some((declared) => declared.table === write.table))
      return refuse('not-what-the-action-writes', { action: commit.action, table: write.table });
  return null;
}

function checkSize(commit: Commit): Refusal | null {
  const cells = commit.writes.reduce((sum, write) => sum + write.rows.length * write.columns.length, 0);
  return cells > LIMITS.maxCommitCells ? refuse('too-many-cells', { cells, limit: LIMITS.maxCommitCells }) : null;
}

function checkWrites(commit: Commit, view: GateView): Refusal | null {
  const parts = parseBookName(view.book);
  for (const write of commit.writes) {
    const table = view.schema.tables.get(write.table);
    if (!table) return refuse('newer-version', { name: write.table });
    if (!parts || !ruleAllowsBook(table.book, parts)) return refuse('wrong-book', { table: table.id, book: view.book });
    const plain =
      isPlainAction(commit.action) && commit.action !== PLAIN_ACTIONS.undo && commit.action !== PLAIN_ACTIONS.redo;
    if (table.kind === 'ledger' && plain) return refuse('needs-an-action', { table: table.id });
    const problem = checkWrite({ commit, write, table, view }) ?? checkReplaced(commit, write, view);
    if (problem) return problem;
  }
  return null;
}

/** [9] A write may only replace what was in that very cell, earlier, and what the relay has judged or the writer wrote. */
function checkReplaced(commit: Commit, write: Write, view: GateView): Refusal | null {
  if (!write.was) return null;
  for (const [r, row] of write.rows.entries())
    for (const [c, column] of write.columns.entries()) {
      const named = stampsReplaced(commit, write.was[r]?.[c]);
      const cell = { table: write.table, row: row[0], column };
      if (named.length > LIMITS.maxNamedStampsPerCell) return refuse('too-many-stamps', {}, cell);
      for (const stamp of named) {
        if (!isStamp(stamp) || stamp >= commit.id) return refuse('replaces-the-future', {}, cell);
        if (!view.wroteCell(write.table, row[0], column, stamp)) return refuse('replaces-the-unknown', { stamp }, cell);
      }
    }
  return null;
}
