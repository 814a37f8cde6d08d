/**
 * Undo is an ordinary commit that says the opposite, cell by cell, and only where my value still stands: what a
 * colleague has changed since is theirs. A fact of a ledger is taken back by a contra row with an id made from it, so
 * that undoing it on two devices undoes it once. What could not be undone is said, with the reason.
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
    if (table.kind === 'ledger') return takeBackFacts({ table, write, contra: tables.get(write.table)?.contra, notUndone });
    const rows = write.new
      ? write.rows.flatMap(([id]) => deleteCreated({ table, id, stamp: commit.id, notUndone }))
      : write.rows.flatMap((row, r) => restoreCells({ table, commit, write, r, id: row[0], notUndone }));
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
  readonly table: TableFold;
  readonly id: RowId;
  readonly stamp: Stamp;
  readonly notUndone: NotUndone[];
}

function deleteCreated({ table, id, stamp, notUndone }: CreatedRow): PlannedRow[] {
  if (table.isDeleted(id)) {
    notUndone.push({ table: table.id, row: id, column: null, reason: 'already-undone' });
    return [];
  }
  const byOthers = table.laterHeads(id).length > 0 || table.birthsOf(id).some((b) => b.commit.id !== stamp);
  if (byOthers) {
    notUndone.push({ table: table.id, row: id, column: null, reason: 'changed-since' });
    return [];
  }
  return [{ id, values: { [DELETED_COLUMN]: true } }];
}

interface EditedRow {
  readonly table: TableFold;
  readonly commit: Commit;
  readonly write: Write;
  readonly r: number;
  readonly id: RowId;
  readonly notUndone: NotUndone[];
}

function restoreCells({ table, commit, write, r, id, notUndone }: EditedRow): PlannedRow[] {
  const values: Record<string, Scalar> = {};
  write.columns.forEach((name, c) => {
    const writes = table.writesOf(id, name);
    const heads = readHeads(writes);
    const named = stampsReplaced(commit, write.was?.[r]?.[c]);
    if (heads.length !== 1 || heads[0]!.stamp !== commit.id)
      notUndone.push({ table: table.id, row: id, column: name, reason: 'changed-since' });
    else if (name !== DELETED_COLUMN && named.some((stamp) => !writes.some((w) => w.stamp === stamp)))
      notUndone.push({ table: table.id, row: id, column: name, reason: 'packed' });
    else values[name] = valueWithout(writes, commit.id);
  });
  return Object.keys(values).length > 0 ? [{ id, values }] : [];
}

/** What the cell would show had this write never been made. */
function valueWithout(writes: readonly CellWrite[], stamp: Stamp): Scalar {
  const heads = readHeads(writes.filter((write) => write.stamp !== stamp));
  return heads[heads.length - 1]?.value ?? null;
}
