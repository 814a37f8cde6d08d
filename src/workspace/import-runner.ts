/**
 * Writes what an import's preview promised: one commit per 1,000 rows, all in one group, so that it is one undoable step
 * however far it got. Between commits the event loop breathes: the screen stays alive and a cancel gets through. Rows of
 * a table are written as they were previewed; lines for an action are planned anew, since the tables may have changed
 * while somebody read the preview.
 */
import type { ImportDestination } from '#exchange/import-destination.ts';
import type { ImportedRow } from '#exchange/import-preview.ts';
import { takeBreath } from '#exchange/sheet.ts';
import { PLAIN_ACTIONS } from '#gate/gate-view.ts';
import { rowIdOf } from '#kernel/ids.ts';
import { succeed, type Refusal, type Result } from '#kernel/result.ts';
import type { PlannedRow, PlannedWrite } from '#schema/action.ts';
import { IMPORT_ROWS_PER_COMMIT } from '#schema/limits.ts';
import type { UndoStep } from './undo-stack.ts';
import type { Workspace } from './workspace.ts';

export interface ImportRun {
  readonly workspace: Workspace;
  readonly target: ImportDestination;
  readonly rows: readonly ImportedRow[];
  readonly onProgress?: (written: number, total: number) => void;
  readonly signal?: { readonly aborted: boolean };
}

export interface ImportOutcome {
  readonly written: number;
  readonly total: number;
  /** What undo takes back: all that was written; null when nothing was. */
  readonly step: UndoStep | null;
  /** Why it stopped before the end. */
  readonly stopped: 'cancelled' | Refusal | null;
}

export async function runImport({ workspace, target, rows, onProgress, signal }: ImportRun): Promise<ImportOutcome> {
  const action = target.table ? PLAIN_ACTIONS.import : target.id;
  const group = rowIdOf(workspace.clock.next(), 0);
  const commits: UndoStep['commits'][number][] = [];
  let written = 0;
  let stopped: ImportOutcome['stopped'] = null;
  while (written < rows.length && stopped === null) {
    const part = rows.slice(written, written + IMPORT_ROWS_PER_COMMIT);
    const planned = planPart(workspace, target, part);
    const done = planned.ok ? workspace.write(planned.value, { action, group, silent: true }) : planned;
    if (done.ok) {
      commits.push(...done.value.commits);
      written += part.length;
      onProgress?.(written, rows.length);
      await takeBreath();
      if (signal?.aborted && written < rows.length) stopped = 'cancelled';
    } else stopped = done;
  }
  const step = commits.length > 0 ? { action, commits } : null;
  if (step) workspace.undoStack.did(step);
  return { written, total: rows.length, step, stopped };
}

function planPart(
  workspace: Workspace,
  target: ImportDestination,
  rows: readonly ImportedRow[]
): Result<readonly PlannedWrite[]> {
  return target.table ? succeed(planRows(workspace, target.table.id, rows)) : planLines(workspace, target.id, rows);
}

function planRows(workspace: Workspace, table: string, rows: readonly ImportedRow[]): readonly PlannedWrite[] {
  const stamp = workspace.clock.next();
  let drawn = 0;
  const idOf = ({ id }: ImportedRow): string => id ?? rowIdOf(stamp, drawn++);
  const write = (chosen: readonly ImportedRow[]): PlannedRow[] =>
    chosen.map((row) => ({ id: idOf(row), values: row.values }));
  const created = write(rows.filter((row) => row.isNew));
  const changed = write(rows.filter((row) => !row.isNew));
  return [
    ...(created.length > 0 ? [{ table, create: true, rows: created }] : []),
    ...(changed.length > 0 ? [{ table, rows: changed }] : [])
  ];
}

function planLines(
  workspace: Workspace,
  action: string,
  rows: readonly ImportedRow[]
): Result<readonly PlannedWrite[]> {
  const writes: PlannedWrite[] = [];
  for (const { values } of rows) {
    const planned = workspace.plan(action, values);
    if (!planned.ok) return planned;
    writes.push(...planned.value);
  }
  return succeed(writes);
}
