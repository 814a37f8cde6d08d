/**
 * The errors that formulas put into cells. A cell does not know who reads it, so the reason is said in both languages.
 * Excel's #NUM! and #N/A are #VALUE here: the house has five codes.
 */
import type { CellError } from '#schema/computed.ts';

const SHOWN_CHARACTERS = 40;

const ERRORS = {
  'not-a-number': ['#VALUE', '“{}”不是数字。“{}” is not a number.'],
  'not-a-truth': ['#VALUE', '“{}”不是“真”或“假”。“{}” is neither TRUE nor FALSE.'],
  'not-a-date': ['#VALUE', '“{}”不是日期。“{}” is not a date.'],
  'no-such-day': ['#VALUE', '日期超出 1900 到 9999 年。The date lies outside the years 1900 to 9999.'],
  'divided-by-zero': ['#DIV0', '除数是 0。Division by zero.'],
  'too-large': ['#VALUE', '结果太大。The result is too large.'],
  'money-too-large': ['#VALUE', '金额超过上限。The amount is too large.'],
  'out-of-range': ['#VALUE', '{} 的参数超出范围。An argument of {} is out of range.'],
  'not-found': ['#VALUE', '找不到“{}”。“{}” was not found.'],
  'nothing-fits': ['#VALUE', '{} 没有一项符合。Nothing fits in {}.'],
  'text-too-long': ['#VALUE', '文字超过 32,767 个字符。The text would exceed 32,767 characters.'],
  'unknown-format': ['#VALUE', '不认识的格式“{}”。Unknown format “{}”.'],
  'too-much-work': ['#ERROR', '公式太费时，已停止。The formula takes too long and was stopped.'],
  'gone-column': ['#NAME', '列“{}”已经没有了，请修改公式。The column “{}” is gone; please change the formula.'],
  cycle: ['#REF', '公式互相引用：{}。请修改其中一列。Formulas refer to each other: {}. Change one of them.']
} as const satisfies Readonly<Record<string, readonly [CellError['code'], string]>>;

export function formulaError(name: keyof typeof ERRORS, what = ''): CellError {
  const [code, sentence] = ERRORS[name];
  const shown = what.length > SHOWN_CHARACTERS ? `${what.slice(0, SHOWN_CHARACTERS)}…` : what;
  return { code, because: sentence.replaceAll('{}', () => shown) };
}
