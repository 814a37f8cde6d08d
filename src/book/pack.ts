/**
 * Packing: the values that nobody has replaced, with their original stamps, in place of all the commits that brought
 * them. Both sides of an undecided conflict stay, with what they replaced, so that a later decision reads the same.
 *
 * A pack carries its context, for every session the last stamp it covers. A commit at or below it that the pack does not
 * carry is dead, however it arrives (protocol 16); a re-appended old commit would otherwise make a false conflict.
 * Only the holder of a book's lease packs, so contexts only grow and the newest pack of a book covers every older one.
 */
import type { RowId } from '#kernel/ids.ts';
import { hlcOf, writerOf, type Stamp } from '#kernel/stamp.ts';
import type { CellValue } from '#schema/column.ts';
import { DELETED_COLUMN } from '#schema/table.ts';
import type { CellWrite } from './cell-register.ts';
import { toAscii, type WrittenRow } from '#protocol/commit.ts';
import type { Birth, CommitHead, TableFold } from './table-fold.ts';

/** `[index into who, value, stamps it replaces]`; the last is left out where nothing living depends on it. */
export type PackedWrite = readonly [number, CellValue, (readonly Stamp[])?];

export interface PackedTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly WrittenRow[];
  /** For each row the index into `who` of the commit that created it. */
  readonly born: readonly number[];
  readonly cells: readonly (readonly [RowId, string, readonly PackedWrite[]])[];
}

export interface PackEntry {
  /** The stamp of the packing; the same in all entries of one pack. */
  readonly pack: Stamp;
  /** `<device>.<session>` → hlc of its last covered commit; in the first entry. */
  readonly context?: Readonly<Record<string, string>>;
  /** `<table>/<row>` → the fact accepted first, for ids that came twice; in the first entry. */
  readonly order?: Readonly<Record<string, Stamp>>;
  /** `[stamp, by, action]` of the commits that values come from. */
  readonly who: readonly (readonly [Stamp, string, string])[];
  readonly tables: readonly PackedTable[];
}

type PackBody = Pick<PackEntry, 'who' | 'tables'>;

const ROWS_PER_ENTRY = 1_000;

export function isPackText(text: string): boolean {
  return text.startsWith('{"pack":"');
}

export function parsePackEntry(text: string): PackEntry | null {
  if (!isPackText(text)) return null;
  try {
    return JSON.parse(text) as PackEntry;
  } catch {
    // reason: only the relay writes packs; text that is none is skipped by every replica alike (protocol 18).
    return null;
  }
}

export function covers(context: ReadonlyMap<string, string>, id: Stamp): boolean {
  const last = context.get(writerOf(id));
  return last !== undefined && hlcOf(id) <= last;
}

interface PackInput {
  readonly id: Stamp;
  readonly tables: Iterable<TableFold>;
  readonly context: ReadonlyMap<string, string>;
  readonly firstAccepted: ReadonlyMap<string, Stamp>;
  /** Who acted, for stamps whose commit wrote a cell and no row. */
  readonly headOf: (stamp: Stamp) => CommitHead | undefined;
}

/** The texts of one pack, in order, bounded in rows so that no entry outgrows a frame. */
export function packTables({ id, tables, context, firstAccepted, headOf }: PackInput): string[] {
  const entries: PackBody[] = [];
  for (const table of tables) {
    const ids = table.allIds();
    for (let from = 0; from < ids.length; from += ROWS_PER_ENTRY)
      entries.push(packRows(table, ids.slice(from, from + ROWS_PER_ENTRY), headOf));
  }
  if (entries.length === 0) entries.push({ who: [], tables: [] });
  const shared = { context: Object.fromEntries(context), order: Object.fromEntries(firstAccepted) };
  return entries.map((entry, index) => toAscii(JSON.stringify({ pack: id, ...(index === 0 ? shared : {}), ...entry })));
}

function packRows(table: TableFold, ids: readonly RowId[], headOf: PackInput['headOf']): PackBody {
  const who: [Stamp, string, string][] = [];
  const indexOfStamp = new Map<Stamp, number>();
  const indexOf = (stamp: Stamp): number => {
    let index = indexOfStamp.get(stamp);
    if (index === undefined) {
      const head = headOf(stamp);
      index = who.push([stamp, head?.by ?? '', head?.action ?? '']) - 1;
      indexOfStamp.set(stamp, index);
    }
    return index;
  };
  const rows: WrittenRow[] = [];
  const born: number[] = [];
  const cells: [RowId, string, PackedWrite[]][] = [];
  for (const id of ids) {
    const births = table.birthsOf(id);
    const touched = births.length > 1 ? table.columns : table.columnsWritten(id);
    const kept = new Map(touched.map((name) => [name, writesToKeep(table, id, name)]));
    for (const birth of births) {
      rows.push(table.kind === 'ledger' ? (birth.row as WrittenRow) : birthToKeep(table, birth, kept));
      born.push(indexOf(birth.commit.id));
    }
    if (table.kind === 'ledger') continue;
    const birthStamps = new Set(births.map((birth) => birth.commit.id));
    for (const [name, writes] of kept) {
      const later = writes.filter((write) => !birthStamps.has(write.stamp));
      if (later.length > 0) cells.push([id, name, later.map((w) => packWrite(w, indexOf(w.stamp)))]);
    }
  }
  return { who, tables: [{ table: table.id, columns: table.columns, rows, born, cells }] };
}

function packWrite(write: CellWrite, who: number): PackedWrite {
  return write.was.length > 0 ? [who, write.value, write.was] : [who, write.value];
}

/** All writes of a disputed cell, else its heads; a head names what it replaced only where that is still read. */
function writesToKeep(table: TableFold, id: RowId, name: string): readonly CellWrite[] {
  const writes = table.writesOf(id, name);
  const state = table.cell(id, name);
  if (state.conflict) return writes;
  if (name === DELETED_COLUMN) return state.heads;
  return state.heads.map((head) => ({ ...head, was: [] }));
}

/** A created row without the values that later writes replaced: null in a new row is "not written". */
function birthToKeep(table: TableFold, birth: Birth, kept: ReadonlyMap<string, readonly CellWrite[]>): WrittenRow {
  if (kept.size === 0) return birth.row as WrittenRow;
  const row: WrittenRow = [...birth.row];
  for (const [name, writes] of kept) {
    const at = table.columns.indexOf(name) + 1;
    if (at < row.length && !writes.some((write) => write.stamp === birth.commit.id)) row[at] = null;
  }
  return row;
}
