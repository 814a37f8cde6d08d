/** What kind of value a formula gives, told without running it, so that the column knows how to show it. */
import type { BinaryOperator } from './syntax-tree.ts';

/** `empty`: nothing, or "", which fits beside any kind. */
export type FormulaKind = 'number' | 'money' | 'diopter' | 'text' | 'date' | 'boolean' | 'empty';

/** Of values of which one is chosen: a price or 0 is a price, a date or "" a date; what does not agree is text. */
export function commonKind(kinds: readonly FormulaKind[]): FormulaKind {
  const told = new Set(kinds.filter((kind) => kind !== 'empty'));
  if (told.size <= 1) return [...told][0] ?? 'empty';
  told.delete('number');
  const [only, ...others] = told;
  return others.length === 0 && (only === 'money' || only === 'diopter' || only === 'date') ? only : 'text';
}

export function kindOfOperator(operator: BinaryOperator, left: FormulaKind, right: FormulaKind): FormulaKind {
  switch (operator) {
    case '&':
      return 'text';
    case '+':
    case '-':
      return kindOfSum(operator, left, right);
    case '*':
      return isMeasure(left) !== isMeasure(right) ? (isMeasure(left) ? left : right) : 'number';
    case '/':
      return isMeasure(left) && !isMeasure(right) ? left : 'number';
    case '^':
      return 'number';
    default:
      return 'boolean';
  }
}

function kindOfSum(operator: '+' | '-', left: FormulaKind, right: FormulaKind): FormulaKind {
  if (left === 'date' && right === 'date') return 'number';
  if (left === 'date' || (operator === '+' && right === 'date')) return 'date';
  if (isMeasure(left) && isMeasure(right)) return left === right ? left : 'number';
  return isMeasure(left) ? left : isMeasure(right) ? right : 'number';
}

function isMeasure(kind: FormulaKind): kind is 'money' | 'diopter' {
  return kind === 'money' || kind === 'diopter';
}
