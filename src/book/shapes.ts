/** What the fold needs to know of the declarations: a table's kind and the order of its columns. */
import type { Schema } from '#schema/module.ts';
import type { TableShape } from './table-fold.ts';

export function shapesOf(schema: Schema): Map<string, TableShape> {
  const shapes = new Map<string, TableShape>();
  for (const { id, kind, columns } of schema.tables.values()) {
    const held = Object.entries(columns).filter(([, column]) => column.onConflict === 'hold');
    shapes.set(id, { id, kind, columns: Object.keys(columns), held: new Set(held.map(([name]) => name)) });
  }
  return shapes;
}
