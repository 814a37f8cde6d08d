/**
 * The one way in which names are searched: any words in any order, full-width like plain letters, Chinese also by its
 * pinyin initials, phone numbers by their last digits. What is searched is prepared once; a keystroke only compares.
 */
import { CHINESE, type Initials } from './pinyin-initials.ts';

export interface SearchedText {
  /** Folded text, then the initials of its Chinese words. */
  readonly text: string;
  /** Digits of phone numbers, each followed by the end mark. */
  readonly tails: string;
}

export interface SearchedWord {
  readonly word: string;
  /** What a phone number has to end with; null where the word is no such digits. */
  readonly tail: string | null;
}

export interface SearchedParts {
  readonly names: readonly string[];
  /** Further texts, of which only phone numbers are found. */
  readonly numbers?: readonly string[];
}

const END = '$';
const FEWEST_PHONE_DIGITS = 7;
const FEWEST_TAIL_DIGITS = 4;
const DIGITS = /^[\d\s()+-]+$/;

const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Full-width letters and digits, as Chinese input methods type them, find the plain ones. Most texts of a shop are codes:
 * those are plain already, and normalizing them would cost ten times the rest.
 */
export function foldText(text: string): string {
  return (PLAIN.test(text) ? text : text.normalize('NFKC')).toLowerCase();
}

export function prepareText({ names, numbers = [] }: SearchedParts, initials: Initials): SearchedText {
  const folded = foldText(names.join(' '));
  // Most texts of a shop are codes: nothing of them needs to be spelled.
  const spellings = CHINESE.test(folded) ? folded.split(/\s+/).flatMap(initials) : [];
  const phones = numbers.map(phoneDigits).filter((digits) => digits !== '');
  return {
    text: spellings.length > 0 ? `${folded}\n${spellings.join(' ')}` : folded,
    tails: phones.map((digits) => digits + END).join('')
  };
}

export function wordsOf(query: string): readonly SearchedWord[] {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  return words.map((word) => {
    const digits = DIGITS.test(word) ? word.replace(/\D/g, '') : '';
    return { word, tail: digits.length >= FEWEST_TAIL_DIGITS ? digits + END : null };
  });
}

export function hasWords({ text, tails }: SearchedText, words: readonly SearchedWord[]): boolean {
  return words.every(({ word, tail }) => text.includes(word) || (tail !== null && tails.includes(tail)));
}

/** Whether one of the words is the end of a phone number: whoever types that means the number. */
export function hasTail({ tails }: SearchedText, words: readonly SearchedWord[]): boolean {
  return tails !== '' && words.some(({ tail }) => tail !== null && tails.includes(tail));
}

/** How near what was found is to what was typed: the name itself, its beginning, somewhere in it. */
export const NEARNESS = { same: 0, begins: 1, has: 2 } as const;
export type Nearness = (typeof NEARNESS)[keyof typeof NEARNESS];

/** `spellings` are what the row or command is called, folded, one of them by its code or its initials. */
export function nearnessOf(spellings: readonly string[], [first, ...others]: readonly SearchedWord[]): Nearness {
  if (!first) return NEARNESS.has;
  if (others.length === 0 && spellings.includes(first.word)) return NEARNESS.same;
  return spellings.some((spelling) => spelling.startsWith(first.word)) ? NEARNESS.begins : NEARNESS.has;
}

function phoneDigits(text: string): string {
  if (text.length < FEWEST_PHONE_DIGITS) return '';
  const folded = text.normalize('NFKC');
  const digits = DIGITS.test(folded) ? folded.replace(/\D/g, '') : '';
  return digits.length >= FEWEST_PHONE_DIGITS ? digits : '';
}
