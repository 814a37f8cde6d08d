/**
 * The formats of TEXT: `0.00`, `#,##0`, `0%`, with words around them, and dates such as `yyyy-mm-dd` or `m月d日`. What is
 * not known is an error, never a guess.
 */
import { dayToCalendar } from './day-number.ts';
import { roundTo } from './decimal.ts';

const MAX_FORMAT = 100;
const NUMBER_FORMAT = /^([^#0.,%]*)([#0,]*)(?:(\.)([0#]*))?(%?)([^#0.,%]*)$/;
/** Above it a double has no digit behind the point to show. */
const LARGEST = 1e15;

export function isDateFormat(format: string): boolean {
  return /[yd]/i.test(format) || format.includes('aaa');
}

/** Undefined: the format, or a number as large as this, is not known. */
export function formatNumber(x: number, format: string): string | undefined {
  const parts = format.length <= MAX_FORMAT ? NUMBER_FORMAT.exec(format) : null;
  if (!parts) return undefined;
  const [, before = '', whole = '', point = '', decimals = '', percent = '', behind = ''] = parts;
  if (whole === '' && decimals === '') return undefined;
  const scaled = Math.abs(percent ? x * 100 : x);
  if (scaled >= LARGEST || decimals.length > 20) return undefined;
  const text = roundTo(scaled, decimals.length).toFixed(decimals.length);
  const [digits = '', shown = ''] = text.split('.');
  const least = whole.replaceAll(/[#,]/g, '').length;
  const padded = (digits === '0' && least === 0 ? '' : digits).padStart(least, '0');
  const grouped = whole.includes(',') ? padded.replace(/\B(?=(\d{3})+$)/g, ',') : padded;
  const kept = dropOptional(shown, decimals);
  const sign = x < 0 && /[1-9]/.test(text) ? '-' : '';
  return `${sign}${before}${grouped}${kept ? point + kept : ''}${percent}${behind}`;
}

/** Zeros at the end go where the format has `#`. */
function dropOptional(shown: string, format: string): string {
  let end = shown.length;
  while (end > 0 && format[end - 1] === '#' && shown[end - 1] === '0') end -= 1;
  return shown.slice(0, end);
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

export function formatDay(day: number, format: string): string | undefined {
  if (format.length > MAX_FORMAT) return undefined;
  const { year, month, day: of } = dayToCalendar(day);
  const weekday = WEEKDAYS[(day + 6) % 7] as string;
  const words: Readonly<Record<string, string>> = {
    yyyy: String(year),
    yy: String(year).slice(-2),
    mm: String(month).padStart(2, '0'),
    m: String(month),
    dd: String(of).padStart(2, '0'),
    d: String(of),
    aaaa: `星期${weekday}`,
    aaa: weekday
  };
  let isKnown = true;
  const text = format.replace(/[a-z]+/gi, (letters) => {
    const word = Object.hasOwn(words, letters.toLowerCase()) ? words[letters.toLowerCase()] : undefined;
    isKnown &&= word !== undefined;
    return word ?? '';
  });
  return isKnown ? text : undefined;
}
