/** What formulas give, in Excel's semantics where it has them. Money is in fen, as the cell holds it. */
import { describe, expect, test } from 'vitest';
import { isCellError } from '#schema/computed.ts';
import { formulaFunctions } from './functions.ts';
import { cellOf, compiled } from './small-house.fixture.ts';

type Case = readonly [formula: string, expected: unknown];

/** An error by its code. */
const shown = (formula: string): unknown => {
  const value = cellOf(formula);
  return isCellError(value) ? value.code : value;
};

const arithmetic: readonly Case[] = [
  ['=1+2*3', 7],
  ['1+2', 3],
  ['=(1+2)*3', 9],
  ['=-2^2', 4],
  ['=0-2^2', -4],
  ['=2^3^2', 64],
  ['=2^-1', 0.5],
  ['=50%', 0.5],
  ['=200*10%', 20],
  ['=0.1+0.2', 0.3],
  ['=0.1+0.2=0.3', true],
  ['=1/3*3=1', true],
  ['=10/4', 2.5],
  ['=1/0', '#DIV0'],
  ['=0^0', '#VALUE'],
  ['=1e3+1', 1001],
  ['=.5+1', 1.5],
  ['=--3', 3],
  ['=MOD(-3,2)', 1],
  ['=MOD(3,-2)', -1],
  ['=MOD(1.1,0.1)', 0],
  ['=QUOTIENT(-7,2)', -3],
  ['=INT(-2.5)', -3],
  ['=TRUNC(-2.5)', -2],
  ['=SQRT(-1)', '#VALUE'],
  ['=POWER(-8,3)', -512],
  ['=LOG(8,2)', 3],
  ['=LOG10(1000)', 3],
  ['=10^400', '#VALUE'],
  ['=MEDIAN(3,1,2,10)', 2.5]
];

const rounding: readonly Case[] = [
  ['=ROUND(2.5,0)', 3],
  ['=ROUND(-2.5,0)', -3],
  ['=ROUND(1.005,2)', 1.01],
  ['=ROUND(-1.005,2)', -1.01],
  ['=ROUND(1234.5,-2)', 1200],
  ['=ROUND(2.675,2)', 2.68],
  ['=ROUNDDOWN(8.2*100,0)', 820],
  ['=ROUNDUP(1.001,2)', 1.01],
  ['=ROUNDDOWN(-1.009,2)', -1],
  ['=CEILING(2.1,0.5)', 2.5],
  ['=FLOOR(-2.5,2)', -4],
  ['=CEILING(2.5,-2)', '#VALUE'],
  ['=MROUND(7,5)', 5],
  ['=MROUND(8,5)', 10],
  ['=EVEN(3)', 4],
  ['=ODD(-2)', -3]
];

const money: readonly Case[] = [
  ['=[零售价]', 128_050],
  ['=[零售价]*0.85', 108_843],
  ['=[零售价]+0.005', 128_051],
  ['=-[零售价]-0.005', -128_051],
  ['=[零售价]/3', 42_683],
  ['=[零售价]-[零售价]', 0],
  ['=[零售价]/[零售价]', 1],
  ['=[零售价]>1280', true],
  ['=[零售价]=1280.5', true],
  ['=IF([零售价]>1000,[零售价],0)', 128_050],
  ['="￥"&[零售价]', '￥1280.5'],
  ['=ROUND([零售价],0)', 128_100],
  ['=[零售价]*100000000', '#VALUE'],
  ['=[度数]', -425],
  ['=[度数]*2', -850],
  ['=[度数]<-4', true],
  ['=ABS([度数])', 425]
];

const emptyCells: readonly Case[] = [
  ['=[补货点]+1', 1],
  ['=[补货点]=0', true],
  ['=[备注]=""', true],
  ['=[备注]&"x"', 'x'],
  ['=ISBLANK([备注])', true],
  ['=ISBLANK("")', false],
  ['=[备注]', null],
  ['=IF([补货点],1,2)', 2],
  ['=IF(TRUE,,5)', null],
  ['=COUNT([补货点],[装量])', 1],
  ['=COUNTA([备注],[规格])', 1],
  ['=AVERAGE([补货点],[装量])', 7],
  ['=MIN([补货点],[装量])', 7],
  ['=IF([在手x]=0,1)', '! formula-unknown-column']
];

