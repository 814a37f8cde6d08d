/** Lens powers in hundredths of a diopter, so that -4.25 D is the integer -425 and sums are exact. */
import { foldWidth } from './money.ts';
import { refuse, succeed, type Result } from './result.ts';

export type Diopter = number & { readonly __unit?: 'D/100' };

/** Labs order in eighths cut to two decimals, so a legal power ends in 00, 12, 25, 37, 50, 62, 75 or 87 (domain 2.1). */
const LEGAL_ENDINGS: ReadonlySet<number> = new Set([0, 12, 25, 37, 50, 62, 75, 87]);

/** Refusals: `not-a-power`, `power-off-step`, `power-out-of-range` (hard limits of domain 2.1: -30.00 … +25.00). */
export function parseDiopter(typed: string): Result<Diopter> {
  const text = foldWidth(typed).replace(/\s/g, '').replace(/D$/i, '');
  if (/^(pl|plano|平光)$/i.test(text)) return succeed(0);
  const match = /^([+-]?)(\d{1,2})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return refuse('not-a-power', { typed });
  const hundredths = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  if (!LEGAL_ENDINGS.has(hundredths % 100)) return refuse('power-off-step', { typed });
  const value = match[1] === '-' && hundredths !== 0 ? -hundredths : hundredths;
  if (value < -3000 || value > 2500) return refuse('power-out-of-range', { typed });
  return succeed(value);
}

/** Always signed, always two decimals: `-425` → `-4.25`, `0` → `0.00`. */
export function formatDiopter(power: Diopter): string {
  const sign = power < 0 ? '-' : power > 0 ? '+' : '';
  return `${sign}${(Math.abs(power) / 100).toFixed(2)}`;
}
