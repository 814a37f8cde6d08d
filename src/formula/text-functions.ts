/** The functions of text. Characters are counted as Excel counts them, in UTF-16 units. */
import { MOST_ARGUMENTS, type FormulaFunction } from './function-declaration.ts';
import {
  concat,
  cut,
  find,
  isExact,
  middle,
  onText,
  proper,
  repeat,
  replace,
  substitute,
  textJoin,
  trim
} from './text-bodies.ts';

const oneText = { takes: { zh: '文字', en: 'text' }, least: 1, most: 1, gives: 'text' } as const;
const some = { takes: { zh: '文字, 个数', en: 'text, count' }, least: 1, most: 2, gives: 'text' } as const;
const finding = {
  takes: { zh: '找什么, 在哪里, 从第几个字起', en: 'what, in which text, from' },
  least: 2,
  most: 3,
  gives: 'number'
} as const;
const joining = { takes: { zh: '文字1, 文字2, …', en: 'text1, text2, …' }, least: 1, most: MOST_ARGUMENTS } as const;

export const textFunctions: readonly FormulaFunction[] = [
  {
    name: 'LEN',
    zh: ['长度', '字数'],
    ...oneText,
    gives: 'number',
    says: { zh: '有几个字', en: 'How many characters' },
    example: 'LEN([条码])',
    body: onText((text) => text.length)
  },
  {
    name: 'LEFT',
    zh: ['左取', '左边'],
    ...some,
    says: { zh: '左边几个字', en: 'The first characters' },
    example: 'LEFT([编码], 2)',
    body: cut((text, count) => text.slice(0, count))
  },
  {
    name: 'RIGHT',
    zh: ['右取', '右边'],
    ...some,
    says: { zh: '右边几个字', en: 'The last characters' },
    example: 'RIGHT([条码], 4)',
    body: cut((text, count) => (count === 0 ? '' : text.slice(-count)))
  },
  {
    name: 'MID',
    zh: ['取中', '中间'],
    takes: { zh: '文字, 从第几个起, 个数', en: 'text, from, count' },
    least: 3,
    most: 3,
    gives: 'text',
    says: { zh: '中间几个字', en: 'Characters from the middle' },
    example: 'MID([规格], 4, 2)',
    body: middle
  },
  {
    name: 'TRIM',
    zh: ['去空格'],
    ...oneText,
    says: { zh: '去掉多余的空格', en: 'Without blanks that are too many' },
    example: 'TRIM([名称])',
    body: onText(trim)
  },
  {
    name: 'UPPER',
    zh: ['大写'],
    ...oneText,
    says: { zh: '变成大写', en: 'In capitals' },
    example: 'UPPER([型号])',
    body: onText((text) => text.toUpperCase())
  },
  {
    name: 'LOWER',
    zh: ['小写'],
    ...oneText,
    says: { zh: '变成小写', en: 'In small letters' },
    example: 'LOWER([型号])',
    body: onText((text) => text.toLowerCase())
  },
  {
    name: 'PROPER',
    zh: ['首字母大写'],
    ...oneText,
    says: { zh: '每个词的首字母大写', en: 'Each word with a capital' },
    example: 'PROPER([品牌])',
    body: onText(proper)
  },
  {
    name: 'CONCAT',
    zh: ['连接', '拼接'],
    ...joining,
    gives: 'text',
    says: { zh: '接成一段文字', en: 'Joined into one text' },
    example: 'CONCAT([品牌], " ", [型号])',
    body: concat
  },
  {
    name: 'CONCATENATE',
    zh: ['合并文字'],
    ...joining,
    gives: 'text',
    says: { zh: '同 CONCAT', en: 'The same as CONCAT' },
    example: 'CONCATENATE([型号], "-", [色号])',
    body: concat
  },
  {
    name: 'TEXTJOIN',
    zh: ['文本合并', '串接'],
    takes: { zh: '分隔符, 跳过空的, 文字1, …', en: 'separator, skip empty, text1, …' },
    least: 3,
    most: MOST_ARGUMENTS,
    gives: 'text',
    says: { zh: '用分隔符接成一段文字', en: 'Joined with a separator' },
    example: 'TEXTJOIN("-", TRUE, [型号], [色号], [颜色])',
    body: textJoin
  },
  {
    name: 'REPT',
    zh: ['重复'],
    takes: { zh: '文字, 次数', en: 'text, times' },
    least: 2,
    most: 2,
    gives: 'text',
    says: { zh: '重复几次', en: 'Repeated' },
    example: 'REPT("★", 3)',
    body: repeat
  },
  {
    name: 'SUBSTITUTE',
    zh: ['替换', '替换文字'],
    takes: { zh: '文字, 旧, 新, 第几个', en: 'text, old, new, which' },
    least: 3,
    most: 4,
    gives: 'text',
    says: { zh: '把一些字换成别的', en: 'Old text replaced by new' },
    example: 'SUBSTITUTE([规格], "□", "-")',
    body: substitute
  },
  {
    name: 'REPLACE',
    zh: ['替换位置'],
    takes: { zh: '文字, 从第几个起, 个数, 新', en: 'text, from, count, new' },
    least: 4,
    most: 4,
    gives: 'text',
    says: { zh: '换掉某个位置的字', en: 'Characters at a place replaced' },
    example: 'REPLACE([条码], 1, 3, "***")',
    body: replace
  },
  {
    name: 'FIND',
    zh: ['查找'],
    ...finding,
    says: { zh: '在第几个字，分大小写', en: 'Where it stands, case matters' },
    example: 'FIND("-", [型号])',
    body: find('exact')
  },
  {
    name: 'SEARCH',
    zh: ['搜索'],
    ...finding,
    says: { zh: '在第几个字，不分大小写，? 和 * 代表任意字', en: 'Where it stands; ? and * stand for anything' },
    example: 'SEARCH("rb", [型号])',
    body: find('wild')
  },
  {
    name: 'EXACT',
    zh: ['完全相同'],
    takes: { zh: '文字1, 文字2', en: 'text1, text2' },
    least: 2,
    most: 2,
    gives: 'boolean',
    says: { zh: '是否完全相同，分大小写', en: 'Whether both are the same, case matters' },
    example: 'EXACT([型号], [供应商货号])',
    body: isExact
  }
];
