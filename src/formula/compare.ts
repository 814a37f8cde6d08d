/**
 * Equality and order as Excel has them: numbers before text before FALSE before TRUE, text without regard to case, numbers
 * by the 15 digits that people see, an empty cell as the 0, "" or FALSE of what stands beside it. Two things differ, since
 * the wrong answer would be silent: text that reads as a day is one beside a date, and a choice is met by its value
 * and both labels.
 */
import type { Choice } from '#schema/column.ts';
import { fifteenDigits } from './decimal.ts';
import { asDay, isChoice, isDay, toText, type ChoiceValue, type Scalar } from './value.ts';

export function isEqual(a: Scalar, b: Scalar): boolean {
  if (isChoice(a)) return meets(a.choice, b);
  if (isChoice(b)) return meets(b.choice, a);
  return compareValues(a, b) === 0;
}

function meets(choice: Choice, other: Scalar): boolean {
  if (isChoice(other)) return choice.value === other.choice.value || choice.label.zh === other.choice.label.zh;
  if (typeof other !== 'string') return false;
  const wanted = other.toLowerCase();
  return namesOf(choice).some((name) => name.toLowerCase() === wanted);
}

export function namesOf({ value, label, aliases = [] }: ChoiceValue['choice']): readonly string[] {
  return [value, label.zh, label.en, ...aliases];
}

/** Below, at or above 0, as `a` comes before, with or after `b`. */
export function compareValues(a: Scalar, b: Scalar): number {
  if (isDay(a) || isDay(b)) return compareSorted(asDay(a), asDay(b));
  return compareSorted(a, b);
}

function compareSorted(a: Scalar, b: Scalar): number {
  const [left, right] = [sortable(a, b), sortable(b, a)];
  if (typeof left !== typeof right) return rankOf(left) - rankOf(right);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** An empty cell takes the kind of what it is compared with. */
function sortable(value: Scalar, beside: Scalar): number | string | boolean {
  if (value === null)
    return typeof beside === 'string' || isChoice(beside) ? '' : beside === true || beside === false ? false : 0;
  if (typeof value === 'number') return fifteenDigits(value);
  if (typeof value === 'boolean') return value;
  return isDay(value) ? value.day : toText(value).toLowerCase();
}

function rankOf(value: number | string | boolean): number {
  return typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2;
}
