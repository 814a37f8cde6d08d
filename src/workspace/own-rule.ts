/** A manager's rule as the engine runs it: an alert on one column of a table, or of a group per row and shop. */
import { comparisonOf, compares, needsLimit } from '#modules/own/comparisons.ts';
import type { RowId } from '#kernel/ids.ts';
import { succeed, type Result } from '#kernel/result.ts';
import { parseCell } from '#schema/cell.ts';
import type { CellValue, Column, Label } from '#schema/column.ts';
import type { Alert, ComputedValue } from '#schema/computed.ts';
import type { Schema } from '#schema/module.ts';
import { nameColumns } from '#schema/row-name.ts';

export type RuleRow = Readonly<Partial<Record<string, CellValue>>>;

/** Null for a rule about a column that is gone, or with a limit that is none: it watches nothing. */
export function compileRule(schema: Schema, id: RowId, row: RuleRow): Alert | null {
  const [on, column] = [String(row['on'] ?? ''), String(row['column'] ?? '')];
  const watched = columnIn(schema, on, column);
  const comparison = comparisonOf(row['compares'] ?? null);
  if (!watched || watched.kind === 'reference' || !comparison) return null;
  const limit = needsLimit(comparison.value) ? limitOf(watched, String(row['value'] ?? '')) : null;
  if (limit === undefined) return null;
  const name = String(row['name'] ?? '');
  return {
    id: `own.rule.${id}`,
    on,
    severity: row['severity'] === 'critical' ? 'critical' : 'warning',
    of: [column],
    when: (value: ComputedValue = null) => compares(comparison.value, value, limit),
    column,
    label: { zh: name, en: name },
    sentence: sentenceOf(schema, { on, column, name, label: watched.label }),
    remedies: []
  };
}

export interface Watched extends Pick<Column, 'kind' | 'label' | 'choices'> {
  /** Numbers of a formula have decimals, which those that people type into cells have not. */
  readonly isComputed: boolean;
}

/** A stored or computed column as rules and their forms see it. */
export function columnIn(schema: Schema, space: string, column: string): Watched | undefined {
  const stored = schema.tables.get(space)?.columns[column];
  if (stored) return { ...stored, isComputed: false };
  const computed = schema.computed.get(space)?.get(column);
  if (!computed) return undefined;
  const { shows: kind, label, choices } = computed;
  return { kind, label, isComputed: true, ...(choices ? { choices } : {}) };
}

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

/** What was typed as a limit → what the cells of the column are compared with. */
export function parseLimit({ kind, label, choices, isComputed }: Watched, text: string): Result<CellValue> {
  const plainNumber = text.trim().replaceAll(/[,，]/g, '');
  if (isComputed && kind === 'integer' && DECIMAL.test(plainNumber)) return succeed(Number(plainNumber));
  return parseCell({ kind, label, required: true, ...(choices ? { choices } : {}) }, text);
}

function limitOf(watched: Watched, text: string): CellValue | undefined {
  const parsed = parseLimit(watched, text);
  return parsed.ok && parsed.value !== null ? parsed.value : undefined;
}

interface Told {
  readonly on: string;
  readonly column: string;
  readonly name: string;
  readonly label: Label;
}

function sentenceOf(schema: Schema, { on, column, name, label }: Told): Label {
  const table = schema.tables.get(on);
  const keys = table ? [table.key ?? '', ...nameColumns(table)] : Object.keys(schema.groups.get(on)?.keys ?? {});
  const who = [...new Set(keys.filter(Boolean))].map((key) => `{${key}}`).join(' ');
  return {
    zh: `${plain(name)}：${who} 的${plain(label.zh)}为 {${column}}。`,
    en: `${plain(name)}: ${plain(label.en)} of ${who} is {${column}}.`
  };
}

/** Names are people's own: braces in them are no placeholders. */
function plain(name: string): string {
  return name.replaceAll('{', '｛').replaceAll('}', '｝');
}
