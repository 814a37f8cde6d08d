/** Functions that choose: only the arguments that are needed are worked out, so `IF([x]=0,0,1/[x])` divides by no zero. */
import { isCellError } from '#schema/computed.ts';
import { formulaError } from './cell-errors.ts';
import { isEqual } from './compare.ts';
import { MOST_ARGUMENTS, type Arguments, type FormulaFunction, type FunctionBody } from './function-declaration.ts';
import { commonKind, type FormulaKind } from './kinds.ts';
import { toNumber, toTruth, type Value } from './value.ts';

function chooseIf(args: Arguments): Value {
  const truth = toTruth(args.value(0));
  if (isCellError(truth)) return truth;
  if (truth) return args.value(1);
  return args.count > 2 ? args.value(2) : false;
}

function chooseIfs(args: Arguments): Value {
  for (let i = 0; i + 1 < args.count; i += 2) {
    const truth = toTruth(args.value(i));
    if (isCellError(truth)) return truth;
    if (truth) return args.value(i + 1);
  }
  return formulaError('nothing-fits', args.name);
}

function switchTo(args: Arguments): Value {
  const wanted = args.value(0);
  if (isCellError(wanted)) return wanted;
  for (let i = 1; i + 1 < args.count; i += 2) {
    const offered = args.value(i);
    if (isCellError(offered)) return offered;
    if (isEqual(wanted, offered)) return args.value(i + 1);
  }
  return args.count % 2 === 0 ? args.value(args.count - 1) : formulaError('nothing-fits', args.name);
}

function choose(args: Arguments): Value {
  const number = toNumber(args.value(0));
  if (isCellError(number)) return number;
  const index = Math.trunc(number);
  return index >= 1 && index < args.count ? args.value(index) : formulaError('out-of-range', args.name);
}

/** Empty cells and text in cells do not count, as in Excel. */
function onTruths(settle: (yes: number, all: number) => boolean): FunctionBody {
  return (args) => {
    let [yes, all] = [0, 0];
    for (let i = 0; i < args.count; i++) {
      const value = args.value(i);
      if (args.isCell(i) && (value === null || isWords(value))) continue;
      const truth = toTruth(value);
      if (isCellError(truth)) return truth;
      all += 1;
      if (truth) yes += 1;
    }
    return all === 0 ? formulaError('out-of-range', args.name) : settle(yes, all);
  };
}

function negate(args: Arguments): Value {
  const truth = toTruth(args.value(0));
  return isCellError(truth) ? truth : !truth;
}

function ifError(args: Arguments): Value {
  const value = args.value(0);
  return isCellError(value) ? args.value(1) : value;
}

const every = (step: number, from: number) => (kinds: readonly FormulaKind[]) =>
  commonKind(kinds.filter((_, i) => i >= from && (i - from) % step === 0));

/** The values behind the matches, and the last one where it is the default. */
const switched = (kinds: readonly FormulaKind[]): FormulaKind =>
  commonKind(kinds.filter((_, i) => i > 0 && (i % 2 === 0 || (i === kinds.length - 1 && kinds.length % 2 === 0))));

const many = { least: 1, most: MOST_ARGUMENTS, gives: 'boolean' } as const;
const manyTruths = { takes: { zh: '条件1, 条件2, …', en: 'condition1, condition2, …' }, ...many } as const;
const one = { takes: { zh: '值', en: 'value' }, least: 1, most: 1, gives: 'boolean' } as const;

