/**
 * Draws one cell. It runs for every visible cell at every scroll step, so it only sets text, classes and attributes.
 * Handsontable clears classes and styles of a reused cell but not titles and data attributes: those are set here always.
 */
import type { RowId } from '#kernel/ids.ts';
import type { Draft } from '#workspace/drafts.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import { isNumeric } from './cell-text.ts';
import type { GroupCells } from './group-cells.ts';
import type { Tone } from './colour-rules.ts';
import type { RowMarks } from './row-marks.ts';

export interface CellLook {
  readonly column: ShownColumn;
  readonly tone: Tone | null;
  readonly marks: RowMarks;
  readonly draft: Draft | undefined;
  readonly numeric: boolean;
  readonly negative: boolean;
  readonly error: boolean;
  /** Sentences for the tooltip, most important first. */
  readonly told: readonly string[];
  readonly colleague: { readonly name: string; readonly colour: string } | null;
}

/** A cell in the head of a group: nothing of it belongs to a row. */
export function paintHead(
  cell: HTMLTableCellElement,
  groups: GroupCells,
  { head, column }: { readonly head: RowId; readonly column: ShownColumn }
): void {
  cell.classList.add('lb-head', groups.levelOf(head) === 0 ? 'lb-outer' : 'lb-inner');
  if (isNumeric(column)) cell.classList.add('lb-number');
  if (cell.dataset['who'] !== undefined) delete cell.dataset['who'];
  const title = groups.title(head);
  if (cell.title !== title) cell.title = title;
  cell.removeAttribute('aria-invalid');
}

export function paintCell(cell: HTMLTableCellElement, look: CellLook): void {
  const { column, marks, draft, colleague } = look;
  const alert = marks.alerts.get(column.path);
  const classes = cell.classList;
  if (look.numeric) classes.add('lb-number');
  if (column.computed) classes.add('lb-computed');
  if (look.negative) classes.add('lb-negative');
  if (look.error) classes.add('lb-error');
  if (look.tone) classes.add(`lb-tone-${look.tone}`);
  if (alert) classes.add(alert.severity === 'critical' ? 'lb-critical' : 'lb-warning');
  if (marks.conflicts.has(column.path)) classes.add('lb-conflict');
  if (draft) classes.add('lb-draft');
  if (marks.isDeletionDisputed) classes.add('lb-deletion');
  if (colleague) {
    classes.add('lb-colleague');
    cell.style.setProperty('--who', colleague.colour);
    cell.dataset['who'] = colleague.name;
  } else if (cell.dataset['who'] !== undefined) delete cell.dataset['who'];
  const title = look.told.join('\n');
  if (cell.title !== title) cell.title = title;
  if (draft) cell.setAttribute('aria-invalid', 'true');
  else cell.removeAttribute('aria-invalid');
}
