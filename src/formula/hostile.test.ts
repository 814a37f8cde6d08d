/**
 * Formulas that mean harm, or come from a paste gone wrong. Each gives a value, an error in its cell or a refusal that
 * says where; the work is counted in steps, so the bound does not depend on the machine.
 */
import { describe, expect, test } from 'vitest';
import { isCellError } from '#schema/computed.ts';
import { MAX_CELL_CHARACTERS } from '#schema/limits.ts';
import { withoutCycles, refuseCycle, type OwnColumn } from './cycle.ts';
import { MAX_FORMULA_CHARACTERS, MAX_NESTING, MAX_PARTS, MAX_STEPS } from './limits.ts';
import { parseFormula } from './parse.ts';
import { compileFormula } from './compile.ts';
import { compiled, ROW, schema, TABLE } from './small-house.fixture.ts';
import { createSchema } from '#schema/module.ts';
import { namesOfSchema } from './schema-names.ts';

interface Outcome {
  /** The value, the code of the error, or `! rule` of the refusal. */
  readonly is: unknown;
  readonly steps: number;
  readonly at?: number;
}

function outcomeOf(text: string): Outcome {
  const formula = compiled(text);
  if (!formula.ok) return { is: `! ${formula.rule}`, steps: 0, at: Number(formula.values['at'] ?? 0) };
  const { column, run } = formula.value;
  const { value, steps } = run(column.of.map((name) => ROW[name] ?? null));
  return {
    is: isCellError(value) ? value.code : typeof value === 'string' && value.length > 99 ? value.length : value,
    steps
  };
}

const x = (text: string, times: number): string => text.repeat(times);
const LONG = `REPT("a",${MAX_CELL_CHARACTERS})`;

const refused: readonly (readonly [what: string, formula: string, rule: string, at?: number])[] = [
  ['a million characters', x('1+', 500_000) + '1', 'formula-too-long'],
  ['a million brackets', x('(', 1_000_000), 'formula-too-long'],
  ['brackets one too deep', `=${x('(', MAX_NESTING + 1)}1${x(')', MAX_NESTING + 1)}`, 'formula-too-deep', 67],
  ['calls one too deep', x('ABS(', MAX_NESTING + 1) + '1' + x(')', MAX_NESTING + 1), 'formula-too-deep'],
  ['a row of signs', x('-', 5_000) + '1', 'formula-too-deep'],
  ['brackets never closed', x('(', 60), 'formula-ends-early', 61],
  ['a chain of too many parts', x('1+', MAX_PARTS) + '1', 'formula-too-many-parts'],
  ['a number of a thousand digits', `=${x('9', 1_000)}`, 'formula-number-too-large', 2],
  ['a huge exponent', '=1e99999', 'formula-number-too-large', 2],
  ['a text never closed', '="abc', 'formula-text-not-closed', 2],
  ['a curly text never closed', '=“abc"', 'formula-text-not-closed', 2],
  ['a name never closed', '=[零售价', 'formula-name-not-closed', 2],
  ['a bracket in a name', '=[[零售价]]', 'formula-name-not-closed', 2],
  ['an unknown name', '=[不存在]', 'formula-unknown-column', 2],
  ['an empty name', '=[]', 'formula-unknown-column', 2],
  ['only dots', '=[.....]', 'formula-unknown-column', 2],
  ['a very long name', `=[${x('零', 8_000)}]`, 'formula-unknown-column', 2],
  ['a name of many dots', `=[${x('商品.', 2_000)}]`, 'formula-unknown-column', 2],
  ['a stored way without end', `=[#@shop.products${x('/brand', 900)}|x]`, 'formula-unknown-column', 2],
  ['the prototype as a name', '=[__proto__]', 'formula-unknown-column', 2],
  ['a constructor as a name', '=[constructor]', 'formula-unknown-column', 2],
  ['a way through the prototype', '=[品牌.__proto__.constructor]', 'formula-unknown-column', 2],
  ['a hidden column', '=[$sum:shop.moves(product).quantity]', 'formula-unknown-column', 2],
  ['constructor as a function', '=constructor("return this")()', 'formula-unknown-function', 2],
  ['toString as a function', '=toString()', 'formula-unknown-function', 2],
  ['__proto__ as a function', '=__proto__(1)', 'formula-unknown-function', 2],
  ['hasOwnProperty as a function', '=hasOwnProperty(1)', 'formula-unknown-function', 2],
  ['a call of a result', '=ABS(1)(2)', 'formula-unexpected', 8],
  ['a member of the world', '=globalThis.process', 'formula-bare-word', 2],
  ['an address as in Excel', '=A1:B9', 'formula-bare-word', 2],
  ['a right-to-left mark', '=1+\u202e2', 'formula-unexpected', 4],
  ['a zero-width space', '=SU\u200bM(1)', 'formula-unexpected', 4],
  ['a zero-width joiner in a name', '=[零\u200d售价]', 'formula-unknown-column', 2],
  ['a null character', '=1\u00002', 'formula-unexpected', 3],
  ['half of a surrogate pair', '=\ud800', 'formula-unexpected', 2],
  ['nothing', '', 'formula-empty', 0],
  ['only the sign', '=', 'formula-empty', 0],
  ['only blanks', '=   \n\t', 'formula-empty', 0],
  ['two numbers', '=1 2', 'formula-unexpected', 4],
  ['a closing bracket too many', '=(1))', 'formula-bracket-extra', 5],
  ['an operator at the end', '=1+', 'formula-ends-early', 4],
  ['three points', '=1...2', 'formula-unexpected', 2],
  ['a clock', '=NOW()', 'formula-not-the-same-everywhere', 2],
  ['chance', '=RAND()', 'formula-not-the-same-everywhere', 2],
  ['another address', '=INDIRECT("A1")', 'formula-use-a-reference', 2],
  ['too many arguments', `=SUM(${x('1,', 300)}1)`, 'formula-too-many-arguments', 2],
  ['a script', '=<script>alert(1)</script>', 'formula-unexpected', 2],
  ['a template', '=${1}', 'formula-unexpected', 3]
];

