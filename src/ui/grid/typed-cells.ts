/**
 * What was typed, pasted, filled or cleared → what can be written and what must stay in its cell as a draft with a
 * reason. A paste is one commit of everything that is right; nothing that somebody typed is dropped.
 *
 * Drafts of a row are tried again with each new cell of it: a contact lens needs batch, expiry and registration, and
 * whoever fills in the last of them must not have to type the first ones again.
 */
import type { RowId } from '#kernel/ids.ts';
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import { parseCell } from '#schema/cell.ts';
import type { CellValue, Column } from '#schema/column.ts';
import type { Table } from '#schema/table.ts';

export interface TypedCell {
  readonly row: RowId;
  readonly column: string;
  readonly text: string;
}

export interface EntryContext {
  readonly table: Table;
  readonly findReference: (table: string, typed: string) => Result<RowId>;
  readonly valuesOf: (row: RowId) => Readonly<Record<string, CellValue>> | undefined;
  /** Living rows that hold the value in a unique column. */
  readonly holders: (column: string, value: CellValue) => readonly RowId[];
  readonly nameOf: (row: RowId) => string;
  readonly draftsOf: (row: RowId) => readonly TypedCell[];
  readonly isDisputed: (row: RowId, column: string) => boolean;
}

export interface RefusedCell extends TypedCell {
  readonly refusal: Refusal;
}

export interface Entered {
  readonly edits: readonly { readonly row: RowId; readonly values: Readonly<Record<string, CellValue>> }[];
  readonly drafts: readonly RefusedCell[];
  /** Cells whose drafts are settled: written, or typed back to what already stands there. */
  readonly settled: readonly { readonly row: RowId; readonly column: string }[];
}

export function sortTypedCells(cells: readonly TypedCell[], context: EntryContext): Entered {
  const byRow = new Map<RowId, TypedCell[]>();
  for (const cell of cells) {
    const row = byRow.get(cell.row);
    if (row) row.push(cell);
    else byRow.set(cell.row, [cell]);
  }
  const taken = new Map<string, RowId>();
  const rows = [...byRow].map(([row, typed]) => sortRow(row, typed, { ...context, taken }));
  return {
    edits: rows.flatMap(({ edits }) => edits),
    drafts: rows.flatMap(({ drafts }) => drafts),
    settled: rows.flatMap(({ settled }) => settled)
  };
}

interface RowContext extends EntryContext {
  /** `column value` → the row of this block that took it first. */
  readonly taken: Map<string, RowId>;
}

function sortRow(row: RowId, typed: readonly TypedCell[], context: RowContext): Entered {
  const present = context.valuesOf(row);
  if (!present)
    return {
      edits: [],
      drafts: typed.map((cell) => ({ ...cell, refusal: refuse('depends-on', { row }) })),
      settled: []
    };
  const fresh = readCells(typed, context);
  const names = new Set(typed.map((cell) => cell.column));
  const kept = readCells(
    context.draftsOf(row).filter((draft) => !names.has(draft.column)),
    context
  );
  const withDrafts = { ...fresh.values, ...kept.values };
  const problem = context.table.checkRow?.({ ...present, ...withDrafts });
  if (!problem) return written(row, { values: withDrafts, drafts: fresh.drafts, present, context });
  const without = context.table.checkRow?.({ ...present, ...fresh.values });
  if (!without) return written(row, { values: fresh.values, drafts: fresh.drafts, present, context });
  const refusal = refuse(without.rule, {}, { table: context.table.id, row, column: without.column });
  const held = typed.filter((cell) => cell.column in fresh.values).map((cell) => ({ ...cell, refusal }));
  return { edits: [], drafts: [...fresh.drafts, ...held], settled: [] };
}

interface RowOutcome {
  readonly values: Readonly<Record<string, CellValue>>;
  readonly drafts: readonly RefusedCell[];
  readonly present: Readonly<Record<string, CellValue>>;
  readonly context: RowContext;
}

function written(row: RowId, { values, drafts, present, context }: RowOutcome): Entered {
  const settled = Object.keys(values).map((column) => ({ row, column }));
  const changed = Object.entries(values).filter(
    ([column, value]) => value !== (present[column] ?? null) || context.isDisputed(row, column)
  );
  return { edits: changed.length > 0 ? [{ row, values: Object.fromEntries(changed) }] : [], drafts, settled };
}

function readCells(
  cells: readonly TypedCell[],
  context: RowContext
): { values: Record<string, CellValue>; drafts: RefusedCell[] } {
  const values: Record<string, CellValue> = {};
  const drafts: RefusedCell[] = [];
  for (const cell of cells) {
    const column = context.table.columns[cell.column];
    if (!column) continue;
    const read = readTyped(column, cell.text, context.findReference);
    const problem = read.ok ? takeUnique(cell, read.value, context) : read;
    if (problem) drafts.push({ ...cell, refusal: problem });
    else if (read.ok) values[cell.column] = read.value;
  }
  return { values, drafts };
}

/** As `parseCell`, with references by whatever names their row. */
export function readTyped(
  column: Column,
  text: string,
  findReference: EntryContext['findReference']
): Result<CellValue> {
  if (column.kind !== 'reference' || !column.table || text.trim() === '') return parseCell(column, text);
  const found = findReference(column.table, text.trim());
  return found.ok ? succeed(found.value) : found;
}

function takeUnique(cell: TypedCell, value: CellValue, context: RowContext): Refusal | null {
  if (value === null || !context.table.columns[cell.column]?.unique) return null;
  const key = `${cell.column} ${String(value)}`;
  const holder = context.holders(cell.column, value).find((id) => id !== cell.row) ?? context.taken.get(key);
  if (holder !== undefined && holder !== cell.row)
    return refuse('already-taken', { typed: cell.text, name: context.nameOf(holder) });
  context.taken.set(key, cell.row);
  return null;
}
