/**
 * What a formula calculates with, and how one kind becomes another where Excel does it silently: an empty cell is 0 or
 * "", text that reads as a number is one, TRUE is 1. Money is yuan and powers are diopters here, never fen or hundredths.
 * A date keeps that it is one, so that `"到期 "&[失效日期]` shows a day and not 46327.
 */
import type { Choice } from '#schema/column.ts';
import { isCellError, type CellError } from '#schema/computed.ts';
import { formulaError } from './cell-errors.ts';
import { dayToDate, textToDay } from './day-number.ts';
import { fifteenDigits } from './decimal.ts';

export interface DayValue {
  readonly day: number;
}

/** A choice is met by its value and by either label; as text it is its Chinese label. */
export interface ChoiceValue {
  readonly choice: Choice;
}

export type Scalar = number | string | boolean | null | DayValue | ChoiceValue;
export type Value = Scalar | CellError;

export function isDay(value: Value): value is DayValue {
  return typeof value === 'object' && value !== null && 'day' in value;
}

export function isChoice(value: Value): value is ChoiceValue {
  return typeof value === 'object' && value !== null && 'choice' in value;
}

/** A number as text: thousands separators as people paste them, a percent sign, full-width digits. */
export function textToNumber(text: string): number | undefined {
  if (text.length > 60) return undefined;
  const plain = text.normalize('NFKC').trim();
  const match = /^([+-]?)[¥￥]?((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?)(%?)$/.exec(plain);
  const [, sign, digits = '', percent] = match ?? [];
  if (!/^\.?\d/.test(digits)) return undefined;
  const value = Number(digits.replaceAll(',', ''));
  if (!Number.isFinite(value)) return undefined;
  return (sign === '-' ? -value : value) / (percent ? 100 : 1);
}

/** Days as their number; text that reads as neither number nor date is an error. */
export function toNumber(value: Value): number | CellError {
  if (typeof value === 'number' || isCellError(value)) return value;
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (isDay(value)) return value.day;
  const text = toText(value);
  const number = textToNumber(text) ?? textToDay(text);
  return number ?? formulaError('not-a-number', text);
}

export function toText(value: Scalar): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(fifteenDigits(value)).toUpperCase();
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return isDay(value) ? dayToDate(value.day) : value.choice.label.zh;
}

export function toTruth(value: Value): boolean | CellError {
  if (typeof value === 'boolean' || isCellError(value)) return value;
  if (value === null) return false;
  if (typeof value === 'number') return value !== 0;
  if (isDay(value)) return true;
  const word = toText(value).trim().toUpperCase();
  if (word === 'TRUE' || word === '真' || word === '是') return true;
  return word === 'FALSE' || word === '假' || word === '否' ? false : formulaError('not-a-truth', toText(value));
}

/** Text that reads as a day becomes one, beside a day. */
export function asDay(value: Scalar): Scalar {
  if (typeof value !== 'string') return value;
  const day = textToDay(value);
  return day === undefined ? value : { day };
}
