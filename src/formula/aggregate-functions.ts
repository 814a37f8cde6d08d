/**
 * Sums and counts. Over cells of the row they are worked out here; over rows of another table they become roll-ups of
 * the engine, which follow each change instead of reading all rows again.
 */
import { isCellError, type CellError } from '#schema/computed.ts';
import { formulaError } from './cell-errors.ts';
import { fifteenDigits } from './decimal.ts';
import { MOST_ARGUMENTS, type Arguments, type FormulaFunction, type FunctionBody } from './function-declaration.ts';
import { commonKind, type FormulaKind } from './kinds.ts';
import { isDay, toNumber, type Value } from './value.ts';

interface Numbers {
  readonly numbers: readonly number[];
  readonly hasDay: boolean;
}

/** Of cells only numbers and dates count; what is written into the formula itself must be a number. */
function numbersOf(args: Arguments): Numbers | CellError {
  const numbers: number[] = [];
  let hasDay = false;
  for (let i = 0; i < args.count; i++) {
    const value = args.value(i);
    if (isCellError(value)) return value;
    if (args.isCell(i) && typeof value !== 'number' && !isDay(value)) continue;
    const number = toNumber(value);
    if (isCellError(number)) return number;
    hasDay ||= isDay(value);
    numbers.push(number);
  }
  return { numbers, hasDay };
}

function over(settle: (numbers: readonly number[]) => Value): FunctionBody {
  return (args) => {
    const found = numbersOf(args);
    return isCellError(found) ? found : settle(found.numbers);
  };
}

function extreme(best: (...numbers: number[]) => number): FunctionBody {
  return (args) => {
    const found = numbersOf(args);
    if (isCellError(found)) return found;
    if (found.numbers.length === 0) return 0;
    const number = best(...found.numbers);
    return found.hasDay ? { day: number } : number;
  };
}

function count(counts: (value: Value) => boolean): FunctionBody {
  return (args) => {
    let total = 0;
    for (let i = 0; i < args.count; i++) if (counts(args.value(i))) total += 1;
    return total;
  };
}

function average(numbers: readonly number[]): Value {
  return numbers.length === 0 ? formulaError('divided-by-zero') : sum(numbers) / numbers.length;
}

