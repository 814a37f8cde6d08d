/** The declarations of this version's modules, for pages: they see the workspace and the schema, not the modules. */
import { modules } from '#modules/index.ts';
import { createSchema, type Schema } from '#schema/module.ts';

export function createHouseSchema(): Schema {
  return createSchema(modules);
}
