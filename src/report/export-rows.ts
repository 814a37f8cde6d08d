/**
 * A computed report as a plain table with typed values, as an exporter takes it: the numbers on screen, not texts of them.
 */
import type { CellValue, ColumnKind } from '#schema/column.ts';
import type { ShownKind } from './measure-plan.ts';
import { Pace, type Steps } from './pace.ts';
import { SUBTOTAL_LABEL, TOTAL_LABEL } from './report-labels.ts';
import type { Measured, ReportLine, ReportResult, ResultMeasure } from './report-result.ts';

export interface TableColumn {
  readonly heading: string;
  readonly kind: ColumnKind;
  /** In px. */
  readonly width: number;
}

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly CellValue[])[];
  /** One per row: what adds up others is set in bold. */
  readonly marks: readonly ('detail' | 'subtotal' | 'total')[];
}

type Language = 'zh' | 'en';

interface NumberColumn {
  readonly heading: string;
  readonly kind: ColumnKind;
  readonly read: (line: ReportLine) => CellValue;
}

export function* reportToTable(result: ReportResult, language: Language): Steps<ReportTable> {
  const pace = new Pace();
  const numbers = numbersOf(result, language);
  const lines = [...result.lines, result.total];
  const rows: CellValue[][] = [];
  for (const line of lines) {
    const row = namesOf(line, result, language);
    for (const { read } of numbers) {
      if (pace.isDue()) yield;
      row.push(read(line));
    }
    rows.push(row);
  }
  return {
    title: result.report.label[language],
    columns: [
      ...result.levels.map((label) => ({ heading: label[language], kind: 'text' as const, width: 140 })),
      ...numbers.map(({ heading, kind }) => ({ heading, kind, width: 100 }))
    ],
    rows,
    marks: lines.map(({ kind }) => (kind === 'total' ? 'total' : kind === 'group' ? 'subtotal' : 'detail'))
  };
}

/** Of a cross table each group across has all measures, named after it. */
function numbersOf({ columns, measures, acrossLabel }: ReportResult, language: Language): NumberColumn[] {
  return columns.flatMap(({ key }, place) =>
    measures.flatMap((measure, at) => {
      const before = acrossLabel ? `${(key?.label ?? TOTAL_LABEL)[language]} ` : '';
      return numberColumns(measure, language).map(({ heading, kind, read }) => ({
        heading: before + heading,
        kind,
        read: ({ cells }: ReportLine) => {
          const [rows, measured] = [cells[place]?.rows ?? 0, cells[place]?.measures[at]];
          return measured && (rows > 0 || measured.previous || measured.lastYear) ? read(measured) : null;
        }
      }));
    })
  );
}

/** Every line carries the names of its outer groups, so that a filter in Excel keeps what belongs together. */
function namesOf({ keys, kind }: ReportLine, { levels }: ReportResult, language: Language): CellValue[] {
  return levels.map((_, level) => {
    const name = keys[level]?.label[language];
    if (name !== undefined) return name;
    if (level !== keys.length) return null;
    return kind === 'total' ? TOTAL_LABEL[language] : kind === 'group' ? SUBTOTAL_LABEL[language] : null;
  });
}

interface MeasuredColumn {
  readonly heading: string;
  readonly kind: ColumnKind;
  readonly read: (measured: Measured) => CellValue;
}

const WORDS = {
  share: { zh: '占比 %', en: 'share %' },
  cumulative: { zh: '累计占比 %', en: 'cumulative share %' },
  class: { zh: '分类', en: 'class' },
  previous: { zh: '上期', en: 'previous' },
  lastYear: { zh: '去年同期', en: 'last year' },
  change: { zh: '增减', en: 'change' },
  rate: { zh: '增减 %', en: 'change %' }
} as const;

function numberColumns({ measure, shows }: ResultMeasure, language: Language): MeasuredColumn[] {
  const named = (...words: readonly (keyof typeof WORDS)[]): string =>
    [measure.label[language], ...words.map((word) => WORDS[word][language])].join(' ');
  const percent = (word: 'share' | 'cumulative'): MeasuredColumn => ({
    heading: named(word),
    kind: 'money',
    read: (measured) => hundredths(measured[word], 100)
  });
  const { extras = [], classes } = measure;
  const columns: MeasuredColumn[] = [
    { heading: named(), kind: kindOf(shows), read: ({ value }) => plain(value, shows) }
  ];
  if (extras.includes('share')) columns.push(percent('share'));
  if (extras.includes('cumulative')) columns.push(percent('cumulative'));
  if (classes)
    columns.push({ heading: named('class'), kind: 'text', read: ({ shareClass }) => shareClass?.[language] ?? null });
  for (const [extra, time] of [['previous', 'previous'] as const, ['last-year', 'lastYear'] as const]) {
    if (!extras.includes(extra)) continue;
    columns.push(
      { heading: named(time), kind: kindOf(shows), read: (m) => plain(m[time]?.then ?? null, shows) },
      { heading: named(time, 'change'), kind: kindOf(shows), read: (m) => plain(m[time]?.change ?? null, shows) },
      { heading: named(time, 'rate'), kind: 'money', read: (m) => hundredths(m[time]?.rate ?? null, 100) }
    );
  }
  return columns;
}

/** Exporters know no plain decimal: like money it is handed over in whole hundredths and written with two places. */
function kindOf(shows: ShownKind): ColumnKind {
  return shows === 'decimal' ? 'money' : shows;
}

function plain(value: CellValue, shows: ShownKind): CellValue {
  return shows === 'decimal' && typeof value === 'number' ? hundredths(value, 1) : value;
}

function hundredths(value: number | null, times: 1 | 100): number | null {
  return value === null ? null : Math.round(value * times * 100) + 0;
}
