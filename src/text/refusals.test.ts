import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refuse } from '#kernel/result.ts';
import { placeholdersIn } from './placeholders.ts';
import { refusalsEn } from './refusals-en.ts';
import { isKnownRule, refusalSentence, type KnownRule } from './refusals.ts';
import { refusalsZh } from './refusals-zh.ts';

const root = new URL('../../', import.meta.url).pathname;

/** The rules that a source names: every quoted name before the first comma of `refuse(…`, or after `rule:`. */
function rulesIn(source: string): string[] {
  const places = source.matchAll(/\b(?:refuse\(|rule:|patternRule:)([^,)}\n]*(?:\n\s*'[^,)}\n]*)?)/g);
  return [...places].flatMap((place) =>
    [...(place[1] ?? '').matchAll(/'([a-z][a-z0-9-]*)'/g)].map((m) => m[1] as string)
  );
}

function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$/.test(name))
    .map((name) => join(folder, name));
}

const sources = [...sourcesOf('src'), ...sourcesOf('sync-server')];

describe('sentences for refusals', () => {
  test('every rule that any source can refuse by has one in both languages', () => {
    const speechless = sources.flatMap((path) =>
      rulesIn(readFileSync(join(root, path), 'utf8'))
        .filter((rule) => !isKnownRule(rule))
        .map((rule) => `${path}: ${rule}`)
    );
    expect(speechless).toEqual([]);
  });

  test('the search finds rules in every way they are written', () => {
    const source = `refuse('a-b'), refuse(\n 'c-d', { e: 'no-f' }), { rule: 'g' }, refuse(x ? 'h' : 'i', v), patternRule: 'j'`;
    expect(rulesIn(source)).toEqual(['a-b', 'c-d', 'g', 'h', 'i', 'j']);
    expect(sources.length).toBeGreaterThan(50);
  });

  test('both languages say the same values, and say what to do: two sentences, or one with a way out', () => {
    for (const rule of Object.keys(refusalsZh) as KnownRule[]) {
      expect(placeholdersIn(refusalsEn[rule]), rule).toEqual(placeholdersIn(refusalsZh[rule]));
      expect(refusalsZh[rule], rule).toMatch(/。$/);
      expect(refusalsEn[rule], rule).toMatch(/\.$/);
      expect(refusalsZh[rule].split(/[。；，]/).length, rule).toBeGreaterThan(2);
    }
  });

  test('what a sentence wants to name, somebody who refuses by it gives', () => {
    const all = sources.map((path) => readFileSync(join(root, path), 'utf8')).join('\n');
    const ungiven = (Object.keys(refusalsZh) as KnownRule[]).flatMap((rule) => {
      // A rule that is declared (`rule:`, `patternRule:`) is refused by in one place, which gives what was typed.
      const given = ['typed', ...all.matchAll(new RegExp(`refuse\\(\\s*'${rule}'([^;]{0,300})`, 'g'))].join(' ');
      return placeholdersIn(refusalsZh[rule])
        .filter((name) => !new RegExp(`\\b${name}\\b`).test(given))
        .map((name) => `${rule}: {${name}}`);
    });
    expect(ungiven).toEqual(['unknown-rule: {rule}']);
  });

  test('values are filled in, numbers with separators', () => {
    const refusal = refuse('cell-too-long', { length: 40_000, limit: 32_767 });
    expect(refusalSentence(refusal, 'zh')).toBe('内容有 40,000 个字符，超过一格的上限 32,767。请缩短后再试。');
    expect(refusalSentence(refusal, 'en')).toBe(
      'The text has 40,000 characters, a cell holds 32,767. Shorten it and try again.'
    );
  });

  test('a value that differs between the languages is shown in the right one', () => {
    const refusal = refuse('no-such-reference', { typed: 'wuhan', what: '门店', whatEn: 'Shops' });
    expect(refusalSentence(refusal, 'zh')).toContain('门店里没有“wuhan”');
    expect(refusalSentence(refusal, 'en')).toContain('Shops has no “wuhan”');
  });

  test('a very long value does not bury the sentence', () => {
    const sentence = refusalSentence(refuse('not-an-amount', { typed: '9'.repeat(40_000) }), 'en');
    expect(sentence.length).toBeLessThan(200);
  });

  test('a rule of a newer relay is named instead of hidden', () => {
    expect(refusalSentence(refuse('moon-is-full'), 'en')).toContain('moon-is-full');
    expect(refusalSentence(refuse('constructor'), 'zh')).toContain('constructor');
  });
});
