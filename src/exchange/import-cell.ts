/**
 * One cell of a file → value. The meaning is the column's own parser, the same as for a typed cell; on top of it comes
 * what only files have: references written as keys, dates as serial numbers, times of day nobody asked for. Whatever was
 * read differently from how it is written gets a note, so that a person can object before anything is stored.
 */
import { addDays } from '#kernel/local-date.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Reader } from '#schema/action.ts';
import { parseCell } from '#schema/cell.ts';
import type { CellValue, Column } from '#schema/column.ts';
import { MAX_CELL_CHARACTERS } from '#schema/limits.ts';
import type { Table } from '#schema/table.ts';

export type ImportReader = Pick<Reader, 'row' | 'find'>;

export type NoteRule =
  | 'read-trimmed'
  | 'read-full-width'
  | 'read-amount-notation'
  | 'read-normalized'
  | 'read-serial-date'
  | 'read-without-time';

export interface ReadCell {
  readonly value: CellValue;
  readonly note: NoteRule | null;
}

export interface CellReader {
  (column: Column, typed: string): Result<ReadCell>;
}

const FULL_WIDTH_NUMBER = /[０-９．，－￥]/;
const SERIAL_DATE = /^\d{5}(?:\.\d+)?$/;
const TIME_OF_DAY = /^(.*\d日?)[T ]\d{1,2}:\d{2}(?::\d{2})?$/;
/** Day 0 of the 1900 date system, moved by the day that Lotus 1-2-3 invented in February 1900. */
const SERIAL_EPOCH = '1899-12-30';

export function createCellReader(read: ImportReader, tables: ReadonlyMap<string, Table>): CellReader {
  const resolve = createResolver(read, tables);
  return (column, typed) => {
    if (typed.length > MAX_CELL_CHARACTERS)
      return refuse('cell-too-long', { length: typed.length, limit: MAX_CELL_CHARACTERS });
    const text = typed.trim();
    if (column.kind === 'reference' && text !== '') return withNote(resolve(column, text), trimNote(typed));
    if (column.kind === 'date') return readDate(column, typed);
    const parsed = parseCell(column, typed);
    return parsed.ok ? succeed({ value: parsed.value, note: noteOf(column, typed, parsed.value) }) : parsed;
  };
}

function withNote(parsed: Result<CellValue>, note: NoteRule | null): Result<ReadCell> {
  return parsed.ok ? succeed({ value: parsed.value, note }) : parsed;
}

function trimNote(typed: string): NoteRule | null {
  return typed.trim() !== '' && typed !== typed.trim() ? 'read-trimmed' : null;
}

function noteOf(column: Column, typed: string, value: CellValue): NoteRule | null {
  const text = typed.trim();
  if (typeof value === 'number') {
    if (FULL_WIDTH_NUMBER.test(text)) return 'read-full-width';
    if (/[,¥元]/.test(text)) return 'read-amount-notation';
  }
  if (column.kind === 'text' && text !== '' && value !== text) return 'read-normalized';
  return trimNote(typed);
}

function readDate(column: Column, typed: string): Result<ReadCell> {
  const text = typed.trim();
  if (SERIAL_DATE.test(text))
    return withNote(parseCell(column, addDays(SERIAL_EPOCH, Math.floor(Number(text)))), 'read-serial-date');
  const day = TIME_OF_DAY.exec(text)?.[1];
  if (day !== undefined) return withNote(parseCell(column, day), 'read-without-time');
  return withNote(parseCell(column, typed), trimNote(typed));
}

/** Key as written → row id. Also by another unique column of the table, because people write a shop's name or a barcode. */
function createResolver(read: ImportReader, tables: ReadonlyMap<string, Table>) {
  const found = new Map<string, Result<CellValue>>();
  return (column: Column, text: string): Result<CellValue> => {
    const cached = found.get(`${column.table}\n${text}`);
    if (cached) return cached;
    const table = tables.get(column.table ?? '');
    const result: Result<CellValue> = table
      ? lookUp(read, table, text)
      : refuse('no-such-reference', { typed: text, what: column.label.zh, whatEn: column.label.en });
    found.set(`${column.table}\n${text}`, result);
    return result;
  };
}

function lookUp(read: ImportReader, table: Table, text: string): Result<CellValue> {
  for (const name of searchedColumns(table)) {
    const column = table.columns[name];
    const value = column ? parseCell(column, text) : undefined;
    const id = value?.ok ? read.find(table.id, name, value.value)[0] : undefined;
    if (id !== undefined) return succeed(id);
  }
  return refuse('no-such-reference', { typed: text, what: table.label.zh, whatEn: table.label.en });
}

function searchedColumns(table: Table): string[] {
  const unique = Object.entries(table.columns).filter(([name, column]) => column.unique && name !== table.key);
  return [...(table.key ? [table.key] : []), ...unique.map(([name]) => name)];
}
