/** A cell's value → the text the grid shows, copies and opens an editor with; what it shows can be typed back. */
import type { CellValue } from '#schema/column.ts';
import { formatCell } from '#schema/cell.ts';
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import type { Table } from '#schema/table.ts';
import type { Language } from '#text/text.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { ReferenceNames } from './reference-names.ts';

export interface TextContext {
  readonly language: Language;
  readonly names: ReferenceNames;
}

export function cellText(column: ShownColumn, value: ComputedValue, { language, names }: TextContext): string {
  if (isCellError(value)) return value.code;
  if (value === null) return '';
  const table = column.stored?.table;
  if (column.kind === 'reference' && table && typeof value === 'string') return names.nameOf(table, value);
  const choices = column.stored?.choices ?? column.computed?.choices;
  return formatCell({ kind: column.kind, ...(choices ? { choices } : {}) }, value as CellValue, language);
}

/** Numbers stand at the right so that their digits line up. */
export function isNumeric(column: Pick<ShownColumn, 'kind'>): boolean {
  return column.kind === 'integer' || column.kind === 'money' || column.kind === 'diopter';
}

export interface StoredCell {
  readonly table: Table;
  readonly column: string;
  readonly value: CellValue;
}

/** As `cellText`, for a stored column by its name: history and conflicts know no pages. */
export function storedText({ table, column: name, value }: StoredCell, context: TextContext): string {
  const column = table.columns[name];
  if (!column || value === null) return value === null ? '' : String(value);
  if (column.kind === 'reference' && column.table && typeof value === 'string')
    return context.names.nameOf(column.table, value);
  return formatCell(column, value, context.language);
}
