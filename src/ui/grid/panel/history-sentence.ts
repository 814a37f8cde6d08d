/** History as people tell it: what happened to which cell, from what to what; by whom, where and when. */
import { localDateAt, localTimeAt } from '#kernel/local-date.ts';
import type { CellValue } from '#schema/column.ts';
import { DELETED_COLUMN, type Table } from '#schema/table.ts';
import type { Language } from '#text/text.ts';
import type { HistoryEntry } from '#workspace/workspace.ts';

export interface HistoryLine {
  readonly entry: HistoryEntry;
  readonly kind: 'created' | 'deleted' | 'restored' | 'changed';
  /** Label of the changed column. */
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

export interface HistoryContext {
  readonly table: Table;
  readonly language: Language;
  readonly textOf: (column: string, value: CellValue) => string;
}

export function historyLine(entry: HistoryEntry, { table, language, textOf }: HistoryContext): HistoryLine {
  const plain = { entry, column: '', before: '', after: '' };
  if (entry.column === null) return { ...plain, kind: 'created' };
  if (entry.column === DELETED_COLUMN) return { ...plain, kind: entry.after === true ? 'deleted' : 'restored' };
  return {
    entry,
    kind: 'changed',
    column: table.columns[entry.column]?.label[language] ?? entry.column,
    before: textOf(entry.column, entry.before),
    after: textOf(entry.column, entry.after)
  };
}

/** Today by the clock alone, this year without the year: what is near needs fewer words. */
export function timeText(at: number, now: number): string {
  const [date, today, time] = [localDateAt(at), localDateAt(now), localTimeAt(at)];
  if (date === today) return time;
  return date.slice(0, 4) === today.slice(0, 4) ? `${date.slice(5)} ${time}` : `${date} ${time}`;
}
