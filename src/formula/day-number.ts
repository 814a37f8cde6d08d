/**
 * Dates as Excel counts them: whole days since 30 December 1899. (Excel itself is one day off before March 1900, where
 * it has a 29 February that never was.)
 */
import { addDays, daysBetween, isLocalDate, type LocalDate } from '#kernel/local-date.ts';

const DAY_ZERO: LocalDate = '1899-12-30';
const FIRST_DAY = 2;
/** 9999-12-31 */
const LAST_DAY = 2_958_465;

export function isDayNumber(day: number): boolean {
  return Number.isInteger(day) && day >= FIRST_DAY && day <= LAST_DAY;
}

export function dayToDate(day: number): LocalDate {
  return addDays(DAY_ZERO, day);
}

export function dateToDay(date: LocalDate): number {
  return daysBetween(DAY_ZERO, date);
}

/** `2026-11-01`, also `2026/11/1` and `2026年11月1日`; undefined if the text is no day of the calendar. */
export function textToDay(text: string): number | undefined {
  const parts = /^\s*(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)\s*$/.exec(text.slice(0, 40));
  if (!parts || text.length > 40) return undefined;
  const [, year = '', month = parts[4] ?? '', day = parts[5] ?? ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(date) ? dateToDay(date) : undefined;
}

export interface CalendarDay {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
}

export function dayToCalendar(day: number): CalendarDay {
  const date = dayToDate(day);
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** Months and days beyond their range carry over, as in Excel: month 13 is January, day 0 the last of the month before. */
export function calendarToDay({ year, month, day }: CalendarDay): number {
  const months = year * 12 + month - 1;
  const first = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  return isLocalDate(first) ? dateToDay(first) + day - 1 : NaN;
}

export function daysInMonth(year: number, month: number): number {
  return calendarToDay({ year, month: month + 1, day: 1 }) - calendarToDay({ year, month, day: 1 });
}
