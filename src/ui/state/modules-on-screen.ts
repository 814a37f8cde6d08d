/** The modules and pages that the rail, the breadcrumb and the start page speak of, in the order they are declared. */
import type { LookupPage, Module, Page, Schema } from '#schema/module.ts';

export interface PageOnScreen {
  readonly module: Module;
  readonly page: Page;
}

export const AREAS = ['business', 'management', 'system'] as const satisfies readonly Module['area'][];

export function modulesOfArea(schema: Schema, area: Module['area']): readonly Module[] {
  return schema.modules.filter((module) => module.area === area && module.pages.length > 0);
}

export function findPage(schema: Schema, module: string | undefined, page: string | undefined): PageOnScreen | null {
  const found = schema.modules.find(({ id }) => id === module);
  const shown = found?.pages.find(({ id }) => id === page);
  return found && shown ? { module: found, page: shown } : null;
}

export function pathOf(module: string, page: string): `/${string}/${string}` {
  return `/${module}/${page}`;
}

/** Null where no module has anything to look up. */
export function lookupPage(schema: Schema): LookupPage | null {
  return schema.modules.find(({ lookup }) => lookup)?.lookup ?? null;
}

/** Where a row of a table is shown: the first page over that table. */
export function pageOfTable(schema: Schema, table: string): PageOnScreen | null {
  for (const module of schema.modules)
    for (const page of module.pages) if (page.table === table) return { module, page };
  return null;
}
