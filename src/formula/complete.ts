/**
 * What an editor offers while a formula is typed. The text need not be a formula yet, so nothing here parses it: only
 * the brackets and quotation marks before the cursor are followed.
 */
import type { Label } from '#schema/column.ts';
import type { FormulaFunction } from './function-declaration.ts';
import { findFunction, formulaFunctions } from './functions.ts';
import { MAX_FORMULA_CHARACTERS } from './limits.ts';
import { isClosingBracket, isOpeningBracket, writeName } from './name-brackets.ts';
import type { NamedColumn, NamedSpace, Names } from './names.ts';
import { plainName } from './resolve-name.ts';

export interface Suggestion {
  readonly kind: 'function' | 'column' | 'rows';
  readonly label: Label;
  /** What replaces the text from `from` to the cursor. */
  readonly insert: string;
  /** Of a function: its arguments; of a column: where it comes from. */
  readonly detail: Label;
  readonly says?: Label;
}

export interface Completion {
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
  /** The call around the cursor, and which argument of it, from 0. */
  readonly inside?: { readonly called: FormulaFunction; readonly argument: number };
}

export interface CompletionQuestion {
  readonly names: Names;
  readonly table: string;
  readonly text: string;
  readonly cursor: number;
  readonly language: 'zh' | 'en';
}

const MOST = 50;
const WORD = /[\p{L}\p{N}_.]/u;

export function completeAt(question: CompletionQuestion): Completion {
  const before = question.text.slice(0, Math.min(question.cursor, MAX_FORMULA_CHARACTERS));
  const around = follow(before);
  if (around.inText) return { from: before.length, suggestions: [] };
  const inside = around.call ? { inside: around.call } : {};
  if (around.nameFrom !== undefined) return { ...suggestNames(question, { before, from: around.nameFrom }), ...inside };
  let from = before.length;
  while (from > 0 && WORD.test(before[from - 1] as string)) from -= 1;
  const word = plainName(before.slice(from));
  const functions = word === '' ? [] : suggestFunctions(word, question.language);
  const { suggestions: columns } = suggestNames(question, { before, from });
  return { from, suggestions: [...functions, ...(word === '' ? [] : columns)].slice(0, MOST), ...inside };
}

interface Around {
  readonly inText: boolean;
  /** Just behind an opening square bracket that is not closed. */
  readonly nameFrom: number | undefined;
  readonly call: Completion['inside'];
}

function follow(before: string): Around {
  const open: { readonly word: string; commas: number }[] = [];
  let quote = '';
  let nameFrom: number | undefined;
  for (let i = 0; i < before.length; i++) {
    const char = before[i] as string;
    if (quote) quote = closes(quote, char) ? '' : quote;
    else if (nameFrom !== undefined) nameFrom = isClosingBracket(char) ? undefined : nameFrom;
    else if (isOpeningBracket(char)) nameFrom = i + 1;
    else if (char === '"' || char === '“' || char === '”') quote = char;
    else if (char === '(' || char === '（') open.push({ word: wordBefore(before, i), commas: 0 });
    else if (char === ')' || char === '）') open.pop();
    else if (',，;；、'.includes(char)) (open.at(-1) ?? { commas: 0 }).commas += 1;
  }
  const last = open.at(-1);
  const called = last && findFunction(last.word);
  return { inText: quote !== '', nameFrom, call: called && { called, argument: last.commas } };
}

function closes(quote: string, char: string): boolean {
  return quote === '"' ? char === '"' : char === '“' || char === '”';
}

function wordBefore(text: string, end: number): string {
  let start = end;
  while (start > 0 && WORD.test(text[start - 1] as string)) start -= 1;
  return text.slice(start, end);
}

function suggestFunctions(word: string, language: 'zh' | 'en'): readonly Suggestion[] {
  const starting = formulaFunctions.filter(({ name, zh }) =>
    [name, ...zh].some((known) => known.toLowerCase().startsWith(word))
  );
  return starting.map(({ name, zh, takes, says }) => {
    const insert = language === 'zh' && zh.some((known) => known.startsWith(word)) ? (zh[0] as string) : name;
    return { kind: 'function', label: { zh: `${name} ${zh[0]}`, en: name }, insert: `${insert}(`, detail: takes, says };
  });
}

