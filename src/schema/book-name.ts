/** Book names: `audience[@shop][@period]`, made from a row by its table's rule and read back into their parts. */
import { periodOf, type Period } from '#kernel/local-date.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { CellValue } from './column.ts';
import type { BookRule, Table } from './table.ts';

export type BookName = string;

export interface BookParts {
  readonly audience: string;
  readonly shop?: string;
  readonly period?: Period;
}

const PART = /^[a-z0-9][a-z0-9-]{0,39}$/;
const PERIOD = /^\d{4}(-\d{2})?$/;

/** Null for a name that no rule can have made. */
export function parseBookName(name: string): BookParts | null {
  const [audience, ...rest] = name.split('@');
  if (!audience || !PART.test(audience) || rest.length > 2) return null;
  const [first, second] = rest;
  if (first === undefined) return { audience };
  if (second === undefined) return PERIOD.test(first) ? { audience, period: first } : shopParts(audience, first);
  return PERIOD.test(second) && PART.test(first) ? { audience, shop: first, period: second } : null;
}

function shopParts(audience: string, shop: string): BookParts | null {
  return PART.test(shop) ? { audience, shop } : null;
}

/** Shop rows are keyed by their code (`shop:wuchang`); books carry the code alone. */
export function shopCodeOf(shopRowId: string): string {
  return shopRowId.slice(shopRowId.indexOf(':') + 1);
}

/** Refusals: `book-needs-shop`, `book-needs-date` when the row lacks what its book is named after. */
export function bookOfRow(table: Table, values: Readonly<Record<string, CellValue>>): Result<BookName> {
  const rule = table.book;
  let name = rule.audience;
  if (rule.shop) {
    const shop = values[rule.shop];
    if (typeof shop !== 'string' || !PART.test(shopCodeOf(shop))) return refuse('book-needs-shop', { table: table.id });
    name += `@${shopCodeOf(shop)}`;
  }
  if (rule.period) {
    const date = values[rule.period];
    if (typeof date !== 'string') return refuse('book-needs-date', { table: table.id });
    name += `@${periodOf(date)}`;
  }
  return succeed(name);
}

/** Whether rows of a table with this rule may live in a book of that name (protocol 10). */
export function ruleAllowsBook(rule: BookRule, parts: BookParts): boolean {
  return (
    rule.audience === parts.audience &&
    (rule.shop !== undefined) === (parts.shop !== undefined) &&
    (rule.period !== undefined) === (parts.period !== undefined)
  );
}
