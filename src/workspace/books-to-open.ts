/**
 * Which books this person's work needs: those without a period, and of period books all that are stored here or that
 * the relay lists, since no month is closed yet and on-hand is the sum of all of them; and the current month.
 */
import { periodOf, type LocalDate } from '#kernel/local-date.ts';
import { shopCodeOf } from '#schema/book-name.ts';
import type { Schema } from '#schema/module.ts';

export interface BookNeeds {
  readonly stored: readonly string[];
  readonly today: LocalDate;
  /** Row ids of shops. */
  readonly shops: readonly string[];
}

export function booksToOpen(schema: Schema, { stored, today, shops }: BookNeeds): string[] {
  const names = new Set(stored);
  for (const { book } of schema.tables.values()) {
    const period = book.period ? `@${periodOf(today)}` : '';
    if (!book.shop) names.add(`${book.audience}${period}`);
    else for (const shop of shops) names.add(`${book.audience}@${shopCodeOf(shop)}${period}`);
  }
  return [...names];
}