interface TypedName {
  readonly before: string;
  readonly from: number;
}

function suggestNames({ names, table, language }: CompletionQuestion, { before, from }: TypedName) {
  const typed = before.slice(from);
  const isBracketed = isOpeningBracket(before[from - 1] ?? '');
  const { space, done, isBehindRows } = followDots(names, table, typed);
  const wanted = plainName(typed.slice(done.length));
  const columns = done === '' ? inScope(names, table) : columnsOf(names.space(space));
  const rows = isBehindRows ? [] : rowsInto(names, space);
  const known = [...columns, ...rows]
    .filter(({ label, id }) => [label.zh, label.en, id].some((name) => plainName(name).includes(wanted)))
    .toSorted((a, b) => rankOf(a, wanted) - rankOf(b, wanted));
  const suggestions = known.slice(0, MOST).map((one): Suggestion => {
    const full = writeName(done + one.text[language] + (one.kind === 'rows' ? '.' : ''));
    // Behind rows a column still follows, so that bracket stays open.
    const text = one.kind === 'rows' ? full.slice(0, -1) : full;
    return { kind: one.kind, label: one.label, insert: isBracketed ? text.slice(1) : text, detail: one.of };
  });
  return { from, suggestions };
}

interface Known {
  readonly kind: 'column' | 'rows';
  readonly id: string;
  readonly label: Label;
  /** What is written for it. */
  readonly text: Label;
  /** Label of the table it is in. */
  readonly of: Label;
}

function columnsOf(space: NamedSpace | undefined): readonly Known[] {
  if (!space) return [];
  return space.columns.map(({ id, label }) => ({ kind: 'column', id, label, text: label, of: space.label }));
}

/** Where a figure per shop is called like a column of the table itself, its group is named with it. */
function inScope(names: Names, table: string): readonly Known[] {
  const own = columnsOf(names.space(table));
  const taken = new Set(own.flatMap(({ label }) => [label.zh, label.en]));
  const grouped = names.groupsOf(table).flatMap(({ group }) => columnsOf(names.space(group)));
  const apart = grouped.map((one): Known => {
    if (!taken.has(one.label.zh) && !taken.has(one.label.en)) return one;
    return { ...one, text: { zh: `${one.of.zh}.${one.label.zh}`, en: `${one.of.en}.${one.label.en}` } };
  });
  return [...own, ...apart];
}

function rowsInto(names: Names, space: string): readonly Known[] {
  const sources = new Set(names.referrers(space).map(({ from }) => from));
  const label = names.space(space)?.label ?? { zh: '', en: '' };
  return [...sources].flatMap((id): readonly Known[] => {
    const source = names.space(id);
    return source ? [{ kind: 'rows', id, label: source.label, text: source.label, of: label }] : [];
  });
}

/** First what begins with the typed text, then what holds it. */
function rankOf({ label, id }: Known, wanted: string): number {
  return [label.zh, label.en, id].some((name) => plainName(name).startsWith(wanted)) ? 0 : 1;
}

interface Followed {
  readonly space: string;
  /** The part that led there, with its last dot. */
  readonly done: string;
  readonly isBehindRows: boolean;
}

/** Goes along references and rows that are typed in full. */
function followDots(names: Names, table: string, typed: string): Followed {
  let [space, done, isBehindRows] = [table, '', false];
  for (;;) {
    const rest = typed.slice(done.length);
    const dot = rest.search(/[.。．]/);
    if (dot < 0) return { space, done, isBehindRows };
    const name = plainName(rest.slice(0, dot));
    const through = names.space(space)?.columns.find((column) => column.table !== undefined && isCalled(column, name));
    const rows = isBehindRows ? undefined : rowsInto(names, space).find((one) => isCalled(one, name));
    const next = through?.table ?? rows?.id;
    if (next === undefined) return { space, done, isBehindRows };
    // Behind a group per shop there are rows once more: those of this shop.
    isBehindRows ||= !through && !(space === table && names.groupsOf(table).some(({ group }) => group === next));
    space = next;
    done += rest.slice(0, dot + 1);
  }
}

function isCalled({ id, label }: Pick<NamedColumn, 'id' | 'label'>, name: string): boolean {
  return [id, label.zh, label.en].some((known) => plainName(known) === name);
}
