/**
 * A condition of SUMIFS and its like: a value to be equal to, or text with a comparison in front (`">=10"`, `"<>"`) and
 * wildcards behind `=`. Read once, then asked of every row.
 */
import { isCellError } from '#schema/computed.ts';
import { compareValues, isEqual, namesOf } from './compare.ts';
import { textToDay } from './day-number.ts';
import { fitsPattern, readPattern } from './text-search.ts';
import { isChoice, isDay, textToNumber, toText, type Scalar, type Value } from './value.ts';

export type Criterion = (value: Value) => boolean;

const COMPARISON = /^(<=|>=|<>|<|>|=)/;
const AS_ASCII: Readonly<Record<string, string>> = { '＝': '=', '＜': '<', '＞': '>', '≤': '<=', '≥': '>=', '≠': '<>' };

export function readCriterion(wanted: Scalar): Criterion {
  // As Excel: a number also meets text that reads as it, an empty cell as a condition is 0.
  if (wanted === null || typeof wanted === 'number') return fitting('=', wanted === null ? '0' : toText(wanted));
  if (typeof wanted !== 'string') return (value) => !isCellError(value) && isFilled(value) && isEqual(value, wanted);
  const text = [...wanted].map((char, i) => (i < 2 ? (AS_ASCII[char] ?? char) : char)).join('');
  const operator = COMPARISON.exec(text)?.[0];
  return operator ? fitting(operator, text.slice(operator.length)) : fitting('=', text);
}

/** Only cells of the operand's own kind are compared, as in Excel: ">5" meets no text. */
function fitting(operator: string, operand: string): Criterion {
  const number = textToNumber(operand);
  const day = textToDay(operand);
  const wanted: Scalar = number ?? (day === undefined ? operand : { day });
  if (operator === '=' || operator === '<>') {
    const equals = equalTo(operand, wanted);
    return (value) => !isCellError(value) && equals(value) === (operator === '=');
  }
  const accepts: Readonly<Record<string, (order: number) => boolean>> = {
    '<': (order) => order < 0,
    '<=': (order) => order <= 0,
    '>': (order) => order > 0,
    '>=': (order) => order >= 0
  };
  return (value) =>
    !isCellError(value) && isComparable(value, wanted) && (accepts[operator]?.(compareValues(value, wanted)) ?? false);
}

function equalTo(operand: string, wanted: Scalar): (value: Scalar) => boolean {
  if (operand === '') return (value) => !isFilled(value);
  const pattern = readPattern(operand);
  return (value) => {
    if (!isFilled(value)) return false;
    if (typeof value === 'number' || typeof value === 'boolean' || isDay(value))
      return typeof wanted === 'string' ? toText(value) === wanted.toUpperCase() : isEqual(value, wanted);
    if (isChoice(value)) return namesOf(value.choice).some((name) => fitsPattern(pattern, name));
    const cell = typeof wanted === 'number' ? textToNumber(toText(value)) : undefined;
    return cell === undefined ? fitsPattern(pattern, toText(value)) : cell === wanted;
  };
}

function isFilled(value: Scalar): boolean {
  return value !== null && value !== '';
}

function isComparable(value: Scalar, wanted: Scalar): boolean {
  if (!isFilled(value)) return false;
  const isNumeric = typeof value === 'number' || isDay(value);
  return isNumeric === (typeof wanted === 'number' || isDay(wanted)) && typeof value !== 'boolean';
}