const textAndNumbers: readonly Case[] = [
  ['="10"+5', 15],
  ['="1,280.50"*2', 2561],
  ['="5%"*100', 5],
  ['="abc"+1', '#VALUE'],
  ['="10"=10', false],
  ['="2"<10', false],
  ['=TRUE>"z"', true],
  ['="a"="A"', true],
  ['=EXACT("a","A")', false],
  ['=TRUE+1', 2],
  ['=[条码]*2', 84],
  ['=SUM([条码],1)', 1],
  ['=SUM("42",1)', 43],
  ['=VALUE("１２")', 12],
  ['=VALUE("abc")', '#VALUE'],
  ['=LEN([规格])', 9],
  ['=LEFT([编码],2)', 'RB'],
  ['=RIGHT([编码],10)', 'RB3025'],
  ['=LEFT("abc",-1)', '#VALUE'],
  ['=MID([规格],4,2)', '18'],
  ['=TRIM("  a   b ")', 'a b'],
  ['=PROPER("ray-ban o2x")', 'Ray-Ban O2X'],
  ['=SUBSTITUTE("a.b.c",".","-")', 'a-b-c'],
  ['=SUBSTITUTE("a.b.c",".","-",2)', 'a.b-c'],
  ['=REPLACE("abcdef",2,3,"X")', 'aXef'],
  ['=FIND("b","aBb")', 3],
  ['=FIND("z","abc")', '#VALUE'],
  ['=SEARCH("B?D","abcd")', 2],
  ['=SEARCH("a*c","xxabbc")', 3],
  ['=SEARCH("~?","ab?")', 3],
  ['=TEXTJOIN("-",TRUE,"a",[备注],"b")', 'a-b'],
  ['=CONCAT("a",1,TRUE)', 'a1TRUE'],
  ['=REPT("ab",3)', 'ababab'],
  ['="say ""hi"""', 'say "hi"'],
  ['=TEXT(1234.567,"#,##0.00")', '1,234.57'],
  ['=TEXT(0.256,"0.0%")', '25.6%'],
  ['=TEXT(-5,"000")', '-005'],
  ['=TEXT(1.5,"0.0#")', '1.5'],
  ['=TEXT(5,"qq")', '#VALUE']
];

const dates: readonly Case[] = [
  ['=[失效日期]', '2026-11-30'],
  ['=[失效日期]-30', '2026-10-31'],
  ['=1+[失效日期]', '2026-12-01'],
  ['=[失效日期]-[入库日期]', 303],
  ['=[失效日期]>DATE(2026,6,1)', true],
  ['=[失效日期]<"2026-12-31"', true],
  ['="到期 "&[失效日期]', '到期 2026-11-30'],
  ['=[失效日期]*1', 46_356],
  ['=DATE(2026,13,1)', '2027-01-01'],
  ['=DATE(2026,3,0)', '2026-02-28'],
  ['=DATE(2024,2,29)+365', '2025-02-28'],
  ['=DATE(9999,12,31)+1', '#VALUE'],
  ['=DATE(1900,1,1)', '1900-01-01'],
  ['=DATE(1900,1,1)-1', '#VALUE'],
  ['=YEAR([失效日期])&"/"&MONTH([失效日期])&"/"&DAY([失效日期])', '2026/11/30'],
  ['=EDATE([入库日期],1)', '2026-02-28'],
  ['=EDATE("2026-03-31",-1)', '2026-02-28'],
  ['=EOMONTH([入库日期],1)', '2026-02-28'],
  ['=WEEKDAY("2026-11-01")', 1],
  ['=WEEKDAY("2026-11-01",2)', 7],
  ['=DATEDIF([入库日期],[失效日期],"M")', 9],
  ['=DATEDIF("2026-01-31","2026-03-01","D")', 29],
  ['=DATEDIF("2024-02-29","2026-02-28","Y")', 1],
  ['=DATEDIF([失效日期],[入库日期],"D")', '#VALUE'],
  ['=DAYS("2026-03-01","2026-02-01")', 28],
  ['=NETWORKDAYS("2026-11-01","2026-11-30")', 21],
  ['=TEXT([失效日期],"yyyy年m月d日 aaaa")', '2026年11月30日 星期一'],
  ['=DATEVALUE("2026/2/30")', '#VALUE'],
  ['=MAX([失效日期],[入库日期])', '2026-11-30'],
  ['=IF([装量]>100,[失效日期],"")', null]
];

