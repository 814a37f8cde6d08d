/**
 * The JSON text of a saved view, read again: paths that no longer exist and values nobody understands are left out, never
 * an error. Import this dynamically: the validator is 25 KB gzipped that a page without a saved view does not need.
 */
import { z } from 'zod';
import { TONES } from './colour-rules.ts';
import type { Condition } from './row-filter.ts';
import type { ViewChoice } from './view-choice.ts';

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
  frozen: z.int().min(0).max(10).nullable().catch(null),
  groups: z.array(z.object({ path: z.string(), grain: z.enum(['value', 'month', 'year']) })).catch([]),
  rowHeight: z.enum(['normal', 'tall']).catch('normal'),
  colours: z
    .array(z.object({ path: z.string(), condition, tone: z.enum(TONES), reach: z.enum(['cell', 'row']) }))
    .catch([])
});

/** Null where the text is no view. */
export function viewFromText(text: string, isKnown: (path: string) => boolean): ViewChoice | null {
  const read = saved.safeParse(parseOrNull(text));
  if (!read.success) return null;
  const { sorts, conditions, columns, groups, colours, ...plain } = read.data;
  const known = columns?.filter(isKnown) ?? [];
  return {
    ...plain,
    groups: groups.filter(({ path }) => isKnown(path)),
    colours: colours.filter(({ path }) => isKnown(path)),
    sorts: sorts.filter(({ path }) => isKnown(path)),
    conditions: new Map<string, Condition>(conditions.filter(([path]) => isKnown(path))),
    columns: known.length > 0 ? known : null
  };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // reason: a text that is no JSON is a view nobody understands; the caller says so.
    return null;
  }
}
