/**
 * One cell at a time: text as typed or imported → value, value → text, and the check that the gate runs on values that
 * came from elsewhere. The same parser serves the grid's editors, forms, paste and file import.
 */
import { formatDiopter, parseDiopter } from '#kernel/diopter.ts';
import { isLocalDate, parseLocalDate } from '#kernel/local-date.ts';
import { formatMoney, MAX_FEN, parseMoney } from '#kernel/money.ts';
import { formatQuantity, parseQuantity } from '#kernel/quantity.ts';
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import { MAX_CELL_CHARACTERS } from './limits.ts';
import type { CellValue, Column } from './column.ts';

/** GTIN check digit: weights 3 and 1 from the right, sum a multiple of ten (GS1 General Specifications, 7.9). */
export function hasValidGtinCheckDigit(code: string): boolean {
  let sum = 0;
  for (let i = 0; i < code.length; i++) sum += Number(code[code.length - 1 - i]) * (i % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

/**
 * Text → value; empty text is an empty cell. References are given as row ids here: turning what people type into an id
 * needs the tables and happens where they are at hand.
 */
export function parseCell(column: Column, typed: string): Result<CellValue> {
  const text = typed.trim();
  if (text === '') return column.required ? refuse('required') : succeed(null);
  const parsed = parseFilled(column, text);
  if (!parsed.ok) return parsed;
  const problem = checkCell(column, parsed.value);
  return problem ? { ...problem, values: { typed: text, ...problem.values } } : parsed;
}

function parseFilled(column: Column, text: string): Result<CellValue> {
  switch (column.kind) {
    case 'integer':
      return parseQuantity(text);
    case 'money':
      return parseMoney(text);
    case 'diopter':
      return parseDiopter(text);
    case 'date':
      return parseLocalDate(text);
    case 'boolean':
      return parseBoolean(text);
    case 'choice':
      return parseChoice(column, text);
    case 'barcode':
    case 'reference':
      return succeed(text);
    case 'text':
      return succeed(column.normalize ? column.normalize(text) : text);
  }
}

const YES = new Set(['true', 'yes', 'y', '1', '是', '有', '√', '启用', '在售']);
const NO = new Set(['false', 'no', 'n', '0', '否', '无', '×', '停用', '下架']);

function parseBoolean(text: string): Result<CellValue> {
  const word = text.toLowerCase();
  if (YES.has(word)) return succeed(true);
  if (NO.has(word)) return succeed(false);
  return refuse('not-yes-or-no', { typed: text });
}

function parseChoice(column: Column, text: string): Result<CellValue> {
  const wanted = text.toLowerCase();
  const found = column.choices?.find((choice) =>
    [choice.value, choice.label.zh, choice.label.en, ...(choice.aliases ?? [])].some((n) => n.toLowerCase() === wanted)
  );
  if (found) return succeed(found.value);
  return refuseChoice(column, text);
}

function refuseChoice(column: Column, typed: string): Refusal {
  const choices = column.choices ?? [];
  return refuse('unknown-choice', {
    typed,
    choices: choices.map((choice) => choice.label.zh).join('、'),
    choicesEn: choices.map((choice) => choice.label.en).join(', ')
  });
}

/** What the gate checks of a value that arrives: null when it may stand, else a refusal without a cell address. */
export function checkCell(column: Column, value: CellValue): Refusal | null {
  if (value === null) return column.required ? refuse('required') : null;
  switch (column.kind) {
    case 'integer':
    case 'money':
    case 'diopter':
      return checkNumber(column, value);
    case 'boolean':
      return typeof value === 'boolean' ? null : refuse('wrong-type', { expected: column.kind });
    default:
      return typeof value === 'string' ? checkText(column, value) : refuse('wrong-type', { expected: column.kind });
  }
}

function checkNumber(column: Column, value: CellValue): Refusal | null {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return refuse('wrong-type', { expected: column.kind });
  if (column.min !== undefined && value < column.min) {
    return column.min === 0 ? refuse('negative') : refuse('below-minimum', { minimum: formatCell(column, column.min) });
  }
  const max = column.max ?? (column.kind === 'money' ? MAX_FEN : undefined);
  if (max !== undefined && value > max) return refuse('above-maximum', { maximum: formatCell(column, max) });
  return null;
}

function checkText(column: Column, value: string): Refusal | null {
  if (value.length > MAX_CELL_CHARACTERS)
    return refuse('cell-too-long', { length: value.length, limit: MAX_CELL_CHARACTERS });
  if (column.kind === 'date' && !isLocalDate(value)) return refuse('not-a-date', { typed: value });
  if (column.kind === 'choice' && !column.choices?.some((choice) => choice.value === value))
    return refuseChoice(column, value);
  if (column.kind === 'barcode') return checkBarcode(value);
  if (column.pattern && !column.pattern.test(value))
    return refuse(column.patternRule ?? 'wrong-pattern', { typed: value });
  return null;
}

function checkBarcode(value: string): Refusal | null {
  if (/^\d{13}$/.test(value))
    return hasValidGtinCheckDigit(value) ? null : refuse('wrong-check-digit', { typed: value });
  return /^[\x21-\x7e]{1,48}$/.test(value) ? null : refuse('not-a-barcode', { typed: value });
}

/** Value → text as the grid, exports and messages show it; references are shown as given. */
export function formatCell(
  column: Pick<Column, 'kind' | 'choices'>,
  value: CellValue,
  language: 'zh' | 'en' = 'zh'
): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (typeof value === 'number') {
    if (column.kind === 'money') return formatMoney(value);
    if (column.kind === 'diopter') return formatDiopter(value);
    return formatQuantity(value);
  }
  if (column.kind === 'choice')
    return column.choices?.find((choice) => choice.value === value)?.label[language] ?? value;
  return value;
}
