/** Between what cells hold (fen, hundredths of a diopter, `YYYY-MM-DD`) and what formulas calculate with. */
import { MAX_FEN } from '#kernel/money.ts';
import { isLocalDate } from '#kernel/local-date.ts';
import type { ColumnKind } from '#schema/column.ts';
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import { MAX_CELL_CHARACTERS } from '#schema/limits.ts';
import { formulaError } from './cell-errors.ts';
import { dateToDay, dayToDate, isDayNumber } from './day-number.ts';
import { fifteenDigits, roundTo } from './decimal.ts';
import type { FormulaKind } from './kinds.ts';
import type { NamedColumn } from './names.ts';
import { isChoice, isDay, toText, type Value } from './value.ts';

const HUNDREDTHS = 100;

export const KIND_OF_COLUMN: Readonly<Record<ColumnKind, FormulaKind>> = {
  text: 'text',
  barcode: 'text',
  choice: 'text',
  reference: 'text',
  integer: 'number',
  money: 'money',
  diopter: 'diopter',
  date: 'date',
  boolean: 'boolean'
};

export const COLUMN_OF_KIND: Readonly<Record<FormulaKind, ColumnKind>> = {
  number: 'integer',
  money: 'money',
  diopter: 'diopter',
  text: 'text',
  empty: 'text',
  date: 'date',
  boolean: 'boolean'
};

export type CellReader = (cell: ComputedValue) => Value;

/** For cells of this column. A value that its column should not hold is taken as it is. */
export function readerOf({ kind, choices }: Pick<NamedColumn, 'kind' | 'choices'>): CellReader {
  switch (kind) {
    case 'money':
    case 'diopter':
      // Exact: the double nearest to the decimal that people see.
      return (cell) => (typeof cell === 'number' ? cell / HUNDREDTHS : cell);
    case 'date':
      return (cell) => (typeof cell === 'string' && isLocalDate(cell) ? { day: dateToDay(cell) } : cell);
    case 'choice': {
      const known = new Map(choices?.map((choice) => [choice.value, { choice }]));
      return (cell) => (typeof cell === 'string' ? (known.get(cell) ?? cell) : cell);
    }
    default:
      return (cell) => cell;
  }
}

/** Money and powers go back to hundredths, half away from zero; "" is an empty cell. */
export function toCell(value: Value, kind: FormulaKind): ComputedValue {
  if (value === null || value === '' || isCellError(value)) return value === '' ? null : value;
  if (typeof value === 'number') return numberToCell(value, kind);
  if (isDay(value)) return dayToDate(value.day);
  if (typeof value === 'boolean') return kind === 'text' ? toText(value) : value;
  const text = isChoice(value) ? toText(value) : value;
  return text.length > MAX_CELL_CHARACTERS ? formulaError('text-too-long') : text;
}

function numberToCell(number: number, kind: FormulaKind): ComputedValue {
  switch (kind) {
    case 'money': {
      const fen = roundTo(number, 2) * HUNDREDTHS;
      return Math.abs(fen) > MAX_FEN ? formulaError('money-too-large') : Math.round(fen) + 0;
    }
    case 'diopter':
      return Math.round(roundTo(number, 2) * HUNDREDTHS) + 0;
    case 'date': {
      // A formula for a date that gives 0 found none, as the smallest of no dates does.
      const day = Math.floor(number);
      return number === 0 ? null : isDayNumber(day) ? dayToDate(day) : formulaError('no-such-day');
    }
    case 'text':
      return toText(number);
    default:
      return fifteenDigits(number) + 0;
  }
}
