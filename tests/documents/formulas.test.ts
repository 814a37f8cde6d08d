/** The manual's page on formulas: it lists the functions that there are, and what it shows can be typed. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileFormula } from '#formula/compile.ts';
import { formulaFunctions } from '#formula/functions.ts';
import { namesOfSchema } from '#formula/schema-names.ts';
import { modules } from '#modules/index.ts';
import { createSchema } from '#schema/module.ts';
import { refusalSentence } from '#text/refusals.ts';

const manual = readFileSync(new URL('../../docs/manual/zh/formulas.md', import.meta.url), 'utf8');
const names = namesOfSchema(createSchema(modules));

/** `| NAME | 中文名 | what it does | example |` */
const listed = [...manual.matchAll(/^\| ([A-Z][A-Z0-9]*) \| (\S+) \| [^|]+ \| `([^`]+)`/gm)].map((line) => ({
  name: line[1]!,
  zh: line[2]!,
  example: line[3]!
}));

function problemOf(text: string): string | null {
  const label = { zh: '算', en: 'Own' };
  const formula = compileFormula({ names, table: 'catalogue.products', text, label });
  return formula.ok ? null : `${text}: ${refusalSentence(formula, 'zh')}`;
}

test('every function has its line, with its first Chinese name, and no other is listed', () => {
  const known = formulaFunctions.map(({ name, zh }) => `${name} ${zh[0]}`).sort();
  expect(listed.map(({ name, zh }) => `${name} ${zh}`).sort()).toEqual(known);
});

test('every example can be typed for a product, in the manual and in the editor', () => {
  const examples = [...listed, ...formulaFunctions].map(({ example }) => example);
  expect(examples.map(problemOf).filter((problem) => problem !== null)).toEqual([]);
});
