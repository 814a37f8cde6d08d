/**
 * Which passwords are too easy to guess. No "one capital, one digit": that gives `Woaini1314!`. Instead everything a
 * guesser tries first (common words, pinyin, names, dates, runs on the keyboard) is taken out; what remains must still
 * be something. All digits is refused at any length, since in practice it is a telephone or an identity number.
 */
import { refuse, type Refusal } from '#kernel/result.ts';
import { weakWords } from './weak-passwords.ts';

export const LEAST_CHARACTERS = 10;
/** What must remain, and how many different characters there must be. */
const LEAST_REST = 4;
const LEAST_DISTINCT = 5;
const SHORTEST_RUN = 3;

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const DATES = /(?:19|20)\d\d(?:[-./]?(?:0[1-9]|1[0-2])[-./]?(?:0[1-9]|[12]\d|3[01]))?/g;
const LEET: Readonly<Record<string, string>> = { '@': 'a', $: 's', '0': 'o', '1': 'i', '3': 'e', '5': 's' };
/** Stands where something was taken out, so that its neighbours do not become a word. */
const GAP = '\u0000';

export interface PasswordContext {
  readonly signIn: string;
  /** Further words that anybody would guess: the person's and the shops' names. */
  readonly names: readonly string[];
}

/** The form in which passwords are compared and hashed: full-width `ＡＢ１` from an input method is `AB1`. */
export function canonicalPassword(typed: string): string {
  return typed.normalize('NFKC');
}

/** Refusals: `password-too-short`, `password-contains-name`, `password-too-weak`. Null when it may be used. */
export function checkPassword(typed: string, { signIn, names }: PasswordContext): Refusal | null {
  const password = canonicalPassword(typed).toLowerCase();
  if ([...password].length < LEAST_CHARACTERS) return refuse('password-too-short', { least: LEAST_CHARACTERS });
  if (password.includes(signIn.normalize('NFKC').toLowerCase())) return refuse('password-contains-name', { signIn });
  return isWeak(password, names) ? refuse('password-too-weak') : null;
}

function isWeak(password: string, names: readonly string[]): boolean {
  if (/^\d+$/.test(password) || new Set(password).size < LEAST_DISTINCT) return true;
  const own = names.map((name) => canonicalPassword(name).trim().toLowerCase()).filter((name) => name.length > 1);
  const words = [...own, ...weakWords].sort((a, b) => b.length - a.length);
  const plain = takeOutRuns(takeOutWords(password.replace(DATES, GAP), words));
  const leet = takeOutWords(
    plain.replace(/[@$0135]/g, (c) => LEET[c] ?? c),
    words
  );
  return leet.replaceAll(GAP, '').length < LEAST_REST;
}

function takeOutWords(text: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replaceAll(word, GAP), text);
}

/** Takes out three or more equal characters, and three or more neighbours of a keyboard row in either direction. */
function takeOutRuns(text: string): string {
  let rest = '';
  for (let from = 0; from < text.length;) {
    const length = runLength(text, from);
    rest += length >= SHORTEST_RUN ? GAP : text.slice(from, from + 1);
    from += length >= SHORTEST_RUN ? length : 1;
  }
  return rest;
}

function runLength(text: string, from: number): number {
  const lengths = [-1, 0, 1].map((step) => {
    let to = from + 1;
    while (to < text.length && isStep(text[to - 1] ?? '', text[to] ?? '', step)) to++;
    return to - from;
  });
  return Math.max(...lengths);
}

function isStep(before: string, after: string, step: number): boolean {
  if (step === 0) return before === after;
  return ROWS.some((row) => row.includes(step > 0 ? before + after : after + before));
}
