import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { placeholdersIn } from './placeholders.ts';
import { chooseLanguage, createText, localeOf, type MessageKey, type Texts } from './text.ts';
import { zh } from './zh.ts';

describe('texts of the interface', () => {
  test('every key has the same placeholders in both languages', () => {
    for (const key of Object.keys(zh) as MessageKey[])
      expect(placeholdersIn(en[key]), key).toEqual(placeholdersIn(zh[key]));
  });

  test('placeholders are filled, numbers with separators, in whichever language is on screen', () => {
    expect(createText('zh')('import.planning', { done: 500, total: 24_000 })).toBe('正在核对 500 / 24,000 行');
    expect(createText('en')('import.planning', { done: 500, total: 24_000 })).toBe('Checking 500 of 24,000 lines');
  });

  test('a value that looks like a placeholder is not filled again', () => {
    expect(createText('en')('import.reading', { name: '{percent}', percent: 5 })).toBe('Reading {percent}, 5%');
  });

  test('a missing key, a missing value and a value too many are type errors', () => {
    const t = createText('zh');
    // @ts-expect-error no such key
    expect(() => t('import.nowhere')).toThrow();
    // @ts-expect-error the sentence has a placeholder
    expect(t('import.line')).toContain('…');
    // @ts-expect-error the sentence has none
    expect(t('import.title', { line: 1 })).toBe('导入');
    // @ts-expect-error a language without all keys
    const half: Texts = { 'app.name': 'x' };
    expect(half['app.name']).toBe('x');
  });

  test('the first language of the browser that we speak is taken, Chinese where there is none', () => {
    expect(chooseLanguage(['fr-FR', 'en-GB', 'zh-CN'])).toBe('en');
    expect(chooseLanguage(['zh-TW', 'en'])).toBe('zh');
    expect(chooseLanguage(['de'])).toBe('zh');
    expect(localeOf('zh')).toBe('zh-CN');
  });
});
