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
export function readMatrix(
  group: GroupRows,
  fixed: Readonly<Record<string, KeyValue>>,
  { rows, columns, measure }: MatrixAxes
): Matrix {
  const axes = [rows, columns].map((name) => group.keyNames.indexOf(name));
  const others = group.keyNames.filter((name) => name !== rows && name !== columns);
  const given = [...Object.keys(fixed), rows, columns];
  assert(
    given.length === group.keyNames.length && group.keyNames.every((name) => given.includes(name)),
    `A matrix of ${group.name} needs a value for ${others.join(', ') || 'no key'}, and two axes.`
  );
  const cells = group.columns.get(measure);
  assert(cells, `${group.name} has no column ${measure}.`);
  const belongs = belonging(group, fixed);
  const at = (slot: number, axis: 0 | 1): KeyValue => group.key(slot, axes[axis] as number);
  const found = [new Set<KeyValue>(), new Set<KeyValue>()] as const;
  for (let slot = 0; slot < group.size; slot++)
    if (belongs(slot)) for (const axis of [0, 1] as const) found[axis].add(at(slot, axis));
  const slotAt = (row: KeyValue, column: KeyValue): number =>
    group.findByKeys(
      group.keyNames.map((name) => (name === rows ? row : name === columns ? column : (fixed[name] as KeyValue)))
    );
  return {
    rows: [...found[0]].sort(compareValues),
    columns: [...found[1]].sort(compareValues),
    value: (row, column) => {
      const slot = slotAt(row, column);
      return slot >= 0 && group.exists(slot) ? cells.now(slot) : undefined;
    },
    placeOf: (id) => {
      const slot = group.find(id);
      return slot >= 0 && belongs(slot) ? { row: at(slot, 0), column: at(slot, 1) } : undefined;
    }
  };
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
