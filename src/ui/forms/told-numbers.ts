/** The numbers that an action tells under a field: for every row the field could name that has any, the largest first. */
import type { Translate } from '#text/text.ts';
import { labelIn } from '#text/text.ts';
import { showValue, type ShownIn } from '#ui/state/show-value.ts';
import type { ActionForm, FieldEntry } from './action-form.svelte.ts';

/** Of a chain with many shops. */
const TOLD_AT_MOST = 8;

/** `在手：汉口店 2 · 光谷店 1`; nothing as long as the fields it depends on name no row. */
export function tellNumbers(shown: ShownIn & { readonly t: Translate }, form: ActionForm, field: FieldEntry): string {
  const { workspace, language, t } = shown;
  const told = form.action.tells?.[field.name];
  if (!told) return '';
  const { schema, engine, tables } = workspace;
  const rowOf = (name: string): string | null => form.fields.find((entry) => entry.name === name)?.row ?? null;
  const fields = Object.keys(schema.groups.get(told.group)?.keys ?? {}).map((key) => told.by[key] ?? '');
  if (fields.some((name) => name !== field.name && rowOf(name) === null)) return '';
  const numbers = [...tables.rows(field.column.table ?? '')]
    .map(([id]) => {
      const keys = fields.map((name) => (name === field.name ? id : rowOf(name)!));
      return { id, value: engine.valueByKeys(told.group, keys, told.column) };
    })
    .filter((entry): entry is { id: string; value: number } => typeof entry.value === 'number' && entry.value !== 0)
    .sort((a, b) => b.value - a.value);
  const declared = schema.computed.get(told.group)?.get(told.column);
  const column = declared ? labelIn(language, declared.label) : told.column;
  if (numbers.length === 0) return t('action.toldNothing', { column });
  const values = numbers
    .slice(0, TOLD_AT_MOST)
    .map(({ id, value }) => {
      const number = showValue(shown, declared && { kind: declared.shows }, value);
      return `${workspace.titleOf(field.column.table ?? '', id)} ${number}`;
    })
    .join(' · ');
  return t('action.told', { column, values });
}
