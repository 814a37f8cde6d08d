/** What the declarations say about references: which table a column refers to, and whether a way leads where it should. */
import type { Schema } from '#schema/module.ts';

export interface DeclaredWay {
  readonly from: string;
  readonly by: readonly string[];
  readonly to: string;
}

/** The table whose rows the column names; undefined where the declarations do not say (a formula may give any text). */
export function referredTable(schema: Schema, space: string, column: string): string | undefined {
  const stored = schema.tables.get(space)?.columns[column];
  if (stored) return stored.kind === 'reference' ? stored.table : undefined;
  const key = schema.groups.get(space)?.keys[column];
  if (key) return key.table;
  const computed = schema.computed.get(space)?.get(column);
  if (computed?.primitive !== 'lookup') return undefined;
  const target = referredTable(schema, space, computed.through);
  return target === undefined ? undefined : referredTable(schema, target, computed.column);
}

/** The tables that the `by` columns must refer to, in their order. */
export function keyTablesOf(schema: Schema, space: string): readonly string[] {
  const group = schema.groups.get(space);
  return group ? Object.values(group.keys).map((key) => key.table) : [space];
}

/** Throws where the `by` columns cannot name rows of `to`: a bug in the declaration. */
export function checkWay(schema: Schema, { from, by, to }: DeclaredWay, asker: string): void {
  const tables = keyTablesOf(schema, to);
  if (by.length !== tables.length)
    throw new Error(`${asker} names rows of ${to} by ${by.length} columns of ${from}; ${tables.length} are needed.`);
  by.forEach((column, i) => {
    const table = referredTable(schema, from, column);
    if (table !== undefined && table !== tables[i])
      throw new Error(`${asker} goes by ${from}.${column}, which refers to ${table} and not to ${tables[i]}.`);
  });
}
