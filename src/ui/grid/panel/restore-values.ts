/**
 * What a row held at a moment of its history, as the values to write: going back is an ordinary edit, so it merges, is
 * undone and stands in the history like any other.
 */
import type { CellValue } from '#schema/column.ts';
import { DELETED_COLUMN, type Table } from '#schema/table.ts';
import type { HistoryEntry } from '#workspace/workspace.ts';

export interface RowOfHistory {
  readonly table: Table;
  /** Newest first, all cells of the row. */
  readonly entries: readonly HistoryEntry[];
  readonly valueNow: (column: string) => CellValue;
}

/** The cells that differ now from what the row held right after `moment` was written. */
export function valuesAfter(
  { table, entries, valueNow }: RowOfHistory,
  moment: HistoryEntry
): Record<string, CellValue> {
  const values: Record<string, CellValue> = {};
  for (const column of new Set(entries.map((entry) => entry.column))) {
    if (!isCell(table, column)) continue;
    const writes = entries.filter((entry) => entry.column === column);
    const later = writes.filter(({ stamp }) => stamp > moment.stamp);
    const [upToThen] = writes.slice(later.length);
    // Without a write up to then it is what the oldest later one found, if that is known.
    const oldest = later[later.length - 1];
    if (upToThen) values[column] = upToThen.after;
    else if (oldest?.isBeforeKnown) values[column] = oldest.before;
  }
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== valueNow(name)));
}

/** The one cell as it was before the change; null where it holds that now, or where there was no row before. */
export function cellBefore(row: RowOfHistory, change: HistoryEntry): Record<string, CellValue> | null {
  const { column, before, isBeforeKnown, stamp } = change;
  const isBirth = row.entries.some((entry) => entry.column === null && entry.stamp === stamp);
  if (isBirth || !isBeforeKnown || !isCell(row.table, column) || row.valueNow(column) === before) return null;
  return { [column]: before };
}

function isCell(table: Table, column: string | null): column is string {
  return column !== null && column !== DELETED_COLUMN && table.columns[column] !== undefined;
}
