/** Conditions of SUMIFS and its like, as Excel reads them. */
import { expect, test } from 'vitest';
import { readCriterion } from './criterion.ts';
import { textToDay } from './day-number.ts';
import type { Scalar } from './value.ts';

const day = (text: string): Scalar => ({ day: textToDay(text) ?? 0 });
const sold: Scalar = { choice: { value: 'sold', label: { zh: '销售', en: 'Sold' } } };

test.each<readonly [wanted: Scalar, meets: readonly Scalar[], not: readonly Scalar[]]>([
  [5, [5, '5', 5.000000000000001], [6, null, '', 'five', true]],
  ['5', [5, '5'], [50, null]],
  ['>5', [6, 5.01], [5, '6', null, true]],
  ['>=2026-11-01', [day('2026-11-01'), day('2027-01-01')], [day('2026-10-31'), null, '2026-12-01']],
  ['2026/11/1', [day('2026-11-01')], [day('2026-11-02')]],
  [day('2026-11-01'), [day('2026-11-01')], [day('2026-11-02'), null]],
  ['<>5', [6, null, 'x', ''], [5]],
  ['<>', ['x', 0, false], [null, '']],
  ['', [null, ''], ['x', 0]],
  ['=', [null, ''], ['x', 0]],
  [null, [0], [null, 1, '']],
  ['ray*', ['Ray-Ban', 'RAY'], ['xray', null]],
  ['*框', ['全框', '半框'], ['框架']],
  ['?框', ['全框'], ['框', '无边框']],
  ['a~*b', ['a*b'], ['axb']],
  ['a*b*c', ['abc', 'aXbYc', 'abcbc'], ['acb', 'abcd']],
  ['*a*a', ['aa', 'bab a'], ['a']],
  ['>b', ['c', 'BB'], ['a', 5, null]],
  ['销售', [sold], ['收货', null]],
  ['sold', [sold], []],
  ['S?ld', [sold], []],
  ['<>销售', ['x', null], [sold]],
  [true, [true], [false, 1, 'TRUE']],
  ['true', [true], [false]],
  ['＞＝１０', [10, 11], [9]]
])('%j', (wanted, meets, not) => {
  const criterion = readCriterion(wanted);
  for (const value of meets) expect(criterion(value), JSON.stringify(value)).toBe(true);
  for (const value of not) expect(criterion(value), JSON.stringify(value)).toBe(false);
});

test('an error in the cell meets nothing', () => {
  for (const wanted of ['<>', '=', '5', true])
    expect(readCriterion(wanted)({ code: '#REF', because: 'gone' })).toBe(false);
});
