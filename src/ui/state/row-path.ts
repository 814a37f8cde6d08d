/** The addresses that show one row, or all rows that name another one, in their grid. */
import type { RowId } from '#kernel/ids.ts';
import type { Schema } from '#schema/module.ts';
import { pageOfTable, pathOf } from './modules-on-screen.ts';

/** A reference column that holds a certain row. */
export interface NamedIn {
  readonly column: string;
  readonly row: RowId;
}

/** Null for a table without a page of its own. */
export function pathOfRow(schema: Schema, table: string, row: RowId): string | null {
  const shown = pageOfTable(schema, table);
  return shown ? `${pathOf(shown.module.id, shown.page.id)}?row=${encodeURIComponent(row)}` : null;
}

/** Null where no page of the table shows all these columns. */
export function pathOfRowsNaming(schema: Schema, table: string, named: readonly NamedIn[]): string | null {
  const shown = pageOfTable(schema, table);
  if (!shown || !named.every(({ column }) => shown.page.columns.includes(column))) return null;
  const asked = named.map(({ column, row }) => `is=${encodeURIComponent(`${column}:${row}`)}`);
  return `${pathOf(shown.module.id, shown.page.id)}?${asked.join('&')}`;
}

/** What `pathOfRowsNaming` wrote. Row ids may hold colons, column names do not. */
export function namedInAddress(params: URLSearchParams): readonly NamedIn[] {
  return params.getAll('is').flatMap((text) => {
    const at = text.indexOf(':');
    return at > 0 ? [{ column: text.slice(0, at), row: text.slice(at + 1) }] : [];
  });
}
