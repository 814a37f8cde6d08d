/**
 * Dates, in whole days. TODAY and NOW are not offered: a computed cell must be the same on every replica, also for
 * somebody who was offline over midnight.
 */
import { isCellError, type CellError } from '#schema/computed.ts';
import { formulaError } from './cell-errors.ts';
import { calendarToDay, dayToCalendar, daysInMonth, isDayNumber, type CalendarDay } from './day-number.ts';
import { wholeAt, type Arguments, type FormulaFunction } from './function-declaration.ts';
import { toNumber, type Value } from './value.ts';

function dayAt(args: Arguments, index: number): number | CellError {
  const number = toNumber(args.value(index));
  if (isCellError(number)) return number;
  const day = Math.floor(number);
  return isDayNumber(day) ? day : formulaError('no-such-day');
}

function asDate(day: number): Value {
  return isDayNumber(day) ? { day } : formulaError('no-such-day');
}

function partOf(read: (calendar: CalendarDay) => number) {
  return (args: Arguments): Value => {
    const day = dayAt(args, 0);
    return isCellError(day) ? day : read(dayToCalendar(day));
  };
}

function makeDate(args: Arguments): Value {
  const [year, month, day] = [wholeAt(args, 0, 0), wholeAt(args, 1, 0), wholeAt(args, 2, 0)];
  if (isCellError(year)) return year;
  if (isCellError(month)) return month;
  if (isCellError(day)) return day;
  return Math.abs(month) > 120_000 ? formulaError('no-such-day') : asDate(calendarToDay({ year, month, day }));
}

/** The same day so many months on; the last of the month where there is no such day. */
function monthsOn({ year, month, day }: CalendarDay, months: number): number {
  const target = { year, month: month + months, day: 1 };
  const length = daysInMonth(target.year, target.month);
  return calendarToDay({ ...target, day: Math.min(day, length) });
}

function shiftMonths(to: (calendar: CalendarDay, months: number) => number) {
  return (args: Arguments): Value => {
    const [day, months] = [dayAt(args, 0), wholeAt(args, 1, 0)];
    if (isCellError(day)) return day;
    if (isCellError(months)) return months;
    return Math.abs(months) > 120_000 ? formulaError('no-such-day') : asDate(to(dayToCalendar(day), months));
  };
}

/** 1: Sunday is 1; 2: Monday is 1; 3: Monday is 0. Day 1 of the count was a Sunday. */
function weekday(args: Arguments): Value {
  const [day, type] = [dayAt(args, 0), wholeAt(args, 1, 1)];
  if (isCellError(day)) return day;
  if (isCellError(type)) return type;
  if (type === 1) return ((day + 6) % 7) + 1;
  if (type === 2) return ((day + 5) % 7) + 1;
  return type === 3 ? (day + 5) % 7 : formulaError('out-of-range', args.name);
}

function daysApart(args: Arguments): Value {
  const [end, start] = [dayAt(args, 0), dayAt(args, 1)];
  if (isCellError(end)) return end;
  return isCellError(start) ? start : end - start;
}

/** Whole years, months or days; from the later to the earlier is an error, as in Excel. */
function dateDif(args: Arguments): Value {
  const [start, end, unit] = [dayAt(args, 0), dayAt(args, 1), args.value(2)];
  if (isCellError(start)) return start;
  if (isCellError(end)) return end;
  if (isCellError(unit)) return unit;
  if (start > end) return formulaError('out-of-range', args.name);
  const [from, to] = [dayToCalendar(start), dayToCalendar(end)];
  const months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
  switch (typeof unit === 'string' ? unit.toUpperCase() : '') {
    case 'D':
    case '天':
      return end - start;
    case 'M':
    case '月':
      return months;
    case 'Y':
    case '年':
      return Math.floor(months / 12);
    case 'YM':
      return months % 12;
    case 'MD':
      return end - monthsOn(from, months);
    case 'YD':
      return end - monthsOn(from, months - (months % 12));
    default:
      return formulaError('out-of-range', args.name);
  }
}

/** Monday to Friday, both ends counted; holidays differ from year to year and are not known here. */
function workDays(args: Arguments): Value {
  const [start, end] = [dayAt(args, 0), dayAt(args, 1)];
  if (isCellError(start)) return start;
  if (isCellError(end)) return end;
  const [low, high] = start <= end ? [start, end] : [end, start];
  const count = workDaysBefore(high + 1) - workDaysBefore(low);
  return start <= end ? count : -count;
}

