/** Numbers of a report as people read them: money in yuan with two places, thousands apart. */
import { formatCell } from '#schema/cell.ts';
import type { CellValue } from '#schema/column.ts';
import type { ShownKind } from '#report/measure-plan.ts';
import type { Language } from '#text/text.ts';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const twoPlaces = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export function numberText(shows: ShownKind, value: CellValue, language: Language): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    if (shows === 'decimal') return twoPlaces.format(value);
    if (shows === 'integer') return whole.format(value);
  }
  return shows === 'decimal' ? String(value) : formatCell({ kind: shows }, value, language);
}

export function percentText(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(1)}%`;
}
