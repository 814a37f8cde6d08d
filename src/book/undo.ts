/**
 * Undo is an ordinary commit that says the opposite, cell by cell, and only where my value still stands: what a
 * colleague has changed since is theirs. A fact of a ledger is taken back by a contra row with an id made from it, so
 * that undoing it on two devices undoes it once. What could not be undone is said, with the reason.
 *
 * A value that an undo brought back is the value of the write it came from: else only the last of several edits of a
 * cell could be undone, since after it the cell's newest write is the undo.
 */
import type { RowId } from '#kernel/ids.ts';
import type { Stamp } from '#kernel/stamp.ts';
import { stampsReplaced, type Commit, type Scalar, type Write } from '#protocol/commit.ts';
import type { PlannedRow, PlannedWrite } from '#schema/action.ts';
import { DELETED_COLUMN, type Table } from '#schema/table.ts';
import { readHeads, type CellWrite } from './cell-register.ts';
import { rowToValues } from './compose.ts';
import type { Fold } from './fold.ts';
import type { TableFold } from './table-fold.ts';

export interface NotUndone {
  readonly table: string;
  readonly row: RowId;
  readonly column: string | null;
  /** `changed-since`: a newer value stands there · `packed`: the older value is only in the relay's archive ·
   * `already-undone` · `no-contra`: facts of this table are not taken back this way. */
  readonly reason: 'changed-since' | 'packed' | 'already-undone' | 'no-contra';
}

export interface UndoPlan {
  readonly writes: readonly PlannedWrite[];
  readonly notUndone: readonly NotUndone[];
}

export function planUndo(fold: Fold, commit: Commit, tables: ReadonlyMap<string, Table>): UndoPlan {
  const notUndone: NotUndone[] = [];
  const writes = commit.writes.flatMap((write): PlannedWrite[] => {
    const table = fold.table(write.table);
    if (table.kind === 'ledger')
      return takeBackFacts({ table, write, contra: tables.get(write.table)?.contra, notUndone });
    const rows = write.new
      ? write.rows.flatMap(([id]) => deleteCreated({ fold, table, id, stamp: commit.id, notUndone }))
      : write.rows.flatMap((row, r) => restoreCells({ fold, table, commit, write, r, id: row[0], notUndone }));
    return rows.length > 0 ? [{ table: table.id, rows }] : [];
  });
  return { writes, notUndone };
}

interface Facts {
  readonly table: TableFold;
  readonly write: Write;
  readonly contra: Table['contra'];
  readonly notUndone: NotUndone[];
}

function takeBackFacts({ table, write, contra, notUndone }: Facts): PlannedWrite[] {
  const rows: PlannedRow[] = [];
  for (const [id] of write.rows) {
    const contraId = `rev:${id}`;
    if (!contra) notUndone.push({ table: table.id, row: id, column: null, reason: 'no-contra' });
    else if (table.has(contraId)) notUndone.push({ table: table.id, row: id, column: null, reason: 'already-undone' });
    else if (table.has(id)) {
      const values = rowToValues(table, id);
      for (const name of contra.negate) values[name] = negate(values[name]);
      rows.push({ id: contraId, values: { ...values, [contra.link]: id } });
    }
  }
  return rows.length > 0 ? [{ table: table.id, create: true, rows }] : [];
}

function negate(value: Scalar | undefined): Scalar {
  return typeof value === 'number' && value !== 0 ? -value : (value ?? null);
}

interface CreatedRow {
  readonly fold: Fold;
  readonly table: TableFold;
  readonly id: RowId;
  readonly stamp: Stamp;
  readonly notUndone: NotUndone[];
}

function deleteCreated({ fold, table, id, stamp, notUndone }: CreatedRow): PlannedRow[] {
  if (table.isDeleted(id)) {
    notUndone.push({ table: table.id, row: id, column: null, reason: 'already-undone' });
    return [];
  }
  const isTouched = (name: string): boolean =>
    readHeads(withoutUndone(fold, table.writesOf(id, name))).some((head) => head.stamp !== stamp);
  const byOthers = table.columnsWritten(id).some(isTouched) || table.birthsOf(id).some((b) => b.commit.id !== stamp);
  if (byOthers) {
    notUndone.push({ table: table.id, row: id, column: null, reason: 'changed-since' });
    return [];
  }
  return [{ id, values: { [DELETED_COLUMN]: true } }];
}

interface EditedRow {
  readonly fold: Fold;
  readonly table: TableFold;
  readonly commit: Commit;
  readonly write: Write;
  readonly r: number;
  readonly id: RowId;
  readonly notUndone: NotUndone[];
}

function restoreCells({ fold, table, commit, write, r, id, notUndone }: EditedRow): PlannedRow[] {
  const values: Record<string, Scalar> = {};
  write.columns.forEach((name, c) => {
    const writes = table.writesOf(id, name);
    const standing = standingWrites(fold, writes, commit.id);
    const named = stampsReplaced(commit, write.was?.[r]?.[c]);
    if (standing === null) notUndone.push({ table: table.id, row: id, column: name, reason: 'changed-since' });
    else if (name !== DELETED_COLUMN && named.some((stamp) => !writes.some((w) => w.stamp === stamp)))
      notUndone.push({ table: table.id, row: id, column: name, reason: 'packed' });
    else values[name] = valueWithout(standing, commit.id);
  });
  return Object.keys(values).length > 0 ? [{ id, values }] : [];
}

/**
 * The writes among which `stamp` is the one that is shown, or null if it is not: undos that only brought it back are
 * taken out together with what they undid.
 */
function standingWrites(fold: Fold, writes: readonly CellWrite[], stamp: Stamp): readonly CellWrite[] | null {
  const heads = readHeads(writes);
  if (heads.length === 1 && heads[0]!.stamp === stamp) return writes;
  const rest = takeOutUndo(fold, writes);
  return rest === null ? null : standingWrites(fold, rest, stamp);
}

/** What is left when every undo that is shown has been taken out with what it undid. */
function withoutUndone(fold: Fold, writes: readonly CellWrite[]): readonly CellWrite[] {
  const rest = takeOutUndo(fold, writes);
  return rest === null ? writes : withoutUndone(fold, rest);
}

/** Null if what is shown is no undo, or if several values are. */
function takeOutUndo(fold: Fold, writes: readonly CellWrite[]): readonly CellWrite[] | null {
  const heads = readHeads(writes);
  const head = heads[0];
  const undone = head && heads.length === 1 ? fold.headOf(head.stamp)?.undoes : undefined;
  return head && undone?.length ? writes.filter(({ stamp }) => stamp !== head.stamp && !undone.includes(stamp)) : null;
}

/** What the cell would show had this write never been made. */
function valueWithout(writes: readonly CellWrite[], stamp: Stamp): Scalar {
  const heads = readHeads(writes.filter((write) => write.stamp !== stamp));
  return heads[heads.length - 1]?.value ?? null;
}