/** Of the days 2 … day - 1; day 2 of the count was a Monday. */
function workDaysBefore(day: number): number {
  const days = day - 2;
  return Math.floor(days / 7) * 5 + Math.min(days % 7, 5);
}

const oneDate = { takes: { zh: '日期', en: 'date' }, least: 1, most: 1, gives: 'number' } as const;
const plusMonths = { takes: { zh: '日期, 月数', en: 'date, months' }, least: 2, most: 2, gives: 'date' } as const;

export const dateFunctions: readonly FormulaFunction[] = [
  {
    name: 'DATE',
    zh: ['日期'],
    takes: { zh: '年, 月, 日', en: 'year, month, day' },
    least: 3,
    most: 3,
    gives: 'date',
    says: { zh: '由年月日得到日期', en: 'A date from its parts' },
    example: 'DATE(2026, 12, 31)',
    body: makeDate
  },
  {
    name: 'DATEVALUE',
    zh: ['日期值'],
    takes: { zh: '文字', en: 'text' },
    least: 1,
    most: 1,
    gives: 'date',
    says: { zh: '把文字读成日期', en: 'Text read as a date' },
    example: 'DATEVALUE("2026-12-31")',
    body: (args) => {
      const day = dayAt(args, 0);
      return isCellError(day) ? day : { day };
    }
  },
  {
    name: 'YEAR',
    zh: ['年', '年份'],
    ...oneDate,
    says: { zh: '年份', en: 'The year' },
    example: 'YEAR([失效日期])',
    body: partOf(({ year }) => year)
  },
  {
    name: 'MONTH',
    zh: ['月', '月份'],
    ...oneDate,
    says: { zh: '月份', en: 'The month' },
    example: 'MONTH([失效日期])',
    body: partOf(({ month }) => month)
  },
  {
    name: 'DAY',
    zh: ['日', '几号'],
    ...oneDate,
    says: { zh: '几号', en: 'The day of the month' },
    example: 'DAY([失效日期])',
    body: partOf(({ day }) => day)
  },
  {
    name: 'WEEKDAY',
    zh: ['星期'],
    takes: { zh: '日期, 方式', en: 'date, type' },
    least: 1,
    most: 2,
    gives: 'number',
    says: { zh: '星期几；方式 2 时星期一为 1', en: 'The day of the week; type 2 begins with Monday' },
    example: 'WEEKDAY([失效日期], 2)',
    body: weekday
  },
  {
    name: 'EDATE',
    zh: ['加月', '月后日期'],
    ...plusMonths,
    says: { zh: '几个月以后的同一天', en: 'The same day some months later' },
    example: 'EDATE([失效日期], -6)',
    body: shiftMonths(monthsOn)
  },
  {
    name: 'EOMONTH',
    zh: ['月末'],
    ...plusMonths,
    says: { zh: '几个月以后的月末', en: 'The end of the month some months later' },
    example: 'EOMONTH([失效日期], 0)',
    body: shiftMonths(({ year, month }, months) => calendarToDay({ year, month: month + months + 1, day: 0 }))
  },
  {
    name: 'DATEDIF',
    zh: ['日期差'],
    takes: { zh: '开始, 结束, 单位', en: 'start, end, unit' },
    least: 3,
    most: 3,
    gives: 'number',
    says: { zh: '相差几年 "Y"、几月 "M" 或几天 "D"', en: 'Whole years "Y", months "M" or days "D" between' },
    example: 'DATEDIF(DATE(2026,1,1), [失效日期], "M")',
    body: dateDif
  },
  {
    name: 'DAYS',
    zh: ['天数'],
    takes: { zh: '结束, 开始', en: 'end, start' },
    least: 2,
    most: 2,
    gives: 'number',
    says: { zh: '相差几天', en: 'Days between' },
    example: 'DAYS([失效日期], DATE(2026,1,1))',
    body: daysApart
  },
  {
    name: 'NETWORKDAYS',
    zh: ['工作日数'],
    takes: { zh: '开始, 结束', en: 'start, end' },
    least: 2,
    most: 2,
    gives: 'number',
    says: { zh: '星期一到五有几天，首尾都算', en: 'Days from Monday to Friday, both ends counted' },
    example: 'NETWORKDAYS(DATE(2026,11,1), DATE(2026,11,30))',
    body: workDays
  }
];