function median(numbers: readonly number[]): Value {
  if (numbers.length === 0) return formulaError('out-of-range', 'MEDIAN');
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

function sum(numbers: readonly number[]): number {
  return fifteenDigits(numbers.reduce((total, number) => total + number, 0));
}

const first = (kinds: readonly FormulaKind[]): FormulaKind => kinds[0] ?? 'number';
/** A sum of dates is no date. */
const added = (kinds: readonly FormulaKind[]): FormulaKind => {
  const kind = commonKind(kinds);
  return kind === 'money' || kind === 'diopter' ? kind : 'number';
};

const many = { takes: { zh: '数值1, 数值2, …', en: 'number1, number2, …' }, least: 1, most: MOST_ARGUMENTS } as const;
const conditions = { least: 2, most: MOST_ARGUMENTS, rows: 'conditions' } as const;
const pairs = { zh: '条件列1, 条件1, …', en: 'rows1, condition1, …' } as const;
const measured = {
  ...conditions,
  takes: { zh: `数值列, ${pairs.zh}`, en: `rows, ${pairs.en}` },
  least: 3
} as const;
const single = {
  ...conditions,
  takes: { zh: '条件列, 条件, 数值列', en: 'rows, condition, summed rows' },
  most: 3
} as const;

const plain: readonly FormulaFunction[] = [
  {
    name: 'SUM',
    zh: ['求和', '合计'],
    ...many,
    rows: 'each',
    gives: added,
    says: { zh: '加起来', en: 'The sum' },
    example: 'SUM([库存流水.数量])',
    body: over(sum)
  },
  {
    name: 'AVERAGE',
    zh: ['平均', '平均值'],
    ...many,
    rows: 'each',
    gives: added,
    says: { zh: '平均数，空的不算', en: 'The average, without empty cells' },
    example: 'AVERAGE([库存流水.数量])',
    body: over(average)
  },
  {
    name: 'MIN',
    zh: ['最小', '最小值'],
    ...many,
    rows: 'each',
    gives: commonKind,
    says: { zh: '最小的数或最早的日期', en: 'The smallest number or earliest date' },
    example: 'MIN([库存流水.业务日期])',
    body: extreme(Math.min)
  },
  {
    name: 'MAX',
    zh: ['最大', '最大值'],
    ...many,
    rows: 'each',
    gives: commonKind,
    says: { zh: '最大的数或最晚的日期', en: 'The largest number or latest date' },
    example: 'MAX([库存流水.业务日期])',
    body: extreme(Math.max)
  },
  {
    name: 'COUNT',
    zh: ['计数'],
    ...many,
    rows: 'each',
    gives: 'number',
    says: { zh: '有几个数或日期', en: 'How many numbers or dates' },
    example: 'COUNT([库存流水.数量])',
    body: count((value) => typeof value === 'number' || isDay(value))
  },
  {
    name: 'COUNTA',
    zh: ['非空计数'],
    ...many,
    rows: 'each',
    gives: 'number',
    says: { zh: '有几个不是空的', en: 'How many that are not empty' },
    example: 'COUNTA([库存流水.备注])',
    body: count((value) => value !== null)
  },
  {
    name: 'PRODUCT',
    zh: ['乘积'],
    ...many,
    gives: 'number',
    says: { zh: '乘起来', en: 'The product' },
    example: 'PRODUCT([补货点], 2)',
    body: over((numbers) => (numbers.length === 0 ? 0 : numbers.reduce((total, number) => total * number, 1)))
  },
  {
    name: 'MEDIAN',
    zh: ['中位数'],
    ...many,
    gives: first,
    says: { zh: '排在中间的数', en: 'The number in the middle' },
    example: 'MEDIAN([补货点], [在手], 0)',
    body: over(median)
  }
];

const conditional: readonly FormulaFunction[] = [
  {
    name: 'SUMIF',
    zh: ['条件求和'],
    ...single,
    gives: added,
    says: { zh: '符合条件的行加起来', en: 'The sum of rows that meet a condition' },
    example: 'SUMIF([库存流水.原因], "销售", [库存流水.数量])'
  },
  {
    name: 'SUMIFS',
    zh: ['多条件求和'],
    ...measured,
    gives: first,
    says: { zh: '符合全部条件的行加起来', en: 'The sum of rows that meet all conditions' },
    example: 'SUMIFS([库存流水.数量], [库存流水.原因], "销售", [库存流水.业务日期], ">=2026-01-01")'
  },
  {
    name: 'COUNTIF',
    zh: ['条件计数'],
    ...single,
    takes: { zh: '条件列, 条件', en: 'rows, condition' },
    most: 2,
    gives: 'number',
    says: { zh: '符合条件的行有几行', en: 'How many rows meet a condition' },
    example: 'COUNTIF([库存流水.数量], "<0")'
  },
  {
    name: 'COUNTIFS',
    zh: ['多条件计数'],
    ...conditions,
    takes: pairs,
    gives: 'number',
    says: { zh: '符合全部条件的行有几行', en: 'How many rows meet all conditions' },
    example: 'COUNTIFS([库存流水.原因], "收货", [库存流水.数量], ">10")'
  },
  {
    name: 'AVERAGEIF',
    zh: ['条件平均'],
    ...single,
    gives: added,
    says: { zh: '符合条件的行的平均数', en: 'The average of rows that meet a condition' },
    example: 'AVERAGEIF([库存流水.原因], "收货", [库存流水.数量])'
  },
  {
    name: 'AVERAGEIFS',
    zh: ['多条件平均'],
    ...measured,
    gives: first,
    says: { zh: '符合全部条件的行的平均数', en: 'The average of rows that meet all conditions' },
    example: 'AVERAGEIFS([库存流水.数量], [库存流水.原因], "收货")'
  },
  {
    name: 'MINIFS',
    zh: ['多条件最小', '条件最小'],
    ...measured,
    gives: first,
    says: { zh: '符合全部条件的行里最小的', en: 'The smallest of rows that meet all conditions' },
    example: 'MINIFS([库存流水.业务日期], [库存流水.原因], "收货")'
  },
  {
    name: 'MAXIFS',
    zh: ['多条件最大', '条件最大'],
    ...measured,
    gives: first,
    says: { zh: '符合全部条件的行里最大的', en: 'The largest of rows that meet all conditions' },
    example: 'MAXIFS([库存流水.业务日期], [库存流水.原因], "销售")'
  }
];

export const aggregateFunctions: readonly FormulaFunction[] = [...plain, ...conditional];
