/**
 * What the rows of a group have in common. Keys are made once per value, so that groups are found by identity and a
 * label is asked for once; their ids are the same in every run, so that a drill-down finds the rows again.
 */
import { daysBetween, type LocalDate } from '#kernel/local-date.ts';
import type { CellValue, Label } from '#schema/column.ts';
import { isCellError, type ComputedValue } from '#schema/computed.ts';
import type { Band, Dimension } from '#schema/report.ts';
import type { Pace, Steps } from './pace.ts';
import { periodText } from './periods.ts';
import type { ReportInput } from './report-source.ts';

export interface GroupKey {
  readonly id: string;
  readonly kind: 'value' | 'empty' | 'error' | 'others';
  /** The cell's value, a period as text, or the number of a band; null where there is none. */
  readonly value: CellValue;
  readonly label: Label;
  /** Of `others`: the ids of the keys that were put together. */
  readonly members?: ReadonlySet<string>;
}

export const EMPTY_LABEL: Label = { zh: '（空）', en: '(empty)' };
export const OTHERS_LABEL: Label = { zh: '其他', en: 'Others' };

const EMPTY: GroupKey = { id: 'empty', kind: 'empty', value: null, label: EMPTY_LABEL };

export function* othersKey(groups: Iterable<{ readonly key: GroupKey }>, pace: Pace): Steps<GroupKey> {
  const members = new Set<string>();
  for (const { key } of groups) {
    if (pace.isDue()) yield;
    members.add(key.id);
  }
  return { id: 'others', kind: 'others', value: null, label: OTHERS_LABEL, members };
}

export function isSameKey(wanted: GroupKey, found: GroupKey): boolean {
  return wanted.members ? wanted.members.has(found.id) : wanted.id === found.id;
}

/** A value of the dimension's column → its group. */
export type Keyer = (value: ComputedValue) => GroupKey;

export function createKeyer<Row>({ source, today }: ReportInput<Row>, dimension: Dimension): Keyer {
  const make = keyMaker({ source, today }, dimension);
  const byValue = new Map<CellValue, GroupKey>();
  const byId = new Map<string, GroupKey>();
  const once = (key: GroupKey): GroupKey => {
    const known = byId.get(key.id);
    if (known) return known;
    byId.set(key.id, key);
    return key;
  };
  return (value) => {
    if (isCellError(value)) return once(errorKey(value.code));
    let key = byValue.get(value);
    if (!key) byValue.set(value, (key = once(value === null || value === '' ? EMPTY : make(value))));
    return key;
  };
}

type KeyMaker = (value: string | number | boolean) => GroupKey;

function keyMaker<Row>(
  { source, today }: Pick<ReportInput<Row>, 'source' | 'today'>,
  { column, grain, bands }: Dimension
): KeyMaker {
  if (bands) return (value) => bandKey(bands, typeof value === 'string' ? ageOf(value, today) : value);
  if (source.column(column)?.kind === 'date') return (value) => periodKey(periodText(String(value), grain ?? 'day'));
  return (value) => ({
    id: `${typeof value}:${value}`,
    kind: 'value',
    value,
    label: source.labelOf(column, value)
  });
}

function ageOf(date: LocalDate, today: LocalDate): number {
  return daysBetween(date, today);
}

/** What lies above the last band lies in none. */
function bandKey(bands: readonly Band[], value: number | boolean): GroupKey {
  const at = bands.findIndex(({ below }) => below === null || Number(value) < below);
  const band = bands[at];
  return band ? { id: `band:${at}`, kind: 'value', value: at, label: band.label } : EMPTY;
}

function periodKey(text: string): GroupKey {
  return { id: `period:${text}`, kind: 'value', value: text, label: { zh: text, en: text } };
}

function errorKey(code: string): GroupKey {
  return { id: `error:${code}`, kind: 'error', value: null, label: { zh: code, en: code } };
}
