/** What lines of a file can become: rows of a table, or inputs of an action (opening stock is movements, not cells). */
import { assert } from '#kernel/result.ts';
import type { Action } from '#schema/action.ts';
import type { Columns } from '#schema/column.ts';
import type { ImportTarget, Page, Schema } from '#schema/module.ts';
import type { Table } from '#schema/table.ts';

export interface ImportDestination {
  /** Id of the table or action; the matching of headings is remembered under it. */
  readonly id: string;
  readonly columns: Columns;
  /** The table whose rows are made or updated; absent for an action, whose inputs the caller plans. */
  readonly table?: Table;
}

export function destinationOfTable(table: Table): ImportDestination {
  return { id: table.id, columns: table.columns, table };
}

export function destinationOfAction(action: Action): ImportDestination {
  return { id: action.id, columns: action.input };
}

/** One of a page's declared imports. */
export function destinationOf(schema: Schema, page: Page, target: ImportTarget): ImportDestination {
  if (target.kind === 'table') {
    const table = schema.tables.get(page.table);
    assert(table, `The page ${page.id} imports into the table ${page.table}, which is not declared.`);
    return destinationOfTable(table);
  }
  const action = schema.actions.get(target.action);
  assert(action, `The page ${page.id} imports through the action ${target.action}, which is not declared.`);
  return destinationOfAction(action);
}
