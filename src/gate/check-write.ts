/** One block of a commit against its table: rows, columns, types, and what the action may do there. */
import { refuse, type Refusal } from '#kernel/result.ts';
import { deviceOf } from '#kernel/stamp.ts';
import type { Commit, Scalar, Write, WrittenRow } from '#protocol/commit.ts';
import { bookOfRow } from '#schema/book-name.ts';
import { checkCell } from '#schema/cell.ts';
import { DELETED_COLUMN, type Table } from '#schema/table.ts';
import { PLAIN_ACTIONS, type GateView } from './gate-view.ts';

export interface WriteToCheck {
  readonly commit: Commit;
  readonly write: Write;
  readonly table: Table;
  readonly view: GateView;
}

export function checkWrite(check: WriteToCheck): Refusal | null {
  const { write, table } = check;
  if (table.kind === 'ledger' && !write.new) return refuse('ledger-is-final', { table: table.id });
  for (const name of write.columns)
    if (!Object.hasOwn(table.columns, name) && (name !== DELETED_COLUMN || write.new))
      return refuse('newer-version', { name });
  for (const row of write.rows) {
    const problem = write.new ? checkCreation(check, row) : checkEdit(check, row);
    if (problem) return problem;
  }
  return null;
}

function checkCreation({ commit, write, table, view }: WriteToCheck, row: WrittenRow): Refusal | null {
  const [id] = row;
  const own = id.startsWith(`${deviceOf(commit.id)}.`);
  if (!own && (!id.includes(':') || commit.action === PLAIN_ACTIONS.add)) return refuse('foreign-row-id', { row: id });
  const values = valuesOf(write, row);
  for (const [name, column] of Object.entries(table.columns)) {
    const problem = checkCell(column, values[name] ?? null);
    if (problem) return { ...problem, cell: { table: table.id, row: id, column: name } };
  }
  const book = bookOfRow(table, values);
  if (!book.ok) return book;
  if (book.value !== view.book) return refuse('wrong-book', { table: table.id, book: view.book });
  return checkSign({ commit, write, table, view }, values) ?? checkWholeRow(table, id, values);
}

function checkEdit({ write, table, view }: WriteToCheck, row: WrittenRow): Refusal | null {
  const [id] = row;
  if (!view.hasRow(table.id, id)) return refuse('depends-on', { row: id, table: table.id });
  const written = valuesOf(write, row);
  for (const [name, value] of Object.entries(written)) {
    const cell = { table: table.id, row: id, column: name };
    if (name === DELETED_COLUMN) {
      if (value !== true && value !== null) return refuse('wrong-type', { expected: 'boolean' }, cell);
      continue;
    }
    const problem = checkCell(table.columns[name]!, value);
    if (problem) return { ...problem, cell };
    if (name === table.book.shop || name === table.book.period)
      return refuse('book-column-is-final', { column: name }, cell);
  }
  return write.columns.includes(DELETED_COLUMN)
    ? null
    : checkWholeRow(table, id, { ...view.row(table.id, id), ...written });
}

function checkWholeRow(table: Table, id: string, values: Readonly<Record<string, Scalar>>): Refusal | null {
  const problem = table.checkRow?.(values);
  return problem ? refuse(problem.rule, {}, { table: table.id, row: id, column: problem.column }) : null;
}

function checkSign({ commit, table, view }: WriteToCheck, values: Readonly<Record<string, Scalar>>): Refusal | null {
  const declared = view.schema.actions.get(commit.action)?.writes.find((w) => w.table === table.id)?.sign;
  if (!declared || declared.is === 'any') return null;
  const amount = values[declared.column];
  const fits = typeof amount === 'number' && (declared.is === 'positive' ? amount > 0 : amount < 0);
  return fits ? null : refuse('wrong-sign', { column: declared.column });
}

function valuesOf(write: Write, row: WrittenRow): Record<string, Scalar> {
  const values: Record<string, Scalar> = {};
  write.columns.forEach((name, index) => {
    values[name] = row[index + 1] ?? null;
  });
  return values;
}
