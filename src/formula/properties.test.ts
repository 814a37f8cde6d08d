/** Over random formulas and random noise: what is printed reads the same, what is stored shows the same, nothing throws. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCellError } from '#schema/computed.ts';
import { toCell } from './cell-value.ts';
import { completeAt } from './complete.ts';
import { roundTo } from './decimal.ts';
import { errorAt } from './error-at.ts';
import { formulaFunctions } from './functions.ts';
import { MAX_STEPS } from './limits.ts';
import { parseFormula } from './parse.ts';
import { printFormula } from './print.ts';
import { cellOf, compiled, names, ROW, TABLE } from './small-house.fixture.ts';
import { shownText, storedText } from './stored-text.ts';
import { PRECEDENCE, type BinaryOperator, type Expression } from './syntax-tree.ts';

const RUNS = Number(process.env['RUNS'] ?? 300);
const SEED = process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) };
const settings = { numRuns: RUNS, ...SEED };

const place = { at: 0, length: 0 };
const known = ['零售价', 'Price', '品牌.毛利', '在手', '失效日期', '类别', '装量', '备注', 'Registration no.'];
const operators = Object.keys(PRECEDENCE) as BinaryOperator[];
const anyText = fc.string({ unit: 'grapheme', maxLength: 12 });

function treeOf(name: fc.Arbitrary<string>): fc.Arbitrary<Expression> {
  const { tree } = fc.letrec<{ tree: Expression; leaf: Expression }>((tie) => ({
    leaf: fc.oneof(
      fc
        .double({ min: 0, noNaN: true, noDefaultInfinity: true })
        .map((value) => ({ kind: 'number', value: value + 0, ...place }) as const),
      anyText.map((value) => ({ kind: 'text', value, ...place }) as const),
      fc.boolean().map((value) => ({ kind: 'truth', value, ...place }) as const),
      name.map((text) => ({ kind: 'name', text, ...place }) as const)
    ),
    tree: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'formula' },
      tie('leaf'),
      fc
        .tuple(fc.constantFrom(...operators), tie('tree'), tie('tree'))
        .map(([operator, left, right]) => ({ kind: 'binary', operator, left, right, ...place }) as const),
      fc
        .tuple(fc.constantFrom('+', '-'), tie('tree'))
        .map(([operator, of]) => ({ kind: 'sign', operator, of, ...place }) as const),
      tie('tree').map((of) => ({ kind: 'percent', of, ...place }) as const),
      fc
        .constantFrom(...formulaFunctions.filter(({ rows }) => rows !== 'conditions'))
        .chain(({ name: called, least }) =>
          fc
            .array(tie('tree'), { minLength: least, maxLength: least })
            .map((args) => ({ kind: 'call', name: called, args, ...place }) as const)
        )
    )
  }));
  return tree;
}

/** Without where it stood. */
function shapeOf(tree: Expression): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => (key === 'at' || key === 'length' ? undefined : value))
  );
}

test('a printed tree is read as the same tree', () => {
  fc.assert(
    fc.property(treeOf(anyText), (tree) => {
      const read = parseFormula(printFormula(tree));
      expect(read.ok && shapeOf(read.value)).toEqual(shapeOf(tree));
    }),
    settings
  );
});

test('stored and shown again, a formula means the same and gives the same', () => {
  fc.assert(
    fc.property(treeOf(fc.constantFrom(...known)), fc.constantFrom('zh', 'en'), (tree, language) => {
      const text = printFormula(tree);
      const stored = storedText({ names, table: TABLE, text });
      if (!stored.ok) throw new Error(stored.rule);
      const shown = shownText({ names, table: TABLE, text: stored.value }, language);
      const again = storedText({ names, table: TABLE, text: shown });
      expect(again.ok && withoutLabels(again.value)).toBe(withoutLabels(stored.value));
      expect(storedText({ names, table: TABLE, text: stored.value })).toEqual(stored);
      expect(cellOf(shown)).toEqual(cellOf(stored.value));
    }),
    settings
  );
});

/** The label a name had is kept beside its ids; it may be in the other language. */
function withoutLabels(stored: string): string {
  return stored.replace(/(\[#[^|\]]*)\|(?:'.|[^\]])*\]/g, '$1]');
}

test('random formulas never throw and stay within their steps', () => {
  fc.assert(
    fc.property(treeOf(fc.constantFrom(...known)), (tree) => {
      const formula = compiled(printFormula(tree));
      if (!formula.ok) throw new Error(formula.rule);
      const { column, run, kind } = formula.value;
      const { steps } = run(column.of.map((name) => ROW[name] ?? null));
      expect(steps).toBeLessThanOrEqual(MAX_STEPS * 2);
      const cell = column.compute(...column.of.map((name) => ROW[name] ?? null));
      if (kind === 'money' && typeof cell === 'number') expect(Number.isSafeInteger(cell)).toBe(true);
      if (typeof cell === 'number') expect(Number.isFinite(cell)).toBe(true);
      if (isCellError(cell)) expect(cell.because).not.toBe('');
    }),
    settings
  );
});

test('halves go away from zero, exactly, for any amount of thousandths', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (thousandths) => {
      // In whole numbers, which are exact.
      const size = Math.abs(thousandths);
      const hundredths = Math.sign(thousandths) * ((size - (size % 10)) / 10 + (size % 10 >= 5 ? 1 : 0));
      expect(roundTo(thousandths / 1000, 2)).toBe(hundredths / 100 + 0);
      expect(toCell(thousandths / 1000, 'money')).toBe(hundredths + 0);
    }),
    { ...settings, numRuns: RUNS * 5 }
  );
});

const noise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '=',
        '(',
        ')',
        '[',
        ']',
        '"',
        '“',
        ',',
        '，',
        '零售价',
        '.',
        '#',
        '@',
        '|',
        '/',
        "'",
        'SUM',
        '如果',
        '1',
        '%',
        '-',
        '<',
        '>',
        '流水'
      ),
      { maxLength: 30 }
    )
    .map((parts) => parts.join(''))
);

test('noise is refused with a place inside the text, and never throws', () => {
  fc.assert(
    fc.property(noise, fc.nat(80), (text, cursor) => {
      const found = errorAt({ names, table: TABLE, text, label: { zh: '', en: '' } });
      if (found) expect(found.start).toBeLessThanOrEqual(text.length);
      shownText({ names, table: TABLE, text }, 'zh');
      const { from } = completeAt({ names, table: TABLE, text, cursor, language: 'zh' });
      expect(from).toBeLessThanOrEqual(text.length);
    }),
    { ...settings, numRuns: RUNS * 5 }
  );
});
