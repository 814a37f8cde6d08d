import type { z } from 'zod';
import { refuse, succeed, type Result } from '#kernel/result.ts';

/** Refusal: `unreadable-request` with the field. What the person typed wrongly is judged later, by rules with names. */
export function readBody<T>(shape: z.ZodType<T>, body: unknown): Result<T> {
  const parsed = shape.safeParse(body);
  if (parsed.success) return succeed(parsed.data);
  return refuse('unreadable-request', { field: parsed.error.issues[0]?.path.join('.') || 'body' });
}
