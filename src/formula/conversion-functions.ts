/** Numbers and dates from text, and text from them. */
import { isCellError } from '#schema/computed.ts';
import { formulaError } from './cell-errors.ts';
import { isDayNumber } from './day-number.ts';
import { textAt, type Arguments, type FormulaFunction } from './function-declaration.ts';
import { formatDay, formatNumber, isDateFormat } from './number-format.ts';
import { toNumber, toText, type Value } from './value.ts';

/** Text that is no number stays as it is, as in Excel. */
function format(args: Arguments): Value {
  const [value, wanted] = [args.value(0), textAt(args, 1)];
  if (isCellError(value)) return value;
  if (isCellError(wanted)) return wanted;
  const number = toNumber(value);
  if (isCellError(number)) return toText(value);
  if (!isDateFormat(wanted)) return formatNumber(number, wanted) ?? formulaError('unknown-format', wanted);
  const day = Math.floor(number);
  if (!isDayNumber(day)) return formulaError('no-such-day');
  return formatDay(day, wanted) ?? formulaError('unknown-format', wanted);
}

export const conversionFunctions: readonly FormulaFunction[] = [
  {
    name: 'TEXT',
    zh: ['文本', '格式'],
    takes: { zh: '值, 格式', en: 'value, format' },
    least: 2,
    most: 2,
    gives: 'text',
    says: { zh: '按格式写成文字', en: 'Written in a format' },
    example: 'TEXT([失效日期], "yyyy年m月")',
    body: format
  },
  {
    name: 'VALUE',
    zh: ['数值'],
    takes: { zh: '文字', en: 'text' },
    least: 1,
    most: 1,
    gives: 'number',
    says: { zh: '把文字读成数字', en: 'Text read as a number' },
    example: 'VALUE(LEFT([规格], 2))',
    body: (args) => toNumber(args.value(0))
  }
];
