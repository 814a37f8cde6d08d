/** From what somebody wants to write, or filled into an action's form, to what a commit can be made of. */
import type { RowId } from '#kernel/ids.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { Action, PlannedRow, PlannedWrite } from '#schema/action.ts';
import { bookOfRow } from '#schema/book-name.ts';
import type { CellValue } from '#schema/column.ts';
import type { Schema } from '#schema/module.ts';
import { validatorOfRow } from '#schema/validator.ts';

export interface BookFinder {
  readonly schema: Schema;
  /** The book that an existing row lies in. */
  readonly bookOf: (table: string, row: RowId) => Result<string>;
}

/** What goes into which book: new rows by their table's rule, edits to where the row lies. */
export function sortByBook(
  planned: readonly PlannedWrite[],
  { schema, bookOf }: BookFinder
): Result<Map<string, PlannedWrite[]>> {
  const byBook = new Map<string, Map<string, { table: string; create: boolean; rows: PlannedRow[] }>>();
  for (const write of planned) {
    const table = schema.tables.get(write.table);
    if (!table) return refuse('newer-version', { name: write.table });
    for (const row of write.rows) {
      const book = write.create ? bookOfRow(table, row.values) : bookOf(write.table, row.id);
      if (!book.ok) return book;
      let blocks = byBook.get(book.value);
      if (!blocks) byBook.set(book.value, (blocks = new Map()));
      const key = `${write.table} ${write.create === true}`;
      const block = blocks.get(key);
      if (block) block.rows.push(row);
      else blocks.set(key, { table: write.table, create: write.create === true, rows: [row] });
    }
  }
  return succeed(new Map([...byBook].map(([name, blocks]) => [name, [...blocks.values()]])));
}

/** Undoing several commits may write one row more than once: a row appears once in a block, the last value stands. */
export function joinWrites(writes: readonly PlannedWrite[]): PlannedWrite[] {
  const blocks = new Map<string, { table: string; create: boolean; rows: Map<RowId, PlannedRow> }>();
  for (const { table, create, rows } of writes) {
    const key = `${table} ${create === true}`;
    let block = blocks.get(key);
    if (!block) blocks.set(key, (block = { table, create: create === true, rows: new Map() }));
    for (const row of rows) {
      const earlier = block.rows.get(row.id);
      block.rows.set(row.id, earlier ? { id: row.id, values: { ...earlier.values, ...row.values } } : row);
    }
  }
  return [...blocks.values()].map(({ table, create, rows }) => ({ table, create, rows: [...rows.values()] }));
}

export type InputValidator = ReturnType<typeof validatorOfRow>;

/** Built once per action: building one costs a hundred times what using it does. */
export function validatorOfInput(action: Action): InputValidator {
  return validatorOfRow(action.input);
}

export interface ActionInput {
  readonly action: Action;
  readonly validator: InputValidator;
  readonly input: Readonly<Record<string, CellValue>>;
}

/** A form's fields against the action's declaration; fields left out are empty. The refusal names the field. */
export function checkInput({ action, validator, input }: ActionInput): Result<Record<string, CellValue>> {
  const complete = Object.fromEntries(Object.keys(action.input).map((name) => [name, input[name] ?? null]));
  const checked = validator.safeParse(complete);
  if (checked.success) return succeed(complete);
  const issue = checked.error.issues[0]!;
  const values = 'params' in issue ? (issue.params as Record<string, string | number>) : {};
  return refuse(issue.message, values, { table: action.id, row: '', column: String(issue.path[0] ?? '') });
}
