/**
 * Days, weeks, months, and the same time before. Comparing moves the earlier row forward, by one period or one year, and
 * asks whether it would be shown there. So a month that is not over is compared with the same days of the month before,
 * and a window's edges cut both sides alike.
 */
import { addDays, daysBetween, type LocalDate } from '#kernel/local-date.ts';
import { isOpenWindow, type DateWindow, type Grain } from '#schema/report.ts';

export type When = 'now' | 'previous' | 'last-year';

/** How far a row of that time is moved. */
export type Shift = { readonly unit: 'days' | 'months'; readonly count: number };

const DAYS = { unit: 'days' } as const;
const MONTHS = { unit: 'months' } as const;
const YEAR: Shift = { ...MONTHS, count: 12 };
const STEP: Readonly<Record<Grain, Shift>> = {
  day: { ...DAYS, count: 1 },
  week: { ...DAYS, count: 7 },
  month: { ...MONTHS, count: 1 },
  quarter: { ...MONTHS, count: 3 },
  year: YEAR
};

/** The finest grain decides. A year before a week is 52 weeks before, so that weekdays meet weekdays. */
export function shiftOfGrain(grain: Grain, when: Exclude<When, 'now'>): Shift {
  if (when === 'previous') return STEP[grain];
  return grain === 'week' ? { ...DAYS, count: 364 } : YEAR;
}

/** Undefined for a window without both ends: nothing lies before it. */
export function shiftOfWindow(window: DateWindow, when: Exclude<When, 'now'>): Shift | undefined {
  if (isOpenWindow(window)) return undefined;
  if (when === 'last-year') return YEAR;
  if ('days' in window) return { ...DAYS, count: window.days };
  if (window.kind === 'between') return { ...DAYS, count: daysBetween(window.from!, window.to!) + 1 };
  return window.kind === 'this-year' ? YEAR : STEP.month;
}

export function shiftDate(date: LocalDate, { unit, count }: Shift): LocalDate {
  return unit === 'days' ? addDays(date, count) : addMonths(date, count);
}

/** 31 January and a month is the last of February: every day of a month lands in the next one. */
function addMonths(date: LocalDate, count: number): LocalDate {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + count;
  const [year, month] = [Math.floor(months / 12), months % 12];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(Number(date.slice(8, 10)), last);
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}

export interface Bounds {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

export function boundsOf(window: DateWindow, today: LocalDate): Bounds {
  const month = `${today.slice(0, 7)}-01`;
  switch (window.kind) {
    case 'between':
      return window;
    case 'last-days':
      return { from: addDays(today, 1 - window.days), to: today };
    case 'older-than':
      return { from: null, to: addDays(today, -window.days) };
    case 'this-month':
      return { from: month, to: addDays(addMonths(month, 1), -1) };
    case 'last-month':
      return { from: addMonths(month, -1), to: addDays(month, -1) };
    case 'this-year':
      return { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` };
  }
}

/** `2026-11-24`, `2026-W48`, `2026-11`, `2026-Q4`, `2026`: text order is time order. */
export function periodText(date: LocalDate, grain: Grain): string {
  switch (grain) {
    case 'day':
      return date;
    case 'week':
      return isoWeek(date);
    case 'month':
      return date.slice(0, 7);
    case 'quarter':
      return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
    case 'year':
      return date.slice(0, 4);
  }
}

/** A week belongs to the year of its Thursday (ISO 8601). */
function isoWeek(date: LocalDate): string {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const thursday = addDays(date, 3 - weekday);
  const week = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`;
}
