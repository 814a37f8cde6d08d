/**
 * From what somebody wants to write to the commit that says so: which stamps each cell replaces, and rows in the
 * table's declared column order, so that the fold can keep the very arrays.
 */
import type { RowId } from '#kernel/ids.ts';
import type { DeviceId, Stamp } from '#kernel/stamp.ts';
import { writerOf } from '#kernel/stamp.ts';
import type { Commit, Replaced, Scalar, Write, WrittenRow } from '#protocol/commit.ts';
import type { PlannedRow, PlannedWrite } from '#schema/action.ts';
import { DELETED_COLUMN } from '#schema/table.ts';
import { stampsToReplace } from './cell-register.ts';
import type { Fold } from './fold.ts';
import type { TableFold } from './table-fold.ts';

export interface Composition {
  readonly id: Stamp;
  readonly by: string;
  readonly on: DeviceId;
  readonly action: string;
  readonly writes: readonly PlannedWrite[];
  readonly group?: string;
  readonly undoes?: readonly Stamp[];
}

/** All writes must belong to the book of `fold`. */
export function composeCommit(fold: Fold, composition: Composition): Commit {
  const { id, by, on, action, group, undoes } = composition;
  const stamps = new StampList();
  const writes = composition.writes.flatMap((planned) => {
    const table = fold.table(planned.table);
    return planned.create
      ? [composeCreation(table, planned)]
      : composeEdits({ table, planned, writer: writerOf(id), stamps });
  });
  return {
    id,
    by,
    on,
    action,
    writes,
    ...(stamps.list.length > 0 ? { stamps: stamps.list } : {}),
    ...(group === undefined ? {} : { group }),
    ...(undoes === undefined ? {} : { undoes })
  };
}

class StampList {
  readonly list: Stamp[] = [];
  readonly #index = new Map<Stamp, number>();

  indexOf(stamp: Stamp): number {
    let index = this.#index.get(stamp);
    if (index === undefined) {
      index = this.list.push(stamp) - 1;
      this.#index.set(stamp, index);
    }
    return index;
  }
}

function composeCreation(table: TableFold, planned: PlannedWrite): Write {
  const columns = table.columns.filter((name) => name !== DELETED_COLUMN);
  const rows = planned.rows.map(({ id, values }): WrittenRow => {
    const row: WrittenRow = [id];
    for (const name of columns) row.push(values[name] ?? null);
    return row;
  });
  return { table: table.id, new: true, columns, rows };
}

interface Edits {
  readonly table: TableFold;
  readonly planned: PlannedWrite;
  readonly writer: string;
  readonly stamps: StampList;
}

/** Rows that write the same columns share a block, so that a pasted column repeats no key. */
function composeEdits({ table, planned, writer, stamps }: Edits): Write[] {
  const blocks = new Map<string, PlannedRow[]>();
  for (const row of planned.rows) {
    const key = JSON.stringify(Object.keys(row.values));
    const block = blocks.get(key);
    if (block) block.push(row);
    else blocks.set(key, [row]);
  }
  return [...blocks].map(([key, rows]): Write => {
    const columns = JSON.parse(key) as string[];
    const was = rows.map((row) =>
      columns.map((name): Replaced => toReplaced(replacedStamps({ table, row, name, writer }), stamps))
    );
    const block: Write = {
      table: table.id,
      columns,
      rows: rows.map((row): WrittenRow => [row.id, ...columns.map((name) => row.values[name] ?? null)])
    };
    return was.some((cells) => cells.some((cell) => cell !== null)) ? { ...block, was } : block;
  });
}

function toReplaced(named: readonly Stamp[], stamps: StampList): Replaced {
  if (named.length === 0) return null;
  return named.length === 1 ? stamps.indexOf(named[0]!) : named.map((stamp) => stamps.indexOf(stamp));
}

interface EditedCell {
  readonly table: TableFold;
  readonly row: PlannedRow;
  readonly name: string;
  readonly writer: string;
}

function replacedStamps({ table, row, name, writer }: EditedCell): readonly Stamp[] {
  const named = stampsToReplace(table.writesOf(row.id, name), writer);
  if (name !== DELETED_COLUMN || row.values[name] !== true) return named;
  const seen = [...table.laterWrites(row.id)].flatMap((writes) => stampsToReplace(writes, writer));
  return [...new Set([...named, ...seen])].sort();
}

/** A row's values by column name, `$deleted` left out. */
export function rowToValues(table: TableFold, id: RowId): Record<string, Scalar> {
  const row = table.row(id);
  const values: Record<string, Scalar> = {};
  table.columns.forEach((name, index) => {
    if (name !== DELETED_COLUMN) values[name] = row?.[index + 1] ?? null;
  });
  return values;
}
