/** An alert as people read it: its sentence filled in, the row and shop it is about, and what each remedy begins with. */
import type { RowId } from '#kernel/ids.ts';
import type { CellValue } from '#schema/column.ts';
import type { ComputedValue } from '#schema/computed.ts';
import { fillPlaceholders, placeholdersIn } from '#text/placeholders.ts';
import { labelIn } from '#text/text.ts';
import type { ActiveAlert, Workspace } from '#workspace/workspace.ts';
import { mendingPrefillOf } from './prefill.ts';
import { showValue, type ShownIn } from './show-value.ts';

const SHOPS = 'shops.shops';

export interface AlertPlace {
  /** The row a person knows: of a group row the one that its first key names. */
  readonly table: string;
  readonly row: RowId;
  /** Row id of the shop it is about; null where it is about the chain, or several shops. */
  readonly shop: string | null;
}

export interface Remedy {
  readonly action: string;
  readonly label: string;
  readonly prefill: Readonly<Record<string, CellValue>>;
}

export function placeOfAlert(workspace: Workspace, { alert, id }: ActiveAlert): AlertPlace {
  const group = workspace.schema.groups.get(alert.on);
  if (!group) return { table: alert.on, row: id, shop: null };
  const parts = id.split('|');
  const keys = Object.values(group.keys);
  const table = keys[0]?.table;
  if (table === undefined) return { table: alert.on, row: id, shop: null };
  const shopAt = keys.findIndex(({ table }) => table === SHOPS);
  return { table, row: parts[0]!, shop: parts[shopAt] ?? null };
}

export function sayAlert(shown: ShownIn, { alert, id }: ActiveAlert): string {
  const sentence = labelIn(shown.language, alert.sentence);
  const values = placeholdersIn(sentence).map((name) => [name, wordOf(shown, { on: alert.on, id, name })]);
  return fillPlaceholders(sentence, Object.fromEntries(values) as Record<string, string>);
}

export function remediesOf({ workspace, language }: ShownIn, active: ActiveAlert): readonly Remedy[] {
  const { table, row, shop } = placeOfAlert(workspace, active);
  const values = workspace.reader.row(table, row) ?? {};
  return active.alert.remedies.flatMap((id) => {
    const action = workspace.schema.actions.get(id);
    if (!action) return [];
    const prefill = mendingPrefillOf(action, { row, values, shop: shop ?? '' });
    return [{ action: id, label: labelIn(language, action.label), prefill }];
  });
}

interface Word {
  readonly on: string;
  readonly id: RowId;
  readonly name: string;
}

function wordOf(shown: ShownIn, { on, id, name }: Word): string {
  const { workspace } = shown;
  const group = workspace.schema.groups.get(on);
  const keyAt = group ? Object.keys(group.keys).indexOf(name) : -1;
  const key = group?.keys[name];
  if (key?.table) return workspace.titleOf(key.table, id.split('|')[keyAt] ?? '');
  const column = workspace.schema.tables.get(on)?.columns[name];
  const declared = workspace.schema.computed.get(on)?.get(name);
  const value: ComputedValue = column
    ? (workspace.reader.row(on, id)?.[name] ?? null)
    : (workspace.engine.value(on, id, name) ?? null);
  if (column?.kind === 'reference' && typeof value === 'string') return workspace.titleOf(column.table ?? '', value);
  const kind = declared?.shows ?? key?.kind;
  return showValue(shown, column ?? (kind && { kind }), value);
}
