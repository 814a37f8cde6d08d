/** The address that shows a row in its grid. */
import type { RowId } from '#kernel/ids.ts';
import type { Schema } from '#schema/module.ts';
import { pageOfTable, pathOf } from './modules-on-screen.ts';

/** Null for a table without a page of its own. */
export function pathOfRow(schema: Schema, table: string, row: RowId): string | null {
  const shown = pageOfTable(schema, table);
  return shown ? `${pathOf(shown.module.id, shown.page.id)}?row=${encodeURIComponent(row)}` : null;
}
