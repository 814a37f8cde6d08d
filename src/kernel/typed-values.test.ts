/** What people type into cells: amounts, quantities, powers and dates, read exactly or refused by name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDiopter, parseDiopter } from './diopter.ts';
import { addDays, isLocalDate, localDateAt, localTimeAt, parseLocalDate, periodOf, periodsUpTo } from './local-date.ts';
import { formatMoney, MAX_FEN, parseMoney } from './money.ts';
import { formatQuantity, MAX_QUANTITY, parseQuantity } from './quantity.ts';
import type { Result } from './result.ts';

const read = <T>(result: Result<T>): T | string => (result.ok ? result.value : result.rule);

describe('money', () => {
  it.each([
    ['1280', 128_000],
    ['1,280.00', 128_000],
    ['¥１２８０', 128_000],
    ['1280元', 128_000],
    ['0.5', 50],
    ['1280.', 128_000],
    ['-3.07', -307],
    ['￥1，280．50', 128_050],
    ['0', 0],
    ['', 'not-an-amount'],
    ['abc', 'not-an-amount'],
    ['1.2.3', 'not-an-amount'],
    ['1e5', 'not-an-amount'],
    ['0x10', 'not-an-amount'],
    ['1,28', 'not-an-amount'],
    ['--5', 'not-an-amount'],
    ['Infinity', 'not-an-amount'],
    ['1.005', 'too-many-decimals'],
    ['10000000000.01', 'amount-too-large'],
    ['99999999999999999999', 'amount-too-large']
  ])('[VALUE 1] %s → %s', (typed, expected) => expect(read(parseMoney(typed))).toBe(expected));

  it('[VALUE 2] what is shown is read back to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_FEN, max: MAX_FEN }), (fen) => {
        expect(read(parseMoney(formatMoney(fen)))).toBe(fen);
      }),
      { seed: 7 }
    );
    expect([formatMoney(0), formatMoney(-5), formatMoney(128_000), formatMoney(123_456_789)]).toEqual([
      '0.00',
      '-0.05',
      '1,280.00',
      '1,234,567.89'
    ]);
  });
});

describe('quantities', () => {
  it.each([
    ['12', 12],
    ['1,200', 1_200],
    ['－３', -3],
    ['+4', 4],
    ['5.0', 5],
    ['-0', 0],
    ['1.5', 'not-a-whole-number'],
    ['', 'not-a-whole-number'],
    ['twelve', 'not-a-whole-number'],
    ['1e3', 'not-a-whole-number'],
    ['10000001', 'quantity-too-large'],
    ['9'.repeat(400), 'quantity-too-large']
  ])('[VALUE 3] %s → %s', (typed, expected) => expect(read(parseQuantity(typed))).toBe(expected));

  it('[VALUE 4] what is shown is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_QUANTITY, max: MAX_QUANTITY }), (n) => {
        expect(read(parseQuantity(formatQuantity(n)))).toBe(n);
      }),
      { seed: 7 }
    );
  });

  it('are grouped before the point only: an average has decimals', () => {
    expect([1234.5678, -1234567.25, 0.125].map(formatQuantity)).toEqual(['1,234.5678', '-1,234,567.25', '0.125']);
  });
});

describe('powers', () => {
  it.each([
    ['-4.25', -425],
    ['+1.5', 150],
    ['－２．００', -200],
    ['plano', 0],
    ['平光', 0],
    ['-0.00', 0],
    ['0.12D', 12],
    ['-3.37', -337],
    ['-30', -3_000],
    ['25', 2_500],
    ['-4.30', 'power-off-step'],
    ['-30.25', 'power-out-of-range'],
    ['25.25', 'power-out-of-range'],
    ['', 'not-a-power'],
    ['-425', 'not-a-power'],
    ['1.255', 'not-a-power'],
    ['abc', 'not-a-power']
  ])('[VALUE 5] %s → %s', (typed, expected) => expect(read(parseDiopter(typed))).toBe(expected));

  it('[VALUE 6] are always shown with sign and two decimals', () => {
    expect([-425, 0, 12, 2_500].map(formatDiopter)).toEqual(['-4.25', '0.00', '+0.12', '+25.00']);
  });
});

describe('dates', () => {
  it.each([
    ['2026-11-01', '2026-11-01'],
    ['2026/1/26', '2026-01-26'],
    ['2026.1.26', '2026-01-26'],
    ['2028年1月27日', '2028-01-27'],
    ['20270901', '2027-09-01'],
    ['２０２６－１１－０１', '2026-11-01'],
    ['31/10/2026', '2026-10-31'],
    ['10/31/2026', '2026-10-31'],
    ['5/5/2026', '2026-05-05'],
    ['2028-02-29', '2028-02-29'],
    ['3/4/2026', 'ambiguous-date'],
    ['2026-02-30', 'no-such-date'],
    ['2027-02-29', 'no-such-date'],
    ['2026-13-01', 'no-such-date'],
    ['1899-12-31', 'no-such-date'],
    ['', 'not-a-date'],
    ['tomorrow', 'not-a-date'],
    ['26-1-1', 'not-a-date']
  ])('[VALUE 7] %s → %s', (typed, expected) => expect(read(parseLocalDate(typed))).toBe(expected));

  it('[VALUE 8] belong to the day in Shanghai, whatever the PC thinks', () => {
    const beforeMidnight = Date.UTC(2026, 7, 31, 15, 59);
    expect([localDateAt(beforeMidnight), localTimeAt(beforeMidnight), localDateAt(beforeMidnight + 60_000)]).toEqual([
      '2026-08-31',
      '23:59',
      '2026-09-01'
    ]);
  });

  it('[VALUE 9] count in days and months over the ends of years', () => {
    expect([
      addDays('2026-12-31', 1),
      addDays('2028-02-28', 1),
      addDays('2026-01-01', -1),
      periodOf('2026-08-31')
    ]).toEqual(['2027-01-01', '2028-02-29', '2025-12-31', '2026-08']);
    expect(periodsUpTo('2026-02-15', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  it('[VALUE 10] as stored are exact text of a day that exists', () => {
    expect(['2026-02-28', '2026-2-28', '2026-02-30', '2026-02-28 ', ''].map(isLocalDate)).toEqual([
      true,
      false,
      false,
      false,
      false
    ]);
  });
});
