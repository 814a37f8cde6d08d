/** One cell of each kind: what is taken, what is refused and why, and that what is shown can be typed again. */
import { describe, expect, it } from 'vitest';
import { checkCell, formatCell, hasValidGtinCheckDigit, parseCell } from './cell.ts';
import { column, type CellValue, type Column } from './column.ts';
import { MAX_CELL_CHARACTERS } from './limits.ts';

const label = { zh: '列', en: 'column' };
const kinds = {
  text: column.text({ label, normalize: (text) => text.toUpperCase() }),
  code: column.text({ label, pattern: /^[a-z]+$/, patternRule: 'code-form' }),
  name: column.text({ label, required: true }),
  barcode: column.barcode({ label }),
  pieces: column.integer({ label, min: 1, max: 100 }),
  price: column.money({ label, min: 0 }),
  debt: column.money({ label }),
  power: column.diopter({ label, min: -2_000 }),
  day: column.date({ label }),
  sold: column.boolean({ label }),
  rim: column.choice({
    label,
    choices: [
      { value: 'full', label: { zh: '全框', en: 'Full rim' }, aliases: ['全'] },
      { value: 'half', label: { zh: '半框', en: 'Half rim' } }
    ]
  }),
  shop: column.reference({ label, table: 'shops' })
} satisfies Record<string, Column>;

const typed = (kind: keyof typeof kinds, text: string): CellValue | { rule: string } => {
  const result = parseCell(kinds[kind], text);
  return result.ok ? result.value : { rule: result.rule };
};
const rule = (name: string) => ({ rule: name });

describe('typed text', () => {
  it.each([
    ['text', ' abc ', 'ABC'],
    ['code', 'abc', 'abc'],
    ['code', 'ABC', rule('code-form')],
    ['name', '  ', rule('required')],
    ['text', '', null],
    ['pieces', '12', 12],
    ['pieces', '0', rule('below-minimum')],
    ['pieces', '101', rule('above-maximum')],
    ['pieces', '1.5', rule('not-a-whole-number')],
    ['price', '¥1,280', 128_000],
    ['price', '-1', rule('negative')],
    ['debt', '-1', -100],
    ['power', '-4.25', -425],
    ['power', '-20.25', rule('below-minimum')],
    ['day', '2026/1/2', '2026-01-02'],
    ['day', '3/4/2026', rule('ambiguous-date')],
    ['sold', '是', true],
    ['sold', 'No', false],
    ['sold', '×', false],
    ['sold', 'maybe', rule('not-yes-or-no')],
    ['rim', '全框', 'full'],
    ['rim', 'FULL RIM', 'full'],
    ['rim', '全', 'full'],
    ['rim', 'half', 'half'],
    ['rim', 'round', rule('unknown-choice')],
    ['barcode', '6901234567892', '6901234567892'],
    ['barcode', '6901234567893', rule('wrong-check-digit')],
    ['barcode', 'AB-12', 'AB-12'],
    ['barcode', '条码', rule('not-a-barcode')],
    ['shop', 'shop:wuchang', 'shop:wuchang']
  ] as const)('[CELL 1] %s: %j → %j', (kind, text, expected) => expect(typed(kind, text)).toEqual(expected));

  it('[CELL 2] a refusal says what was typed and what would do', () => {
    expect(parseCell(kinds.rim, 'round')).toMatchObject({
      values: { typed: 'round', choices: '全框、半框', choicesEn: 'Full rim, Half rim' }
    });
    expect(parseCell(kinds.pieces, '101')).toMatchObject({ values: { typed: '101', maximum: '100' } });
  });

  it('[CELL 3] what is shown can be typed again, in both languages', () => {
    const values: [keyof typeof kinds, CellValue][] = [
      ['pieces', 12],
      ['price', 128_050],
      ['power', -425],
      ['day', '2026-01-02'],
      ['sold', true],
      ['sold', false],
      ['rim', 'half'],
      ['barcode', 'AB-12'],
      ['text', null]
    ];
    for (const [kind, value] of values)
      for (const language of ['zh', 'en'] as const)
        expect(typed(kind, formatCell(kinds[kind], value, language)), `${kind} ${language}`).toEqual(value);
  });
});

describe('values from elsewhere', () => {
  it.each([
    ['pieces', '12', 'wrong-type'],
    ['pieces', 1.5, 'wrong-type'],
    ['pieces', Number.NaN, 'wrong-type'],
    ['pieces', 2 ** 60, 'wrong-type'],
    ['price', true, 'wrong-type'],
    ['sold', 'true', 'wrong-type'],
    ['sold', 1, 'wrong-type'],
    ['text', 5, 'wrong-type'],
    ['day', '2026-02-30', 'not-a-date'],
    ['rim', '全框', 'unknown-choice'],
    ['name', null, 'required'],
    ['price', 1_000_000_000_001, 'above-maximum'],
    ['text', 'x'.repeat(MAX_CELL_CHARACTERS + 1), 'cell-too-long']
  ] as const)('[CELL 4] %s refuses %s as %s', (kind, value, expected) =>
    expect(checkCell(kinds[kind], value)?.rule).toBe(expected)
  );

  it.each([
    ['pieces', 1],
    ['price', 0],
    ['text', null],
    ['text', 'x'.repeat(MAX_CELL_CHARACTERS)],
    ['day', '2028-02-29'],
    ['sold', false],
    ['rim', 'full']
  ] as const)('[CELL 5] %s takes %s', (kind, value) => expect(checkCell(kinds[kind], value)).toBeNull());

  it('[CELL 6] check digits follow GS1: one digit changed, or two neighbours swapped, is noticed', () => {
    const code = '6901234567892';
    expect([code, '96385074', '036000291452'].map(hasValidGtinCheckDigit)).toEqual([true, true, true]);
    for (let i = 0; i < code.length; i++)
      expect(hasValidGtinCheckDigit(code.slice(0, i) + ((Number(code[i]) + 1) % 10) + code.slice(i + 1))).toBe(false);
  });
});
