/** Who changed what, when, on which device, from what to what: read from the fold, newest first. */
import type { RowId } from '#kernel/ids.ts';
import { deviceOf, millisOf, type DeviceId, type Stamp } from '#kernel/stamp.ts';
import type { Scalar } from '#protocol/commit.ts';
import { readHeads, type CellWrite } from './cell-register.ts';
import type { Fold } from './fold.ts';

export interface HistoryEntry {
  readonly stamp: Stamp;
  /** Milliseconds since 1970, UTC, by the device's clock. */
  readonly at: number;
  readonly by: string;
  readonly on: DeviceId;
  readonly action: string;
  /** Null: the row was created. */
  readonly column: string | null;
  readonly before: Scalar;
  /** False where what stood there before is only in the relay's archive: `before` is null then and says nothing. */
  readonly isBeforeKnown: boolean;
  readonly after: Scalar;
  /** A head that lost nothing and won nothing yet: one side of an undecided conflict. */
  readonly disputed: boolean;
}

export function historyOfRow(fold: Fold, tableId: string, id: RowId): HistoryEntry[] {
  const table = fold.table(tableId);
  // Cells of one commit come in the order of the table's columns, whichever of them was written first on this replica.
  const placeOf = ({ column }: HistoryEntry): number => table.columns.indexOf(column ?? '');
  const entries = table.birthsOf(id).map(({ commit }) => entryOf(fold, { stamp: commit.id, value: null, was: [] }));
  for (const column of table.columnsWritten(id))
    entries.push(...historyOfCell(fold, { table: tableId, row: id, column }));
  const seen = new Set<string>();
  return entries
    .filter((entry) => {
      const key = `${entry.stamp} ${entry.column}`;
      return entry.column === null || !table.birthsOf(id).some((b) => b.commit.id === entry.stamp)
        ? !seen.has(key) && seen.add(key) !== undefined
        : false;
    })
    .sort((a, b) => (a.stamp < b.stamp ? 1 : a.stamp > b.stamp ? -1 : placeOf(a) - placeOf(b)));
}

export function historyOfCell(
  fold: Fold,
  { table, row, column }: { readonly table: string; readonly row: RowId; readonly column: string }
): HistoryEntry[] {
  const writes = fold.table(table).writesOf(row, column);
  const heads = readHeads(writes);
  const disputed = new Set(heads.length > 1 ? heads.map((head) => head.stamp) : []);
  return writes.map((write, index) => ({
    ...entryOf(fold, write),
    column,
    ...valueBefore(fold, writes, index),
    after: write.value,
    disputed: disputed.has(write.stamp)
  }));
}

/** The newest value among those the write names, or that its session wrote before: what its author saw. */
function valueBefore(
  fold: Fold,
  writes: readonly CellWrite[],
  index: number
): Pick<HistoryEntry, 'before' | 'isBeforeKnown'> {
  const write = writes[index]!;
  const seen = writes
    .slice(0, index)
    .filter((w) => write.was.includes(w.stamp) || w.stamp.slice(12) === write.stamp.slice(12));
  const last = seen[seen.length - 1];
  // A packed write has lost what it replaced, together with its text.
  const isFirst = write.was.length === 0 && fold.textOf(write.stamp) !== undefined;
  return { before: last?.value ?? null, isBeforeKnown: last !== undefined || isFirst };
}

function entryOf(fold: Fold, write: CellWrite): HistoryEntry {
  const head = fold.headOf(write.stamp);
  return {
    stamp: write.stamp,
    at: millisOf(write.stamp),
    by: head?.by ?? '',
    on: deviceOf(write.stamp),
    action: head?.action ?? '',
    column: null,
    before: null,
    isBeforeKnown: true,
    after: null,
    disputed: false
  };
}
