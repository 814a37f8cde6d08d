/**
 * How a row is named wherever another row, an alert, a form or a list refers to it. One rule for all of them, so that a
 * shop has one name.
 */
import type { Table } from './table.ts';

/** A single title column says enough (武昌店); several need the key in front to tell rows apart. */
export function nameColumns(table: Table): readonly string[] {
  const title = table.title ?? [];
  if (table.key === undefined || title.length === 1) return title;
  return [table.key, ...title.filter((name) => name !== table.key)];
}

/** Names of goods often repeat the brand, 强生 ACUVUE 舒日 强生 ACUVUE 30片装: each word is said once. */
export function joinName(parts: readonly string[]): string {
  return [...new Set(parts.join(' ').split(' '))].filter((word) => word !== '').join(' ');
}
