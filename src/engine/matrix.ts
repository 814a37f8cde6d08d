/**
 * A group laid out over two of its keys: powers of a lens, products by month. The axes hold the values that occur, in
 * order; a cell is the group's own cell and is read when it is asked for. After a batch `placeOf` tells which cells to read
 * again; a row of the group that appeared or went may have changed the axes, and the matrix is asked for anew.
 */
import { assert } from '#kernel/result.ts';
import type { RowId } from '#kernel/ids.ts';
import type { ComputedValue } from '#schema/computed.ts';
import type { KeyValue } from '#schema/group.ts';
import type { GroupRows } from './group-rows.ts';
import { compareValues } from './value-order.ts';

export interface MatrixAxes {
  /** Keys of the group. */
  readonly rows: string;
  readonly columns: string;
  /** A computed column of the group. */
  readonly measure: string;
}

export interface MatrixPlace {
  readonly row: KeyValue;
  readonly column: KeyValue;
}

export interface Matrix {
  readonly rows: readonly KeyValue[];
  readonly columns: readonly KeyValue[];
  /** Undefined where the group has no such row. */
  value(row: KeyValue, column: KeyValue): ComputedValue | undefined;
  /** Where a row of the group stands, undefined if it belongs to another matrix. */
  placeOf(id: RowId): MatrixPlace | undefined;
}

/** `fixed` gives every key that is no axis. Looks at one integer of each row of the group. */
export function readMatrix(group: GroupRows, fixed: Readonly<Record<string, KeyValue>>, axes: MatrixAxes): Matrix {
  checkKeys(group, fixed, axes);
  const { rows, columns, measure } = axes;
  const cells = group.columns.get(measure);
  assert(cells, `${group.name} has no column ${measure}.`);
  const belongs = belonging(group, fixed);
  const [rowKey, columnKey] = [group.keyNames.indexOf(rows), group.keyNames.indexOf(columns)];
  const found = { rows: new Set<KeyValue>(), columns: new Set<KeyValue>() };
  for (let slot = 0; slot < group.size; slot++) {
    if (!belongs(slot)) continue;
    found.rows.add(group.key(slot, rowKey));
    found.columns.add(group.key(slot, columnKey));
  }
  return {
    rows: [...found.rows].sort(compareValues),
    columns: [...found.columns].sort(compareValues),
    value: (row, column) => {
      const keys = { ...fixed, [rows]: row, [columns]: column };
      const slot = group.findByKeys(group.keyNames.map((name) => keys[name] as KeyValue));
      return slot >= 0 && group.exists(slot) ? cells.now(slot) : undefined;
    },
    placeOf: (id) => {
      const slot = group.find(id);
      return slot >= 0 && belongs(slot)
        ? { row: group.key(slot, rowKey), column: group.key(slot, columnKey) }
        : undefined;
    }
  };
}

function checkKeys(group: GroupRows, fixed: Readonly<Record<string, KeyValue>>, { rows, columns }: MatrixAxes): void {
  const given = [...Object.keys(fixed), rows, columns];
  const others = group.keyNames.filter((name) => name !== rows && name !== columns);
  assert(
    given.length === group.keyNames.length && group.keyNames.every((name) => given.includes(name)),
    `A matrix of ${group.name} needs a value for ${others.join(', ') || 'no key'}, and two axes.`
  );
}

/** Of a row that exists: whether it has the fixed keys. */
function belonging(group: GroupRows, fixed: Readonly<Record<string, KeyValue>>): (slot: number) => boolean {
  const wanted = Object.entries(fixed).map(([name, key]) => {
    const index = group.keyNames.indexOf(name);
    return { index, number: group.keySet(index).find(key) };
  });
  return (slot) =>
    group.exists(slot) && wanted.every(({ index, number }) => number >= 0 && group.keyNumber(slot, index) === number);
}
