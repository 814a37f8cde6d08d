/**
 * Arithmetic and rounding. Whatever rounds looks at the 15 digits people see, so ROUNDDOWN(8.2*100,0) is 820 though the
 * double lies below it.
 */
import { formulaError } from './cell-errors.ts';
import { fifteenDigits, roundTo, type Rounding } from './decimal.ts';
import { onNumbers, type FormulaFunction } from './function-declaration.ts';
import type { FormulaKind } from './kinds.ts';
import { powerOf } from './power.ts';
import type { Value } from './value.ts';

const first = (kinds: readonly FormulaKind[]): FormulaKind => kinds[0] ?? 'number';

const one = { takes: { zh: '数值', en: 'number' }, least: 1, most: 1 } as const;
const toPlaces = { takes: { zh: '数值, 小数位', en: 'number, decimals' }, least: 1, most: 2, gives: first } as const;
const inSteps = { takes: { zh: '数值, 倍数', en: 'number, multiple' }, least: 2, most: 2, gives: first } as const;

function places(how: Rounding) {
  return onNumbers((x = 0, digits = 0) => roundTo(x, Math.max(-20, Math.min(20, Math.trunc(digits))), how));
}

/** How many steps, by `count`, then times the step. Excel asks both for one sign, but lets a negative number have a positive step. */
function steps(name: string, count: (ratio: number) => number) {
  return onNumbers((x = 0, step = 0) => {
    if (step === 0) return 0;
    if (x > 0 && step < 0) return formulaError('out-of-range', name);
    return fifteenDigits(count(fifteenDigits(x / step)) * step);
  });
}

/** The result has the sign of the divisor, as in Excel. */
function remainder(x = 0, divisor = 0): Value {
  if (divisor === 0) return formulaError('divided-by-zero');
  return fifteenDigits(x - divisor * Math.floor(fifteenDigits(x / divisor)));
}

/** Away from zero to the next even or odd number. */
function toParity(odd: 0 | 1) {
  return onNumbers((x = 0) => {
    const up = Math.ceil(fifteenDigits(Math.abs(x)));
    const whole = up % 2 === odd ? up : up + 1;
    return x < 0 ? -whole : whole;
  });
}

function logarithm(x = 0, base = 10): Value {
  if (x <= 0 || base <= 0) return formulaError('out-of-range', 'LOG');
  if (base === 1) return formulaError('divided-by-zero');
  return fifteenDigits(base === 10 ? Math.log10(x) : Math.log(x) / Math.log(base));
}

const rounding: readonly FormulaFunction[] = [
  {
    name: 'ROUND',
    zh: ['四舍五入'],
    ...toPlaces,
    says: { zh: '四舍五入到几位小数', en: 'Rounded, half away from zero' },
    example: 'ROUND([零售价]*0.85, 0)',
    body: places('half')
  },
  {
    name: 'ROUNDUP',
    zh: ['向上舍入'],
    ...toPlaces,
    says: { zh: '往大里进位', en: 'Rounded away from zero' },
    example: 'ROUNDUP([零售价]/3, 1)',
    body: places('up')
  },
  {
    name: 'ROUNDDOWN',
    zh: ['向下舍入'],
    ...toPlaces,
    says: { zh: '后面的位数舍去', en: 'Rounded towards zero' },
    example: 'ROUNDDOWN([零售价]/3, 1)',
    body: places('down')
  },
  {
    name: 'TRUNC',
    zh: ['截尾', '取整数部分'],
    ...toPlaces,
    says: { zh: '舍去小数', en: 'Cut after so many decimals' },
    example: 'TRUNC([零售价])',
    body: places('down')
  },
  {
    name: 'INT',
    zh: ['取整'],
    ...one,
    gives: first,
    says: { zh: '不大于它的整数', en: 'The whole number below' },
    example: 'INT([零售价]/100)',
    body: onNumbers((x = 0) => Math.floor(fifteenDigits(x)))
  },
  {
    name: 'CEILING',
    zh: ['向上取整'],
    ...inSteps,
    says: { zh: '进到倍数', en: 'Up to a multiple' },
    example: 'CEILING([补货点], 10)',
    body: steps('CEILING', Math.ceil)
  },
  {
    name: 'FLOOR',
    zh: ['向下取整'],
    ...inSteps,
    says: { zh: '退到倍数', en: 'Down to a multiple' },
    example: 'FLOOR([零售价], 10)',
    body: steps('FLOOR', Math.floor)
  },
  {
    name: 'MROUND',
    zh: ['舍入到倍数'],
    ...inSteps,
    says: { zh: '舍入到最近的倍数', en: 'To the nearest multiple' },
    example: 'MROUND([零售价], 5)',
    body: onNumbers((x = 0, step = 0) => {
      if (step === 0) return 0;
      return x * step < 0 ? formulaError('out-of-range', 'MROUND') : fifteenDigits(roundTo(x / step, 0) * step);
    })
  },
  {
    name: 'EVEN',
    zh: ['向上取偶'],
    ...one,
    gives: first,
    says: { zh: '进到偶数', en: 'Up to an even number' },
    example: 'EVEN([补货点])',
    body: toParity(0)
  },
  {
    name: 'ODD',
    zh: ['向上取奇'],
    ...one,
    gives: first,
    says: { zh: '进到奇数', en: 'Up to an odd number' },
    example: 'ODD([补货点])',
    body: toParity(1)
  }
];

