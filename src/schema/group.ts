/**
 * A group is a computed table: one row per combination of keys that occurs in at least one row of its sources (tables,
 * groups or derived tables). A key is a reference, which lookups may go through, or a plain value such as a power or a
 * month: then two keys can be the axes of a matrix.
 */
import type { ColumnKind, Label } from './column.ts';

export type KeyValue = string | number | boolean;

export interface ReferenceKey {
  readonly label: Label;
  /** The table whose rows it names. */
  readonly table: string;
  readonly kind?: never;
}

export interface ValueKey {
  readonly label: Label;
  /** How it is shown. */
  readonly kind: Exclude<ColumnKind, 'reference'>;
  readonly table?: never;
}

export type GroupKey = ReferenceKey | ValueKey;

export interface Group {
  readonly kind: 'group';
  readonly id: string;
  readonly label: Label;
  readonly keys: Readonly<Record<string, GroupKey>>;
  /** For each source the columns that give the keys, in the order of `keys`; a row with an empty one is left out. */
  readonly sources: readonly { readonly table: string; readonly by: readonly string[] }[];
}

export function group(options: Omit<Group, 'kind'>): Group {
  return { ...options, kind: 'group' };
}

/** The id of a group row: its keys joined by `|`, row ids as they are, values as `valueKeyText` writes them. */
export function groupRowId(keys: readonly string[]): string {
  return keys.join('|');
}

/**
 * A value inside a group row's id: `-350`, `true`, `'2026-11`. Text begins with an apostrophe, as Excel marks text that
 * looks like a number, and holds no `|`; so different keys never give one id, and an id is cut in one way.
 */
export function valueKeyText(value: KeyValue): string {
  if (typeof value !== 'string') return String(value);
  return `'${value.replaceAll('%', '%25').replaceAll('|', '%7C')}`;
}

/** The value of a text that `valueKeyText` wrote; undefined for any other text. */
export function readValueKey(text: string): KeyValue | undefined {
  if (text.startsWith("'")) return text.slice(1).replaceAll('%7C', '|').replaceAll('%25', '%');
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return String(number) === text ? number : undefined;
}
