/** An alert in words, with the values of its row: references by name, amounts as the grid shows them. */
import type { RowId } from '#kernel/ids.ts';
import { formatCell } from '#schema/cell.ts';
import type { Alert } from '#schema/computed.ts';
import { isCellError } from '#schema/computed.ts';
import type { Table } from '#schema/table.ts';
import type { Language } from '#text/text.ts';
import type { Workspace } from '#workspace/workspace.ts';
import type { ReferenceNames } from '../reference-names.ts';

export interface SentenceContext {
  readonly workspace: Workspace;
  readonly names: ReferenceNames;
  readonly language: Language;
}

/** What names a fact beside an alert: its stored cells, without those that only say which row it belongs to. */
export function evidenceColumns(table: Table, by: readonly string[]): readonly string[] {
  return Object.keys(table.columns).filter((name) => !by.includes(name) && table.columns[name]?.kind !== 'reference');
}

const PLACEHOLDER = /\{(\w+)\}/g;

export function alertSentence(alert: Alert, id: RowId, context: SentenceContext): string {
  return alert.sentence[context.language].replace(PLACEHOLDER, (_, column: string) =>
    valueText(alert, { id, column }, context)
  );
}

function valueText(
  alert: Alert,
  { id, column }: { readonly id: RowId; readonly column: string },
  context: SentenceContext
): string {
  const { workspace, names, language } = context;
  const value = workspace.engine.value(alert.on, id, column);
  if (value === undefined || value === null) return '…';
  if (isCellError(value)) return value.code;
  const { schema } = workspace;
  const refersTo =
    schema.groups.get(alert.on)?.keys[column]?.table ?? schema.tables.get(alert.on)?.columns[column]?.table;
  if (refersTo) return names.nameOf(refersTo, String(value));
  const stored = schema.tables.get(alert.on)?.columns[column];
  const computed = schema.computed.get(alert.on)?.get(column);
  const kind = stored?.kind ?? computed?.shows ?? 'text';
  const choices = stored?.choices ?? computed?.choices;
  return formatCell({ kind, ...(choices ? { choices } : {}) }, value, language);
}
