/** What the gate may ask about the book a commit is for. Browser and relay answer from their folds. */
import type { RowId } from '#kernel/ids.ts';
import type { Stamp } from '#kernel/stamp.ts';
import type { Scalar } from '#protocol/commit.ts';
import type { BookName } from '#schema/book-name.ts';
import type { Schema } from '#schema/module.ts';

export interface GateView {
  readonly book: BookName;
  readonly schema: Schema;
  /** The judge's clock, milliseconds since 1970, UTC. */
  readonly now: number;
  /** The hlc of the last commit judged for a `<device>.<session>` in this book. */
  highWater(writer: string): string | undefined;
  hasRow(table: string, row: RowId): boolean;
  /** Values by column of an existing row. */
  row(table: string, row: RowId): Readonly<Record<string, Scalar>>;
  /**
   * Whether a commit of that stamp wrote the cell (for `$deleted`: any cell of the row), or is gone because a pack covers
   * it or the relay refused it.
   */
  wroteCell(table: string, row: RowId, column: string, stamp: Stamp): boolean;
}

/** Who acts: bound at hello, never taken from the commit. */
export interface Person {
  readonly user: string;
  readonly device: string;
}

/** What people do without a module's action: edit cells, add, delete and restore rows, decide, undo, import. */
export const PLAIN_ACTIONS = {
  edit: 'cells.edit',
  paste: 'cells.paste',
  replace: 'cells.replace',
  decide: 'cells.decide',
  add: 'rows.add',
  remove: 'rows.delete',
  restore: 'rows.restore',
  import: 'rows.import',
  /** That somebody has seen something: no step that one would want to undo. */
  mark: 'rows.mark',
  undo: 'undo',
  redo: 'redo'
} as const;

export type PlainAction = (typeof PLAIN_ACTIONS)[keyof typeof PLAIN_ACTIONS];

const PLAIN: ReadonlySet<string> = new Set(Object.values(PLAIN_ACTIONS));

export function isPlainAction(action: string): boolean {
  return PLAIN.has(action);
}
