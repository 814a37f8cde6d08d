/** What a path of a report leads to: a stored or computed column or a key of the source, or of a row it refers to. */
import type { Choice, ColumnKind, Label } from './column.ts';
import type { Schema } from './module.ts';

export interface ReportColumn {
  readonly label: Label;
  readonly kind: ColumnKind;
  readonly choices?: readonly Choice[];
  /** Of a reference: the table whose rows it names. */
  readonly table?: string;
}

/** Undefined where nothing is declared under that name. */
export function findReportColumn(schema: Schema, source: string, path: string): ReportColumn | undefined {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let table: string | undefined = source;
  for (const step of steps) {
    table = table === undefined ? undefined : ownColumn(schema, table, step)?.table;
  }
  return table === undefined ? undefined : ownColumn(schema, table, last);
}

function ownColumn(schema: Schema, source: string, name: string): ReportColumn | undefined {
  const stored = schema.tables.get(source)?.columns;
  // Paths also come from managers: a name that every object inherits is no column.
  if (stored && Object.hasOwn(stored, name)) return stored[name];
  const computed = schema.computed.get(source)?.get(name);
  if (computed) return { ...computed, kind: computed.shows };
  const keys = schema.groups.get(source)?.keys;
  const key = keys && Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (!key) return undefined;
  return key.table === undefined
    ? { label: key.label, kind: key.kind }
    : { label: key.label, kind: 'reference', table: key.table };
}

export function isReportSource(schema: Schema, source: string): boolean {
  return schema.tables.has(source) || schema.groups.has(source);
}

/** A power in hundredths can be averaged, its sum says nothing. */
export function canBeAdded(kind: ColumnKind): boolean {
  return kind === 'integer' || kind === 'money';
}

export function isNumberKind(kind: ColumnKind): boolean {
  return kind === 'integer' || kind === 'money' || kind === 'diopter';
}