export const logicFunctions: readonly FormulaFunction[] = [
  {
    name: 'IF',
    zh: ['如果', '若'],
    takes: { zh: '条件, 成立时, 不成立时', en: 'condition, then, otherwise' },
    says: { zh: '条件成立给第一个值，否则给第二个', en: 'One value if the condition holds, else the other' },
    example: 'IF([在手]<[补货点], "要补", "")',
    least: 2,
    most: 3,
    gives: (kinds) => commonKind(kinds.slice(1)),
    body: chooseIf
  },
  {
    name: 'IFS',
    zh: ['多条件', '多重如果'],
    takes: { zh: '条件1, 值1, 条件2, 值2, …', en: 'condition1, value1, condition2, value2, …' },
    says: { zh: '给第一个成立的条件后面的值', en: 'The value behind the first condition that holds' },
    example: 'IFS([零售价]>=1000, "高", [零售价]>=500, "中", TRUE, "低")',
    least: 2,
    most: MOST_ARGUMENTS,
    gives: every(2, 1),
    body: chooseIfs
  },
  {
    name: 'SWITCH',
    zh: ['匹配', '切换'],
    takes: { zh: '值, 比较1, 结果1, …, 其他', en: 'value, match1, result1, …, otherwise' },
    says: { zh: '值等于哪一个，就给它后面的结果', en: 'The result behind the first match of the value' },
    example: 'SWITCH([类别], "镜架", 0.3, "镜片", 0.2, 0.1)',
    least: 3,
    most: MOST_ARGUMENTS,
    gives: switched,
    body: switchTo
  },
  {
    name: 'CHOOSE',
    zh: ['选择'],
    takes: { zh: '序号, 值1, 值2, …', en: 'number, value1, value2, …' },
    says: { zh: '按序号给出第几个值', en: 'The value with that number' },
    example: 'CHOOSE(WEEKDAY([失效日期], 2), "一", "二", "三", "四", "五", "六", "日")',
    least: 2,
    most: MOST_ARGUMENTS,
    gives: every(1, 1),
    body: choose
  },
  {
    name: 'AND',
    zh: ['并且', '且'],
    ...manyTruths,
    says: { zh: '全部成立才是真', en: 'TRUE if all hold' },
    example: 'AND([启用], [零售价]>0)',
    body: onTruths((yes, all) => yes === all)
  },
  {
    name: 'OR',
    zh: ['或者', '或'],
    ...manyTruths,
    says: { zh: '有一个成立就是真', en: 'TRUE if any holds' },
    example: 'OR([品牌]="雷朋", [品牌]="暴龙")',
    body: onTruths((yes) => yes > 0)
  },
  {
    name: 'XOR',
    zh: ['异或'],
    ...manyTruths,
    says: { zh: '成立的个数是奇数就是真', en: 'TRUE if an odd number hold' },
    example: 'XOR([启用], [零售价]>0)',
    body: onTruths((yes) => yes % 2 === 1)
  },
  {
    name: 'NOT',
    zh: ['非', '不是'],
    takes: { zh: '条件', en: 'condition' },
    says: { zh: '真变假，假变真', en: 'TRUE becomes FALSE and the other way round' },
    example: 'NOT([启用])',
    least: 1,
    most: 1,
    gives: 'boolean',
    body: negate
  },
  {
    name: 'IFERROR',
    zh: ['如果出错', '若错误'],
    takes: { zh: '值, 出错时', en: 'value, if it is an error' },
    says: { zh: '算不出来时给另一个值', en: 'Another value where the first is an error' },
    example: 'IFERROR([零售价]/[补货点], 0)',
    least: 2,
    most: 2,
    gives: commonKind,
    body: ifError
  },
  {
    name: 'ISBLANK',
    zh: ['是空', '为空'],
    ...one,
    says: { zh: '格子是不是空的', en: 'Whether the cell is empty' },
    example: 'ISBLANK([条码])',
    body: (args) => args.value(0) === null
  },
  {
    name: 'ISERROR',
    zh: ['是错误'],
    ...one,
    says: { zh: '是不是算不出来', en: 'Whether it is an error' },
    example: 'ISERROR(VALUE([规格]))',
    body: (args) => isCellError(args.value(0))
  },
  {
    name: 'ISNUMBER',
    zh: ['是数字'],
    ...one,
    says: { zh: '是不是数字或日期', en: 'Whether it is a number or a date' },
    example: 'ISNUMBER([补货点])',
    body: (args) => isNumeric(args.value(0))
  },
  {
    name: 'ISTEXT',
    zh: ['是文本', '是文字'],
    ...one,
    says: { zh: '是不是文字', en: 'Whether it is text' },
    example: 'ISTEXT([名称])',
    body: (args) => isWords(args.value(0))
  }
];

function isNumeric(value: Value): boolean {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && 'day' in value);
}

function isWords(value: Value): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && 'choice' in value);
}
