/**
 * Text → tokens. What Chinese input methods type in place of ASCII punctuation is read as that punctuation, because nobody
 * switches the keyboard for a comma. Outside texts and names every sign must be known: a zero-width or right-to-left
 * mark would make a formula read differently from what it does.
 */
import { refuse, succeed, type Refusal, type Result } from '#kernel/result.ts';
import { isOpeningBracket, readName } from './name-brackets.ts';
import type { BinaryOperator, Place } from './syntax-tree.ts';

export type Token = Place &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'name'; readonly text: string }
    | { readonly kind: 'word'; readonly text: string }
    | { readonly kind: 'operator'; readonly text: BinaryOperator }
    | { readonly kind: '(' | ')' | ',' | '%' | 'end' }
  );

const AS_ASCII: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  '（': '(',
  '）': ')',
  '，': ',',
  '、': ',',
  '；': ',',
  ';': ',',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '≤': '<=',
  '≥': '>=',
  '≠': '<>',
  '＋': '+',
  '－': '-',
  '−': '-',
  '＊': '*',
  '×': '*',
  '／': '/',
  '÷': '/',
  '＾': '^',
  '＆': '&',
  '％': '%',
  '．': '.'
});

const OPERATORS: ReadonlySet<string> = new Set(['+', '-', '*', '/', '^', '&', '=', '<>', '<', '<=', '>', '>=']);
const BLANK = /[ \t\r\n\u00a0\u3000]/;
const WORD = /[\p{L}\p{N}_.$:]/u;
const CURLY = /[“”]/;

function plain(char: string): string {
  if (char >= '０' && char <= '９') return String.fromCharCode(char.charCodeAt(0) - 0xfee0);
  return AS_ASCII[char] ?? char;
}

export function readTokens(source: string): Result<readonly Token[]> {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    if (BLANK.test(source[at] as string)) {
      at += 1;
      continue;
    }
    const read = readToken(source, at);
    if (!read.ok) return read;
    tokens.push(read.value);
    at += read.value.length;
  }
  tokens.push({ kind: 'end', at, length: 0 });
  return succeed(tokens);
}

function readToken(source: string, at: number): Result<Token> {
  const typed = source[at] as string;
  const char = plain(typed);
  if (typed === '"' || CURLY.test(typed)) return readText(source, at);
  if (isOpeningBracket(typed)) return readBracketed(source, at);
  if (/[0-9.]/.test(char)) return readNumber(source, at);
  if (char === '(' || char === ')' || char === ',' || char === '%') return succeed({ kind: char, at, length: 1 });
  const operator = readOperator(source, at);
  if (operator) return succeed(operator);
  const word = readWord(source, at);
  return word ? succeed(word) : unexpected(source, at);
}

function readOperator(source: string, at: number): Token | null {
  const first = plain(source[at] as string);
  const two = first + plain(source[at + 1] ?? '');
  if (first.length === 1 && two.length === 2 && OPERATORS.has(two))
    return { kind: 'operator', text: two as BinaryOperator, at, length: 2 };
  return OPERATORS.has(first) ? { kind: 'operator', text: first as BinaryOperator, at, length: 1 } : null;
}

/** A doubled quotation mark stands for one. Curly marks end what curly marks began. */
function readText(source: string, at: number): Result<Token> {
  const isClosing = source[at] === '"' ? (c: string) => c === '"' : (c: string) => CURLY.test(c);
  let value = '';
  for (let i = at + 1; i < source.length; i++) {
    const char = source[i] as string;
    if (!isClosing(char)) value += char;
    else if (source[i + 1] === char) value += source[i++];
    else return succeed({ kind: 'text', value, at, length: i + 1 - at });
  }
  const place = { at, length: source.length - at };
  return refuse('formula-text-not-closed', { at: place.at + 1, length: place.length });
}

function readBracketed(source: string, at: number): Result<Token> {
  const { text, end, closed } = readName(source, at + 1);
  const place = { at, length: end - at };
  if (!closed) return refuse('formula-name-not-closed', { at: place.at + 1, length: place.length });
  return succeed({ kind: 'name', text, ...place });
}

function readNumber(source: string, at: number): Result<Token> {
  let end = at;
  let digits = '';
  while (/[0-9.]/.test(plain(source[end] ?? ''))) digits += plain(source[end++] as string);
  const exponent = /^[eE][+-]?[0-9]{1,6}/.exec(source.slice(end, end + 8))?.[0] ?? '';
  const place = { at, length: end + exponent.length - at };
  const value = Number(digits + exponent);
  if (Number.isNaN(value)) return unexpected(source, at);
  if (!Number.isFinite(value)) return refuse('formula-number-too-large', { at: place.at + 1, length: place.length });
  return succeed({ kind: 'number', value, ...place });
}

function readWord(source: string, at: number): Token | null {
  let end = at;
  while (end < source.length) {
    const char = String.fromCodePoint(source.codePointAt(end) as number);
    if (!WORD.test(char)) break;
    end += char.length;
  }
  return end === at ? null : { kind: 'word', text: source.slice(at, end), at, length: end - at };
}

function unexpected(source: string, at: number): Refusal {
  const point = source.codePointAt(at) as number;
  const char = String.fromCodePoint(point);
  // What cannot be seen is named by its number.
  const found = /[\p{C}\p{Z}\p{M}]/u.test(char) ? `U+${point.toString(16).toUpperCase().padStart(4, '0')}` : char;
  return refuse('formula-unexpected', { at: at + 1, length: char.length, found });
}
