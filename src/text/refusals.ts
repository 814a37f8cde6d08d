/**
 * A refusal → a sentence: what happened and what to do next. The rule is the name of one sentence in each language; a
 * rule without a sentence turns the test beside this file red.
 */
import type { Refusal } from '#kernel/result.ts';
import { fillPlaceholders, type TextValues } from './placeholders.ts';
import { refusalsEn } from './refusals-en.ts';
import { refusalsZh } from './refusals-zh.ts';
import type { Language } from './text.ts';

export type KnownRule = keyof typeof refusalsZh;

const SENTENCES: Readonly<Record<Language, Readonly<Record<KnownRule, string>>>> = { zh: refusalsZh, en: refusalsEn };

/** Longer values (a pasted page, a list of twenty choices) would bury the sentence. */
const SHOWN_CHARACTERS = 80;

export function isKnownRule(rule: string): rule is KnownRule {
  return Object.hasOwn(refusalsZh, rule);
}

/**
 * A value that differs between the languages comes twice, `what` and `whatEn`; sentences say `{what}` in both. A rule of
 * a newer relay, which this page has no sentence for, is named as it is.
 */
export function refusalSentence({ rule, values }: Pick<Refusal, 'rule' | 'values'>, language: Language): string {
  if (!isKnownRule(rule)) return fillPlaceholders(SENTENCES[language]['unknown-rule'], { rule });
  return fillPlaceholders(SENTENCES[language][rule], shownValues(values, language));
}

function shownValues(values: TextValues, language: Language): TextValues {
  const shown = Object.entries(values).map(([name, value]) => {
    const own = language === 'en' ? (values[`${name}En`] ?? value) : value;
    return [
      name,
      typeof own === 'string' && own.length > SHOWN_CHARACTERS ? `${own.slice(0, SHOWN_CHARACTERS)}…` : own
    ];
  });
  return Object.fromEntries(shown) as TextValues;
}
