/** What an action's form starts with when it is opened from a row: its own declaration says which field takes what. */
import type { RowId } from '#kernel/ids.ts';
import type { Action } from '#schema/action.ts';
import type { CellValue } from '#schema/column.ts';

export interface StartingRow {
  readonly id: RowId | null;
  /** The table the row belongs to: a field takes the row itself only where it refers to that table. */
  readonly table: string;
  readonly values: Readonly<Record<string, CellValue>>;
  readonly shop: string;
}

export function prefillFrom(action: Action, row: StartingRow): Record<string, CellValue> {
  const filled: Record<string, CellValue> = {};
  for (const [field, source] of Object.entries(action.prefill ?? {})) {
    const value = source === '$shop' ? row.shop : source === '$row' ? rowFor(action, field, row) : row.values[source];
    if (value !== undefined && value !== null && value !== '') filled[field] = value;
  }
  return filled;
}

function rowFor(action: Action, field: string, row: StartingRow): CellValue {
  const refersTo = action.input[field]?.table;
  return refersTo === undefined || refersTo === row.table ? row.id : null;
}