const logic: readonly Case[] = [
  ['=IF(1>2,"a")', 'FALSE'],
  ['=IF([装量]=0,0,10/[装量])', 1.42857142857143],
  ['=IFS(FALSE,1,TRUE,2)', 2],
  ['=IFS(FALSE,1)', '#VALUE'],
  ['=SWITCH([类别],"lens",1,"镜架",2,3)', 2],
  ['=SWITCH([类别],"LENS",1,"Frame",2,3)', 2],
  ['=SWITCH(9,1,"a")', '#VALUE'],
  ['=[类别]="frame"', true],
  ['=[类别]&""', '镜架'],
  ['=[类别]<>"镜片"', true],
  ['=CHOOSE(1.9,"a","b")', 'a'],
  ['=CHOOSE(3,"a","b")', '#VALUE'],
  ['=AND(TRUE,1,"TRUE")', true],
  ['=AND("x",TRUE)', '#VALUE'],
  ['=OR(FALSE,0)', false],
  ['=XOR(TRUE,TRUE,TRUE)', true],
  ['=NOT([启用])', false],
  ['=IFERROR(1/0,"没有")', '没有'],
  ['=IFERROR([零售价]/2,0)', 64_025],
  ['=ISERROR(1/0)', true],
  ['=ISNUMBER([失效日期])', true],
  ['=ISTEXT([类别])', true],
  ['=TRUE()', true],
  ['=IF(1/0,1,2)', '#DIV0'],
  ['=如果（【零售价】＞１００，“高”，“低”）', '高'],
  ['=求和(1，2；3)', 6],
  ['=if(真, Sum(1,2), 0)', 3],
  ['=[ price ]×2÷２', 128_050],
  ['=[Registration no.]', 'REG-1']
];

describe.each([
  ['arithmetic', arithmetic],
  ['rounding half away from zero', rounding],
  ['money and powers', money],
  ['empty cells', emptyCells],
  ['text beside numbers', textAndNumbers],
  ['dates', dates],
  ['logic, choices, Chinese', logic]
] as const)('%s', (_, cases) => {
  test.each(cases)('%s', (formula, expected) => {
    expect(shown(formula)).toEqual(expected);
  });
});

test('an error of a cell is passed on with its reason', () => {
  const error = { code: '#REF', because: 'There is no such row.' } as const;
  expect(cellOf('=[装量]*2+1', { pack: error })).toEqual(error);
  expect(cellOf('=IFERROR([装量],0)', { pack: error })).toBe(0);
});

test.each([
  ['=[零售价]*2', 'money'],
  ['=[零售价]/[零售价]', 'number'],
  ['=IF([启用],[零售价],0)', 'money'],
  ['=IF([启用],[失效日期],"")', 'date'],
  ['=IF([启用],"有",[装量])', 'text'],
  ['=[失效日期]-[入库日期]', 'number'],
  ['=[失效日期]-1', 'date'],
  ['=[度数]+0.25', 'diopter'],
  ['=[装量]>1', 'boolean'],
  ['=""', 'text']
])('%s is shown as %s', (formula, kind) => {
  const result = compiled(formula);
  expect(result.ok && result.value.kind).toBe(kind);
});

test('no two functions share a name, and each has one in Chinese', () => {
  const all = formulaFunctions.flatMap(({ name, zh }) => [name, ...zh]);
  expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
  expect(formulaFunctions.filter(({ zh }) => zh.length === 0)).toEqual([]);
});
