/**
 * Declarations only grow: old commits must fold for ever. A snapshot lists every name with what must never change about
 * it; `findBreakingChanges` compares it with the present one and names what was renamed, retyped or dropped.
 */
import type { Schema } from './module.ts';

export interface SchemaSnapshot {
  /** `table` → kind and book; `table.column` → place and kind; `table.column=choice`; `action:id`. */
  readonly names: Readonly<Record<string, string>>;
}

export function takeSnapshot(schema: Schema): SchemaSnapshot {
  const names: Record<string, string> = {};
  for (const table of schema.tables.values()) {
    names[table.id] =
      `${table.kind} ${[table.book.audience, table.book.shop, table.book.period].filter(Boolean).join('@')}`;
    Object.entries(table.columns).forEach(([name, column], index) => {
      names[`${table.id}.${name}`] = `${index} ${column.kind}${column.table ? ` ${column.table}` : ''}`;
      for (const choice of column.choices ?? []) names[`${table.id}.${name}=${choice.value}`] = 'choice';
    });
  }
  for (const id of schema.actions.keys()) names[`action:${id}`] = 'action';
  return { names };
}

/** Sentences for a developer, empty when everything old still stands. Columns may only be added at the end. */
export function findBreakingChanges(old: SchemaSnapshot, present: SchemaSnapshot): string[] {
  return Object.entries(old.names)
    .filter(([name, what]) => present.names[name] !== what)
    .map(([name, what]) => `${name} was "${what}" and is now "${present.names[name] ?? 'gone'}"; names only grow.`);
}