const calculating: readonly FormulaFunction[] = [
  {
    name: 'ABS',
    zh: ['绝对值'],
    ...one,
    gives: first,
    says: { zh: '去掉负号', en: 'Without its sign' },
    example: 'ABS([在手])',
    body: onNumbers((x = 0) => Math.abs(x))
  },
  {
    name: 'SIGN',
    zh: ['正负号'],
    ...one,
    gives: 'number',
    says: { zh: '正数 1，负数 -1，零 0', en: '1, -1 or 0' },
    example: 'SIGN([在手])',
    body: onNumbers((x = 0) => Math.sign(x))
  },
  {
    name: 'MOD',
    zh: ['余数', '求余'],
    takes: { zh: '数值, 除数', en: 'number, divisor' },
    least: 2,
    most: 2,
    gives: first,
    says: { zh: '除后的余数', en: 'What is left after dividing' },
    example: 'MOD([补货点], 6)',
    body: onNumbers(remainder)
  },
  {
    name: 'QUOTIENT',
    zh: ['整除'],
    takes: { zh: '数值, 除数', en: 'number, divisor' },
    least: 2,
    most: 2,
    gives: 'number',
    says: { zh: '除后的整数部分', en: 'The whole part of a division' },
    example: 'QUOTIENT([补货点], 6)',
    body: onNumbers((x = 0, y = 0) => (y === 0 ? formulaError('divided-by-zero') : Math.trunc(fifteenDigits(x / y))))
  },
  {
    name: 'POWER',
    zh: ['乘方', '幂'],
    takes: { zh: '底数, 指数', en: 'base, exponent' },
    least: 2,
    most: 2,
    gives: 'number',
    says: { zh: '乘方', en: 'To the power of' },
    example: 'POWER(1.05, 3)',
    body: onNumbers((x = 0, y = 0) => powerOf(x, y))
  },
  {
    name: 'SQRT',
    zh: ['平方根'],
    ...one,
    gives: 'number',
    says: { zh: '平方根', en: 'The square root' },
    example: 'SQRT(2)',
    body: onNumbers((x = 0) => Math.sqrt(x))
  },
  {
    name: 'EXP',
    zh: ['指数'],
    ...one,
    gives: 'number',
    says: { zh: 'e 的乘方', en: 'e to the power of' },
    example: 'EXP(1)',
    body: onNumbers((x = 0) => fifteenDigits(Math.exp(x)))
  },
  {
    name: 'LN',
    zh: ['自然对数'],
    ...one,
    gives: 'number',
    says: { zh: '自然对数', en: 'The natural logarithm' },
    example: 'LN(10)',
    body: onNumbers((x = 0) => (x > 0 ? fifteenDigits(Math.log(x)) : formulaError('out-of-range', 'LN')))
  },
  {
    name: 'LOG',
    zh: ['对数'],
    takes: { zh: '数值, 底数', en: 'number, base' },
    least: 1,
    most: 2,
    gives: 'number',
    says: { zh: '对数，底数不写为 10', en: 'The logarithm, to base 10 unless told' },
    example: 'LOG(8, 2)',
    body: onNumbers(logarithm)
  },
  {
    name: 'LOG10',
    zh: ['常用对数'],
    ...one,
    gives: 'number',
    says: { zh: '以 10 为底的对数', en: 'The logarithm to base 10' },
    example: 'LOG10(1000)',
    body: onNumbers((x = 0) => logarithm(x, 10))
  },
  {
    name: 'PI',
    zh: ['圆周率'],
    takes: { zh: '', en: '' },
    least: 0,
    most: 0,
    gives: 'number',
    says: { zh: '圆周率', en: '3.14159265358979' },
    example: 'PI()',
    body: () => Math.PI
  }
];

export const mathFunctions: readonly FormulaFunction[] = [...rounding, ...calculating];
