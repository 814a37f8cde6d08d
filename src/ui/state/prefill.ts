/** What an action's form begins with when it is started to mend an alert: the row and the shop the alert is about. */
import type { RowId } from '#kernel/ids.ts';
import type { Action } from '#schema/action.ts';
import type { CellValue } from '#schema/column.ts';

export interface StartedOn {
  readonly row: RowId;
  readonly values: Readonly<Record<string, CellValue>>;
  readonly shop: string;
}

type Prefill = Readonly<Record<string, CellValue>>;

/** For an alert's button. */
export function mendingPrefillOf(action: Action, on: StartedOn): Prefill {
  return fill(action.mendingPrefill ?? action.prefill ?? {}, on);
}

function fill(from: Readonly<Record<string, string>>, { row, values, shop }: StartedOn): Prefill {
  const filled = Object.entries(from).map(([field, source]): [string, CellValue] => [
    field,
    source === '$row' ? row : source === '$shop' ? shop : (values[source] ?? null)
  ]);
  return Object.fromEntries(filled);
}
