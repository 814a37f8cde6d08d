/** The columns of a report on screen: which numbers stand in a line, and how each is written. */
import type { When } from '#report/periods.ts';
import type { Measured, ReportResult, ResultColumn, ResultMeasure } from '#report/report-result.ts';
import { TOTAL_LABEL } from '#report/report-labels.ts';
import type { Label } from '#schema/column.ts';
import type { Language, MessageKey } from '#text/text.ts';
import { numberText, percentText } from './number-text.ts';

type Word = Extract<MessageKey, `reports.extra.${string}`>;

export interface ShownColumn {
  readonly id: string;
  /** Of a cross table the group across; else null. */
  readonly across: Label | null;
  readonly measure: Label;
  /** What of the measure, where it is not the value itself. */
  readonly words: readonly Word[];
  /** Place of the cell in a line, and of the measure in a cell. */
  readonly place: number;
  readonly at: number;
  readonly read: (measured: Measured, language: Language) => string;
  /** Of a change: its sign decides arrow and colour. */
  readonly sign?: (measured: Measured) => number;
  /** The number's rows can be asked for. */
  readonly drills?: { readonly column: ResultColumn; readonly measure: string; readonly when: When };
}

type Part = Pick<ShownColumn, 'words' | 'read' | 'sign'> & { readonly id: string; readonly when?: When };

export function columnsOf({ columns, measures, acrossLabel }: ReportResult): readonly ShownColumn[] {
  return columns.flatMap((column, place) =>
    measures.flatMap((measure, at) =>
      partsOf(measure).map(({ id, when, ...part }): ShownColumn => {
        return {
          ...part,
          id: `${place} ${measure.measure.id} ${id}`,
          across: acrossLabel && (column.key?.label ?? TOTAL_LABEL),
          measure: measure.measure.label,
          place,
          at,
          ...(when ? { drills: { column, measure: measure.measure.id, when } } : {})
        };
      })
    )
  );
}

function partsOf({ measure, shows }: ResultMeasure): readonly Part[] {
  const { extras = [], classes } = measure;
  const parts: Part[] = [
    { id: 'value', words: [], when: 'now', read: ({ value }, language) => numberText(shows, value, language) }
  ];
  for (const extra of ['share', 'cumulative'] as const)
    if (extras.includes(extra))
      parts.push({ id: extra, words: [`reports.extra.${extra}`], read: (measured) => percentText(measured[extra]) });
  if (classes)
    parts.push({
      id: 'class',
      words: ['reports.extra.class'],
      read: ({ shareClass }, language) => shareClass?.[language] ?? ''
    });
  for (const [extra, time] of [['previous', 'previous'] as const, ['last-year', 'lastYear'] as const]) {
    if (!extras.includes(extra)) continue;
    const word: Word = `reports.extra.${time}`;
    const sign = (measured: Measured): number => Math.sign(measured[time]?.change ?? 0);
    parts.push(
      {
        id: time,
        words: [word],
        when: extra,
        read: (m, language) => numberText(shows, m[time]?.then ?? null, language)
      },
      {
        id: `${time} change`,
        words: [word, 'reports.extra.change'],
        sign,
        read: (m, language) => signed(numberText(shows, m[time]?.change ?? null, language))
      },
      {
        id: `${time} rate`,
        words: [word, 'reports.extra.rate'],
        sign,
        read: (m) => signed(percentText(m[time]?.rate ?? null))
      }
    );
  }
  return parts;
}

function signed(text: string): string {
  return text === '' || text.startsWith('-') || !/[1-9]/.test(text) ? text : `+${text}`;
}
