/** How a rule compares a cell with its limit. */
import type { Choice } from '#schema/column.ts';
import { isCellError, type ComputedValue } from '#schema/computed.ts';

export const COMPARISONS = [
  { value: 'below', label: { zh: '小于', en: 'is below' } },
  { value: 'at-most', label: { zh: '不大于', en: 'is at most' } },
  { value: 'above', label: { zh: '大于', en: 'is above' } },
  { value: 'at-least', label: { zh: '不小于', en: 'is at least' } },
  { value: 'equal', label: { zh: '等于', en: 'is' } },
  { value: 'other', label: { zh: '不等于', en: 'is not' } },
  { value: 'empty', label: { zh: '为空', en: 'is empty' } }
] as const satisfies readonly Choice[];

export type Comparison = (typeof COMPARISONS)[number]['value'];

export function needsLimit(comparison: Comparison): boolean {
  return comparison !== 'empty';
}

/**
 * Whether a cell is to be told. An empty cell is neither below nor above anything, else a column that waits for its data
 * would ring for every row; errors are never told here, they stand in their cells.
 */
export function compares(
  comparison: Comparison,
  value: ComputedValue,
  limit: string | number | boolean | null
): boolean {
  if (isCellError(value)) return false;
  const isEmpty = value === null || value === '';
  if (comparison === 'empty') return isEmpty;
  if (isEmpty || limit === null) return false;
  if (comparison === 'equal') return value === limit;
  if (comparison === 'other') return value !== limit;
  if (typeof value !== typeof limit) return false;
  if (comparison === 'below') return value < limit;
  if (comparison === 'at-most') return value <= limit;
  return comparison === 'above' ? value > limit : value >= limit;
}

export function comparisonOf(value: unknown): (typeof COMPARISONS)[number] | undefined {
  return COMPARISONS.find((known) => known.value === value);
}
