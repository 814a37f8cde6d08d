/**
 * Names in square brackets. As in Excel's tables an apostrophe before `[`, `]` or another apostrophe stands for that
 * sign itself, so that any label can be written.
 */
const ESCAPED = new Set(["'", '[', ']', '［', '］', '【', '】']);

export function isOpeningBracket(char: string): boolean {
  return char === '[' || char === '［' || char === '【';
}

export function isClosingBracket(char: string): boolean {
  return char === ']' || char === '］' || char === '】';
}

export interface ReadName {
  readonly text: string;
  /** Just behind the closing bracket. */
  readonly end: number;
  readonly closed: boolean;
}

/** `start` is just behind the opening bracket. */
export function readName(source: string, start: number): ReadName {
  let text = '';
  for (let i = start; i < source.length; i++) {
    const char = source[i] as string;
    if (char === "'" && ESCAPED.has(source[i + 1] ?? '')) text += source[++i] as string;
    else if (isClosingBracket(char)) return { text, end: i + 1, closed: true };
    else if (isOpeningBracket(char)) return { text, end: i, closed: false };
    else text += char;
  }
  return { text, end: source.length, closed: false };
}

/** An apostrophe is left alone where it could not be taken for the sign of an escape. */
export function writeName(text: string): string {
  const chars = [...text];
  const escaped = chars.map((char, i) => {
    if (char === "'") return ESCAPED.has(chars[i + 1] ?? ']') ? "''" : char;
    return ESCAPED.has(char) ? `'${char}` : char;
  });
  return `[${escaped.join('')}]`;
}