for (const [what, formula, rule, at] of refused)
  test(`${what} is refused`, () => {
    const outcome = outcomeOf(formula);
    expect(outcome.is).toBe(`! ${rule}`);
    if (at !== undefined) expect(outcome.at).toBe(at);
  });

const bounded: readonly (readonly [what: string, formula: string, is: unknown, most: number])[] = [
  ['a huge REPT', '=REPT("a",1e9)', '#VALUE', 3],
  ['a REPT of REPT', `=REPT(${LONG},${MAX_CELL_CHARACTERS})`, '#VALUE', 3_000],
  ['REPT below nothing', '=REPT("a",-1)', '#VALUE', 4],
  ['REPT of nothing, often', '=REPT("",1e15)', '', 3],
  ['the longest text', `=${LONG}`, MAX_CELL_CHARACTERS, 1_100],
  ['one character more', `=${LONG}&"b"`, '#VALUE', 1_100],
  ['text that doubles', `=SUBSTITUTE(${LONG},"a","aa")`, '#VALUE', 2_100],
  ['text that doubles again and again', `=${x('SUBSTITUTE(', 60)}"a"${x(',"a","aa")', 60)}`, '#VALUE', MAX_STEPS],
  ['long texts, again and again', `=${x(`LEN(${LONG})+`, 100)}0`, '#ERROR', MAX_STEPS + 1_100],
  ['the same where IFERROR would hide it', `=IFERROR(${x(`LEN(${LONG})+`, 100)}0,1)`, '#ERROR', MAX_STEPS + 1_100],
  ['a search that goes back and back', `=SEARCH("${x('a*', 120)}b",${LONG})`, '#ERROR', 300_000],
  ['a pattern of stars', `=SEARCH("${x('*', 200)}","abc")`, 1, 50],
  ['a very long pattern', `=SEARCH(${LONG},"abc")`, '#VALUE', 2_100],
  ['join of many long texts', `=CONCAT(${LONG},${LONG})`, '#VALUE', 4_200],
  ['huge numbers', '=1e308*1e308', '#VALUE', 3],
  ['the largest number there is', '=1.7976931348623157e308', Number.MAX_VALUE, 1],
  ['a huge power', '=9^9^9^9', '#VALUE', 7],
  ['a tiny power', '=2^-5000', 0, 4],
  ['a date out of range', '=DATE(1e9,1,1)', '#VALUE', 4],
  ['months out of range', '=EDATE("2026-01-01",1e9)', '#VALUE', 3],
  ['digits out of range', '=ROUND(1.5,1e9)', 1.5, 3],
  ['a number where there is none', '=0/0', '#DIV0', 3],
  ['the longest chain', `=${x('1+', 900)}1`, 901, 1_801],
  ['percent signs in a row', `=1${x('%', 1_000)}`, 0, 1_001],
  ['a format that is none', `=TEXT(1,"${x('#', 500)}")`, '#VALUE', 20],
  ['quotation marks in a text', '="""""""', '! formula-text-not-closed', 0],
  ['an apostrophe that escapes nothing', '=LEN("\'")', 1, 2]
];

