/** The house with managers' own columns declared beside the modules', for an engine that is made with them. */
import { assert } from '#kernel/result.ts';
import type { Computed } from '#schema/computed.ts';
import type { Schema } from '#schema/module.ts';
import type { OwnColumn } from '#formula/cycle.ts';

/** Helpers of one name are one declaration, so formulas share them. The columns are free of cycles (`withoutCycles`). */
export function withOwnColumns(schema: Schema, columns: readonly OwnColumn[]): Schema {
  const computed = new Map([...schema.computed].map(([space, known]) => [space, new Map(known)]));
  const put = (space: string, name: string, column: Computed): void => {
    const known = computed.get(space) ?? new Map<string, Computed>();
    computed.set(space, known.set(name, column));
  };
  for (const { id, formula } of columns) {
    assert(!computed.get(formula.home)?.has(id), `The column ${formula.home}.${id} is there already.`);
    put(formula.home, id, formula.column);
    for (const [space, helpers] of Object.entries(formula.helpers))
      for (const [name, helper] of Object.entries(helpers)) put(space, name, helper);
  }
  return { ...schema, computed };
}
