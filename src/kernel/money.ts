/**
 * Money is an integer number of fen (1 yuan = 100 fen). Fractions of a fen do not exist: whoever divides an amount says
 * where the odd fen goes.
 */
import { refuse, succeed, type Result } from './result.ts';

export type Money = number & { readonly __unit?: 'fen' };

/** Ten billion yuan: far above any shop, far below the point where doubles lose a fen. */
export const MAX_FEN = 1_000_000_000_000;

const FULL_WIDTH = /[０-９．，－￥]/g;
const FULL_WIDTH_ASCII: Readonly<Record<string, string>> = { '．': '.', '，': ',', '－': '-', '￥': '¥' };

/** Full-width digits and signs, as Chinese input methods and old POS exports write them, to ASCII. */
export function foldWidth(text: string): string {
  return text.replace(FULL_WIDTH, (c) => FULL_WIDTH_ASCII[c] ?? String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}

/**
 * Reads an amount as people type it: `1280`, `1,280.00`, `¥１２８０`, `1280元`.
 * Refusals: `not-an-amount`, `too-many-decimals` (a fen is the smallest coin), `amount-too-large`.
 */
export function parseMoney(typed: string): Result<Money> {
  const text = foldWidth(typed)
    .replace(/[¥元\s]/g, '')
    .replace(/(\d),(?=\d{3}(?:\D|$))/g, '$1');
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) return refuse('not-an-amount', { typed });
  const decimals = match[3] ?? '';
  if (decimals.length > 2) return refuse('too-many-decimals', { typed });
  const fen = Number(match[2]) * 100 + Number(decimals.padEnd(2, '0'));
  if (fen > MAX_FEN) return refuse('amount-too-large', { typed });
  return succeed(match[1] ? -fen : fen);
}

/** `128000` → `1,280.00`; no currency sign: the column heading says what it is. */
export function formatMoney(fen: Money): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(fen) / 100).toString();
  const cents = (Math.abs(fen) % 100).toString().padStart(2, '0');
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}
