import { describe, expect, it } from 'vitest';
import { continueBlock, continueSeries } from './series.ts';

describe('The fill handle', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['goes on counting numbers', ['1', '3'], ['5', '7', '9']],
    ['keeps decimals', ['1.50', '1.25'], ['1.00', '0.75', '0.50']],
    ['repeats a single number', ['299.00'], ['299.00', '299.00', '299.00']],
    ['repeats numbers without one step', ['1', '2', '5'], ['1', '2', '5']],
    ['counts a date up by days', ['2026-02-27'], ['2026-02-28', '2026-03-01', '2026-03-02']],
    ['keeps the step of dates', ['2026-01-01', '2026-01-08'], ['2026-01-15', '2026-01-22', '2026-01-29']],
    ['counts codes up and keeps their width', ['F0998'], ['F0999', 'F1000', 'F1001']],
    ['never counts a code below nothing', ['A2', 'A1'], ['A0', 'A0', 'A0']],
    ['repeats what has no number', ['黑色', '玳瑁'], ['黑色', '玳瑁', '黑色']],
    ['repeats codes of different stems', ['A1', 'B1'], ['A1', 'B1', 'A1']],
    ['repeats nothing', [''], ['', '', '']]
  ];
  it.each(cases)('%s', (_, source, next) => expect(continueSeries(source, 3)).toEqual(next));
});

describe('A filled block', () => {
  const block = [
    ['1', 'A7'],
    ['2', 'A9']
  ];

  it('counts down its columns and right along its lines', () => {
    expect(continueBlock(block, { rows: 2, columns: 2 }, 'down')).toEqual([
      ['3', 'A11'],
      ['4', 'A13']
    ]);
    expect(continueBlock([['1', '2'], ['F09']], { rows: 2, columns: 2 }, 'right')).toEqual([
      ['3', '4'],
      ['F10', 'F11']
    ]);
  });

  it('upwards and to the left is left to the grid', () => {
    for (const direction of ['up', 'left'])
      expect(continueBlock(block, { rows: 1, columns: 1 }, direction)).toBeUndefined();
  });
});
