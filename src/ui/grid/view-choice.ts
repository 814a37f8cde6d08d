/**
 * What somebody chose to see of a page, as data, and as the JSON text that a saved view holds: paths that no longer exist
 * and values nobody understands are left out when it is read, never an error.
 */
import { z } from 'zod';
import type { Condition, Conditions } from './row-filter.ts';
import type { Direction } from './row-order.ts';

export interface SortLevel {
  readonly path: string;
  readonly direction: Direction;
}

export interface ViewChoice {
  /** The first level decides first. */
  readonly sorts: readonly SortLevel[];
  readonly conditions: Conditions;
  readonly search: string;
  readonly onlyAlerts: boolean;
  /** Paths of the shown columns in their order; null: as the page declares them. */
  readonly columns: readonly string[] | null;
  /** How many columns stay while scrolling sideways; null: as the page declares it. */
  readonly frozen: number | null;
}

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const bound = z.union([z.string(), z.number(), z.null()]);
const condition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contains'), text: z.string() }),
  z.object({ kind: z.literal('one-of'), values: z.array(cell) }),
  z.object({ kind: z.literal('range'), from: bound, to: bound })
]);
const saved = z.object({
  sorts: z.array(z.object({ path: z.string(), direction: z.enum(['up', 'down']) })).catch([]),
  conditions: z.array(z.tuple([z.string(), condition])).catch([]),
  search: z.string().catch(''),
  onlyAlerts: z.boolean().catch(false),
  columns: z.array(z.string()).nullable().catch(null),
  frozen: z.int().min(0).max(10).nullable().catch(null)
});

export function viewToText(choice: ViewChoice): string {
  return JSON.stringify({ ...choice, conditions: [...choice.conditions] });
}

/** Null where the text is no view. */
export function viewFromText(text: string, isKnown: (path: string) => boolean): ViewChoice | null {
  const read = saved.safeParse(parseOrNull(text));
  if (!read.success) return null;
  const { sorts, conditions, columns, ...plain } = read.data;
  const known = columns?.filter(isKnown) ?? [];
  return {
    ...plain,
    sorts: sorts.filter(({ path }) => isKnown(path)),
    conditions: new Map<string, Condition>(conditions.filter(([path]) => isKnown(path))),
    columns: known.length > 0 ? known : null
  };
}

/** In its place where the level is there already, else behind the others. */
export function withLevel(
  levels: readonly SortLevel[],
  path: string,
  direction: Direction | null
): readonly SortLevel[] {
  if (direction === null) return levels.filter((level) => level.path !== path);
  const next = { path, direction };
  return levels.some((level) => level.path === path)
    ? levels.map((level) => (level.path === path ? next : level))
    : [...levels, next];
}

/** Up, down, and back to the order of the page; `beside` keeps the levels there are. */
export function cycleLevel(levels: readonly SortLevel[], path: string, how: 'alone' | 'beside'): readonly SortLevel[] {
  const present = levels.find((level) => level.path === path)?.direction;
  const next = present === undefined ? 'up' : present === 'up' ? 'down' : null;
  return withLevel(how === 'beside' ? levels : levels.filter((level) => level.path === path), path, next);
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // reason: a text that is no JSON is a view nobody understands; the caller says so.
    return null;
  }
}
