/**
 * Text with `*` for anything, `?` for one character and `~` before a sign that means itself, without regard to case. No
 * regular expression is made from input: the pattern is cut at its stars, and its pieces are found one after another from
 * the left, which never has to go back.
 */

/** A piece between stars; null stands for any one character. */
type Piece = readonly (string | null)[];

/** As in Excel; longer patterns are taken as they are. */
const MAX_PATTERN = 255;

export function readPattern(text: string): readonly Piece[] {
  const lower = text.toLowerCase();
  if (text.length > MAX_PATTERN) return [[...lower]];
  const pieces: (string | null)[][] = [[]];
  for (let i = 0; i < lower.length; i++) {
    const char = lower[i] as string;
    const piece = pieces[pieces.length - 1] as (string | null)[];
    if (char === '~' && '*?~'.includes(lower[i + 1] ?? ' ')) piece.push(lower[++i] as string);
    else if (char === '*') pieces.push([]);
    else piece.push(char === '?' ? null : char);
  }
  return pieces;
}

function standsAt(piece: Piece, text: string, at: number): boolean {
  if (at < 0 || at + piece.length > text.length) return false;
  return piece.every((char, i) => char === null || char === text[at + i]);
}

function nextPlace(piece: Piece, text: string, from: number): number {
  for (let at = from; at + piece.length <= text.length; at++) if (standsAt(piece, text, at)) return at;
  return -1;
}

/** Whether the whole text fits the pattern. */
export function fitsPattern(pieces: readonly Piece[], text: string): boolean {
  const lower = text.toLowerCase();
  const [first = [], ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return lower.length === first.length && standsAt(first, lower, 0);
  if (!standsAt(first, lower, 0)) return false;
  let at = first.length;
  for (const piece of others) {
    const place = nextPlace(piece, lower, at);
    if (place < 0) return false;
    at = place + piece.length;
  }
  return lower.length - last.length >= at && standsAt(last, lower, lower.length - last.length);
}

export interface SearchedText {
  readonly text: string;
  readonly start: number;
  /** False once there is no budget for more. */
  readonly spendOn: (characters: number) => boolean;
}

/** Where the pattern first stands at or behind `start`, or -1. */
export function positionOf(pattern: string, { text, start, spendOn }: SearchedText): number {
  if (!spendOn(text.length * Math.min(pattern.length, MAX_PATTERN))) return -1;
  const lower = text.toLowerCase();
  const [first = [], ...others] = readPattern(pattern);
  const found = nextPlace(first, lower, start);
  let at = found + first.length;
  for (const piece of found < 0 ? [] : others) {
    const place = nextPlace(piece, lower, at);
    if (place < 0) return -1;
    at = place + piece.length;
  }
  return found;
}
