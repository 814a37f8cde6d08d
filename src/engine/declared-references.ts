/** What the declarations say about columns: what they refer to and hold, and whether a way leads where it should. */
import { refuse } from '#kernel/result.ts';
import type { ColumnKind } from '#schema/column.ts';
import type { Schema } from '#schema/module.ts';
import { RefusedDeclaration } from './refused-declaration.ts';

export interface DeclaredWay {
  readonly from: string;
  readonly by: readonly string[];
  readonly to: string;
}

/** The table whose rows the column names; undefined where the declarations do not say (a formula may give any text). */
export function referredTable(schema: Schema, space: string, column: string): string | undefined {
  const stored = storedColumn(schema, space, column);
  if (stored) return stored.kind === 'reference' ? stored.table : undefined;
  const key = schema.groups.get(space)?.keys[column];
  if (key) return key.table;
  const computed = schema.computed.get(space)?.get(column);
  if (computed?.primitive !== 'lookup') return undefined;
  const target = referredTable(schema, space, computed.through);
  return target === undefined ? undefined : referredTable(schema, target, computed.column);
}

/** A column of a table or a derived table that is not computed. */
export function storedColumn(schema: Schema, space: string, column: string) {
  return (schema.tables.get(space) ?? schema.derives.get(space))?.columns[column];
}

/** How the column is shown; undefined for a name that nothing declares. */
export function kindOf(schema: Schema, space: string, column: string): ColumnKind | undefined {
  const key = schema.groups.get(space)?.keys[column];
  return (
    storedColumn(schema, space, column)?.kind ??
    (key ? (key.kind ?? 'reference') : schema.computed.get(space)?.get(column)?.shows)
  );
}

/** What the `by` columns must refer to, in their order: a table, or undefined for a plain value. */
function keyTablesOf(schema: Schema, space: string): readonly (string | undefined)[] {
  const group = schema.groups.get(space);
  return group ? Object.values(group.keys).map((key) => key.table) : [space];
}

/** Throws where the `by` columns cannot name rows of `to`. */
export function checkWay(schema: Schema, { from, by, to }: DeclaredWay, asker: string): void {
  const tables = keyTablesOf(schema, to);
  if (by.length !== tables.length)
    throw new RefusedDeclaration(
      refuse('wrong-key-count', { to, given: by.length, needed: tables.length }),
      `${asker} names rows of ${to} by ${by.length} columns of ${from}; ${tables.length} are needed.`
    );
  by.forEach((column, i) => {
    const refers = referredTable(schema, from, column);
    const table = tables[i];
    if (refers !== undefined && table !== undefined && refers !== table)
      throw new RefusedDeclaration(
        refuse('wrong-reference', { column: `${from}.${column}`, refers, table }),
        `${asker} goes by ${from}.${column}, which refers to ${refers} and not to ${table}.`
      );
  });
}