test.each(bounded)('%s stays within its steps', (_, formula, is, most) => {
  const outcome = outcomeOf(formula);
  expect(outcome.is).toBe(is);
  expect(outcome.steps).toBeLessThanOrEqual(most);
});

test('the deepest formula that is allowed runs', () => {
  const formula = `${x('ABS(', MAX_NESTING)}-1${x(')', MAX_NESTING)}`;
  expect(outcomeOf(formula).is).toBe('! formula-too-deep');
  expect(outcomeOf(`${x('ABS(', MAX_NESTING)}1${x(')', MAX_NESTING)}`)).toEqual({ is: 1, steps: MAX_NESTING + 1 });
});

test('a formula of exactly the longest text is read', () => {
  const longest = `="${x('a', MAX_FORMULA_CHARACTERS - 3)}"`;
  expect(parseFormula(longest).ok).toBe(true);
  expect(parseFormula(`${longest} `).ok).toBe(false);
});

describe('formulas that lead back to themselves', () => {
  const label = (zh: string) => ({ zh, en: zh });
  /** The house with own columns `first` and `second`, as two people wrote them. */
  function own(texts: Readonly<Record<string, string>>): readonly OwnColumn[] {
    const shown = (id: string) =>
      ({ label: label(id), words: label(''), shows: 'integer', primitive: 'formula' }) as const;
    const computed = Object.fromEntries(
      Object.keys(texts).map((id) => [id, { ...shown(id), of: [], compute: () => null }])
    );
    const [module] = schema.modules;
    const wider = createSchema([{ ...module!, computed: { ...module!.computed, [TABLE]: computed } }]);
    return Object.entries(texts).map(([id, text]) => {
      const formula = compileFormula({ names: namesOfSchema(wider), table: TABLE, text, label: label(id) });
      if (!formula.ok) throw new Error(formula.rule);
      return { id, formula: formula.value };
    });
  }

  test('through each other: each says so, others go on', () => {
    const columns = own({ first: '=[second]+1', second: '=[first]+1', third: '=[first]+[零售价]' });
    const [first, second, third] = withoutCycles(columns);
    expect(first?.formula.column.compute()).toMatchObject({ code: '#REF' });
    expect(second?.formula.column.of).toEqual([]);
    expect(third?.formula.column.of).toEqual(['first', 'price']);
    expect(refuseCycle(columns[0]!, columns)?.values['path']).toBe('first → second → first');
    expect(refuseCycle(columns[2]!, columns)).toBeNull();
  });

  test('directly', () => {
    const columns = own({ first: '=[first]' });
    expect(refuseCycle(columns[0]!, columns)?.values['path']).toBe('first → first');
  });

  test('not where a column is only read twice', () => {
    const columns = own({ first: '=[second]+[third]', second: '=[third]', third: '=[零售价]' });
    expect(withoutCycles(columns)).toEqual(columns);
  });
});
