/** The JSON form of a report, by shape alone: which columns exist and what fits them is a second question. */
import { z } from 'zod';
import { isLocalDate } from '#kernel/local-date.ts';
import { MAX_CELL_CHARACTERS } from './limits.ts';
import { CHART_KINDS, EXTRAS, GRAINS, type Report } from './report.ts';

const text = z.string().min(1).max(200);
const label = z.strictObject({ zh: text, en: text });
const cell = z.union([z.string().max(MAX_CELL_CHARACTERS), z.number(), z.boolean(), z.null()]);
const date = z.string().refine(isLocalDate);

const window = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('between'), from: date.nullable(), to: date.nullable() }),
  z.strictObject({ kind: z.enum(['last-days', 'older-than']), days: z.int().min(1).max(3_660) }),
  z.strictObject({ kind: z.enum(['this-month', 'last-month', 'this-year']) })
]);

const filter = z.discriminatedUnion('is', [
  z.strictObject({ column: text, is: z.enum(['one-of', 'none-of']), values: z.array(cell).max(1_000) }),
  z.strictObject({
    column: text,
    is: z.enum(['at-least', 'at-most', 'above', 'below']),
    value: z.union([z.number(), z.string().max(200)])
  }),
  z.strictObject({ column: text, is: z.literal('contains'), text }),
  z.strictObject({ column: text, is: z.enum(['empty', 'filled']) }),
  z.strictObject({ column: text, is: z.literal('within'), window })
]);
const filters = z.array(filter).max(20).optional();

const dimension = z.strictObject({
  column: text,
  label: label.optional(),
  grain: z.enum(GRAINS).optional(),
  bands: z
    .array(z.strictObject({ label, below: z.number().nullable() }))
    .min(1)
    .max(50)
    .optional(),
  across: z.literal(true).optional(),
  order: z
    .strictObject({
      by: z.union([z.literal('key'), z.strictObject({ measure: text })]),
      direction: z.enum(['up', 'down'])
    })
    .optional(),
  top: z.int().min(1).max(1_000).optional()
});

const measureOptions = {
  id: text,
  label,
  where: filters,
  extras: z.array(z.enum(EXTRAS)).max(EXTRAS.length).optional(),
  classes: z
    .array(z.strictObject({ label, upTo: z.number().gt(0) }))
    .min(1)
    .max(10)
    .optional()
};
const factors = z.array(text).max(3).optional();

const measure = z.discriminatedUnion('of', [
  z.strictObject({ ...measureOptions, of: z.literal('count') }),
  z.strictObject({
    ...measureOptions,
    of: z.literal('sum'),
    column: text,
    factors,
    negated: z.literal(true).optional()
  }),
  z.strictObject({ ...measureOptions, of: z.enum(['average', 'min', 'max', 'distinct']), column: text }),
  z.strictObject({ ...measureOptions, of: z.literal('level'), column: text, factors, on: text, window }),
  z.strictObject({ ...measureOptions, of: z.literal('ratio'), over: text, under: text, times: z.number().optional() })
]);

/** Dimensions are counted elsewhere, where the refusal can say how many are too many. */
const report = z.strictObject({
  id: text,
  label,
  help: label.optional(),
  source: text,
  filters,
  dimensions: z.array(dimension).max(20),
  measures: z.array(measure).max(20),
  chart: z.strictObject({ kind: z.enum(CHART_KINDS), measure: text, against: text.optional() }).optional()
});

/** Gives where in the JSON the first thing is that no report has. */
export function readShape(json: unknown): { readonly report: Report } | { readonly at: string } {
  const read = report.safeParse(json);
  if (!read.success) return { at: read.error.issues[0]?.path.join('.') || '-' };
  // reason: an optional of zod may also hold undefined, which JSON cannot.
  return { report: read.data as Report };
}
