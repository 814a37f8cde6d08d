/** What a refused commit wanted to write, read back from its text for the inbox: the work is kept, only not in the tables. */
import type { RowId } from '#kernel/ids.ts';
import { millisOf } from '#kernel/stamp.ts';
import { parseCommit } from '#protocol/commit.ts';
import type { CellValue } from '#schema/column.ts';
import type { RefusedWork } from './outbox.ts';

export interface WantedRow {
  readonly table: string;
  readonly row: RowId;
  readonly isNew: boolean;
  readonly values: Readonly<Record<string, CellValue>>;
}

export interface WantedWork {
  readonly action: string;
  /** Milliseconds since 1970, UTC. */
  readonly madeAt: number;
  readonly rows: readonly WantedRow[];
}

/** Null for text that this version cannot read; the inbox then says so and keeps it. */
export function readRefusedWork({ text, id }: RefusedWork): WantedWork | null {
  const commit = parseCommit(text);
  if (!commit) return null;
  const rows = commit.writes.flatMap((write) =>
    write.rows.map(([row, ...values]): WantedRow => ({
      table: write.table,
      row,
      isNew: write.new === true,
      values: Object.fromEntries(write.columns.map((name, c): [string, CellValue] => [name, values[c] ?? null]))
    }))
  );
  return { action: commit.action, madeAt: millisOf(id), rows };
}
