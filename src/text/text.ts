/**
 * Texts of the interface in the language on screen.
 *
 * Our own few lines instead of a library, because the usual one (Paraglide) brings 600 MB of packages and reloads the
 * page to change the language, in the middle of somebody's entry. Here a language is a value: whoever holds `t` in
 * reactive state shows the other language at once. A missing key, and a placeholder not filled, are type errors.
 * There are no plural forms: Chinese has none, and the English sentences are written to do without.
 */
import type { Label } from '#schema/column.ts';
import { en } from './en.ts';
import { fillPlaceholders, type TextValues } from './placeholders.ts';
import { zh } from './zh.ts';

export type Language = 'zh' | 'en';
export const LANGUAGES: readonly Language[] = ['zh', 'en'];

export type MessageKey = keyof typeof zh;
export type Texts = Readonly<Record<MessageKey, string>>;

/** `'{done} / {total}'` → `'done' | 'total'` */
type PlaceholdersOf<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never;

type Fillings<K extends MessageKey> = [PlaceholdersOf<(typeof zh)[K]>] extends [never]
  ? []
  : [values: Readonly<Record<PlaceholdersOf<(typeof zh)[K]>, string | number>>];

export type Translate = <K extends MessageKey>(key: K, ...values: Fillings<K>) => string;

const TEXTS: Readonly<Record<Language, Texts>> = { zh, en };

export function createText(language: Language): Translate {
  const texts = TEXTS[language];
  return (key, ...[values]) => fillPlaceholders(texts[key], (values ?? {}) as TextValues);
}

export function labelIn(language: Language, label: Label): string {
  return label[language];
}

/** What `<html lang>` and `Intl` want. */
export function localeOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en';
}

/** The first of a browser's languages that we speak; Chinese for everybody else, since the shops are Chinese. */
export function chooseLanguage(wanted: readonly string[]): Language {
  const spoken = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return LANGUAGES.find((language) => language === spoken.find((tag) => tag === 'zh' || tag === 'en')) ?? 'zh';
}
