/**
 * How the fill handle goes on: 1, 2 → 3, 4; 2026-01-31 → 2026-02-01; F100 → F101; anything else is repeated. A single
 * plain number is repeated too, as in Excel: prices are filled down far more often than counted up.
 */
import { addDays, daysBetween, isLocalDate } from '#kernel/local-date.ts';

/** `count` texts that follow on `source`, which is not empty. */
export function continueSeries(source: readonly string[], count: number): string[] {
  const next = dateSeries(source) ?? numberSeries(source) ?? codeSeries(source) ?? repeat(source);
  return Array.from({ length: count }, (_, i) => next(i));
}

export interface BlockSize {
  readonly rows: number;
  readonly columns: number;
}

/** Downwards and to the right a fill goes on counting; undefined the other ways, which repeat as the grid does itself. */
export function continueBlock(
  source: readonly (readonly string[])[],
  size: BlockSize,
  direction: string
): string[][] | undefined {
  if (direction === 'right') return source.map((line) => continueSeries(line, size.columns));
  if (direction !== 'down') return undefined;
  const width = source[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, c) =>
    continueSeries(
      source.map((line) => line[c] ?? ''),
      size.rows
    )
  );
  return Array.from({ length: size.rows }, (_, r) => columns.map((column) => column[r]!));
}

type Next = (i: number) => string;

function repeat(source: readonly string[]): Next {
  return (i) => source[i % source.length]!;
}

function dateSeries(source: readonly string[]): Next | null {
  if (!source.every(isLocalDate)) return null;
  const step = stepOf(source.map((text) => daysBetween(source[0]!, text)));
  const last = source[source.length - 1]!;
  return step === null ? null : (i) => addDays(last, step * (i + 1));
}

const NUMBER = /^-?\d+(\.\d{1,4})?$/;

function numberSeries(source: readonly string[]): Next | null {
  if (source.length < 2 || !source.every((text) => NUMBER.test(text))) return null;
  const decimals = Math.max(...source.map((text) => (text.split('.')[1] ?? '').length));
  const scale = 10 ** decimals;
  const whole = source.map((text) => Math.round(Number(text) * scale));
  const step = stepOf(whole);
  const last = whole[whole.length - 1]!;
  return step === null ? null : (i) => ((last + step * (i + 1)) / scale).toFixed(decimals);
}

const CODE = /^(.*?\D)(\d{1,12})$/s;

function codeSeries(source: readonly string[]): Next | null {
  if (source.some((text) => NUMBER.test(text))) return null;
  const parts = source.map((text) => CODE.exec(text));
  const [, stem, digits] = parts[0] ?? [];
  if (stem === undefined || digits === undefined || parts.some((part) => part?.[1] !== stem)) return null;
  const numbers = parts.map((part) => Number(part![2]));
  const step = stepOf(numbers);
  const last = numbers[numbers.length - 1]!;
  if (step === null || step === 0) return null;
  return (i) => stem + String(Math.max(0, last + step * (i + 1))).padStart(digits.length, '0');
}

/** One value alone counts up by one. */
function stepOf(values: readonly number[]): number | null {
  if (values.length < 2) return 1;
  const step = values[1]! - values[0]!;
  return values.every((value, i) => i === 0 || value - values[i - 1]! === step) ? step : null;
}
