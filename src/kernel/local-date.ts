/**
 * Business dates are `YYYY-MM-DD` text in Asia/Shanghai, which has had no daylight saving since 1991 and is UTC+8: the
 * day a shop means does not depend on the clock settings of the PC that happens to show it.
 */
import { foldWidth } from './money.ts';
import { refuse, succeed, type Result } from './result.ts';

export type LocalDate = string & { readonly __unit?: 'YYYY-MM-DD' };
/** `YYYY-MM` */
export type Period = string & { readonly __unit?: 'YYYY-MM' };

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

export function isLocalDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * Reads the notations found in shops' files: `2026-11-01`, `2026/1/26`, `2026.1.26`, `2028年1月27日`, `20270901`, and
 * `31/10/2026` where only one order of day and month is possible.
 * Refusals: `not-a-date`, `no-such-date` (30 February), `ambiguous-date` (`3/4/2026` is March to some, April to others).
 */
export function parseLocalDate(typed: string): Result<LocalDate> {
  const text = foldWidth(typed).replace(/\s/g, '');
  const match =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return parseYearLast(typed, text);
  return dateOf(typed, [Number(match[1]), Number(match[2]), Number(match[3])]);
}

function parseYearLast(typed: string, text: string): Result<LocalDate> {
  const match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (!match) return refuse('not-a-date', { typed });
  const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (first <= 12 && second <= 12 && first !== second) return refuse('ambiguous-date', { typed });
  return dateOf(typed, second > 12 ? [year, first, second] : [year, second, first]);
}

function dateOf(typed: string, [year, month, day]: readonly [number, number, number]): Result<LocalDate> {
  if (!isCalendarDay(year, month, day)) return refuse('no-such-date', { typed });
  return succeed(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

export function localDateAt(epochMs: number): LocalDate {
  return new Date(epochMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** `14:02` in Shanghai. */
export function localTimeAt(epochMs: number): string {
  return new Date(epochMs + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16);
}

export function periodOf(date: LocalDate): Period {
  return date.slice(0, 7);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one date to the other; negative where `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The `count` periods that end with the one of `date`, oldest first. */
export function periodsUpTo(date: LocalDate, count: number): Period[] {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.UTC(year, month - 1 - (count - 1 - i), 1)).toISOString().slice(0, 7)
  );
}
