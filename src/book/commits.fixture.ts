/** People at work on one book in tests: each with a clock and a fold of their own, saying what they have seen. */
import { createClock, type Clock, type Stamp } from '#kernel/stamp.ts';
import { commitToText, type Commit, type Scalar } from '#protocol/commit.ts';
import type { PlannedWrite } from '#schema/action.ts';
import { composeCommit } from './compose.ts';
import { Fold } from './fold.ts';
import type { TableShape } from './table-fold.ts';

export const shapes: ReadonlyMap<string, TableShape> = new Map([
  ['items', { id: 'items', kind: 'sheet', columns: ['name', 'price', 'stock'], held: new Set(['price']) }],
  ['moves', { id: 'moves', kind: 'ledger', columns: ['item', 'quantity', 'reverses'], held: new Set<string>() }]
]);

export interface Worker {
  readonly user: string;
  readonly device: string;
  readonly clock: Clock;
  readonly fold: Fold;
  /** Writes on what this person has seen so far, and sees it. */
  write(action: string, writes: readonly PlannedWrite[], undoes?: readonly Stamp[]): Commit;
  add(row: string, values: Readonly<Record<string, Scalar>>): Commit;
  edit(row: string, values: Readonly<Record<string, Scalar>>): Commit;
  move(row: string, quantity: number): Commit;
  sees(...commits: readonly Commit[]): void;
}

/** Milliseconds at which the tests' days begin. */
const MORNING = 1_780_000_000_000;

export function newWorker(name: string, startMs = 0): Worker {
  const device = name.padEnd(8, '0');
  let ms = MORNING + startMs;
  const clock = createClock({ device, session: 'session0', now: () => (ms += 1) });
  const fold = new Fold(shapes);
  const worker: Worker = {
    user: name,
    device,
    clock,
    fold,
    write(action, writes, undoes) {
      const commit = composeCommit(fold, {
        id: clock.next(),
        by: name,
        on: device,
        action,
        writes,
        ...(undoes ? { undoes } : {})
      });
      fold.add(commitToText(commit));
      return commit;
    },
    add: (row, values) => worker.write('rows.add', [{ table: 'items', create: true, rows: [{ id: row, values }] }]),
    edit: (row, values) => worker.write('cells.edit', [{ table: 'items', rows: [{ id: row, values }] }]),
    move: (row, quantity) =>
      worker.write('move', [{ table: 'moves', create: true, rows: [{ id: row, values: { item: 'r1', quantity } }] }]),
    sees(...commits) {
      for (const commit of commits) {
        clock.adopt(commit.id);
        fold.add(commitToText(commit));
      }
    }
  };
  return worker;
}

export function foldOf(...commits: readonly (Commit | string)[]): Fold {
  const fold = new Fold(shapes);
  for (const commit of commits) fold.add(typeof commit === 'string' ? commit : commitToText(commit));
  return fold;
}

/** What a cell shows, and the values that stand against one another. */
export function cellOf(
  fold: Fold,
  row: string,
  column: string
): { readonly shown: Scalar; readonly heads: readonly Scalar[]; readonly conflict: boolean } {
  const table = fold.table('items');
  const { heads, conflict } = table.cell(row, column);
  return {
    shown: table.row(row)?.[table.columns.indexOf(column) + 1] ?? null,
    heads: heads.map((head) => head.value),
    conflict
  };
}

export function orderMark(clock: Clock, row: string, first: Stamp): Commit {
  return {
    id: clock.next(),
    by: 'relay',
    on: 'relay000',
    action: 'relay.order',
    writes: [{ table: '$order', new: true, columns: ['first'], rows: [[`moves/${row}`, first]] }]
  };
}
