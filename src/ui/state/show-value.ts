/** A value as people read it: references by the name of their row, everything else as the grid shows it. */
import { formatCell } from '#schema/cell.ts';
import type { CellValue, Column } from '#schema/column.ts';
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import type { Language } from '#text/text.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface ShownIn {
  readonly workspace: Workspace;
  readonly language: Language;
}

type ShownKind = Pick<Column, 'kind' | 'choices' | 'table'>;

export function showValue(
  { workspace, language }: ShownIn,
  column: ShownKind | undefined,
  value: ComputedValue
): string {
  if (isCellError(value)) return value.code;
  if (!column) return plain(value);
  if (column.kind === 'reference' && column.table && typeof value === 'string')
    return workspace.titleOf(column.table, value);
  return formatCell(column, value, language);
}

function plain(value: CellValue): string {
  return value === null ? '' : String(value);
}
