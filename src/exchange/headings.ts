/**
 * Which row holds the headings, and which column of the file is which of ours.
 *
 * Shops put titles, print dates and notes above the table, so the heading row is the one, near the top, that names most
 * of our columns. A heading is compared without case, blanks and width; with the unit in brackets first and then
 * without. What a person matched by hand before (`mapping`) goes before everything.
 */
import type { Columns } from '#schema/column.ts';
import type { SheetRow } from './sheet.ts';

/** Heading as written in the file → our column, or null for "leave out". Remembered per target by the caller. */
export type HeadingMapping = ReadonlyMap<string, string | null>;

export interface MatchedColumn {
  /** Position in the file, from 0. */
  readonly index: number;
  readonly heading: string;
  readonly column: string | null;
}

export interface Headings {
  /** Position in the sheet's list of rows. */
  readonly at: number;
  readonly columns: readonly MatchedColumn[];
}

const SEARCHED_ROWS = 50;
/** Names with a meaning for JavaScript objects: never matched, not even by hand, so that no file can reach a prototype. */
const NEVER_MATCHED = new Set(['__proto__', 'constructor', 'prototype']);

/** Null where no row names any of the columns. */
export function findHeadings(
  rows: readonly SheetRow[],
  columns: Columns,
  mapping: HeadingMapping = new Map()
): Headings | null {
  const known = namesOf(columns);
  let best: Headings | null = null;
  let bestCount = 0;
  rows.slice(0, SEARCHED_ROWS).forEach((row, at) => {
    const matched = matchRow(row.cells, { known, columns, mapping });
    const count = matched.filter((column) => column.column !== null).length;
    if (count <= bestCount) return;
    bestCount = count;
    best = { at, columns: matched };
  });
  return best;
}

interface Names {
  readonly known: ReadonlyMap<string, string>;
  readonly columns: Columns;
  readonly mapping: HeadingMapping;
}

function matchRow(cells: readonly string[], names: Names): MatchedColumn[] {
  const taken = new Set<string>();
  return cells.map((heading, index) => {
    const column = matchHeading(heading, names);
    // A file may carry a heading twice: the first one counts, the person can choose otherwise.
    if (column === null || taken.has(column)) return { index, heading, column: null };
    taken.add(column);
    return { index, heading, column };
  });
}

function matchHeading(heading: string, { known, columns, mapping }: Names): string | null {
  const plain = plainHeading(heading);
  if (plain === '' || NEVER_MATCHED.has(plain)) return null;
  const chosen = mapping.get(heading.trim());
  if (chosen !== undefined) return chosen !== null && Object.hasOwn(columns, chosen) ? chosen : null;
  return known.get(plain) ?? known.get(withoutUnit(plain)) ?? null;
}

function namesOf(columns: Columns): Map<string, string> {
  const known = new Map<string, string>();
  for (const [name, column] of Object.entries(columns))
    for (const title of [name, column.label.zh, column.label.en, ...(column.headings ?? [])]) {
      const plain = plainHeading(title);
      if (!known.has(plain)) known.set(plain, name);
    }
  return known;
}

/** NFKC turns full-width letters and brackets into plain ones; a trailing `*` or `:` marks a mandatory field. */
function plainHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b\ufeff]/g, '')
    .replace(/^\*+|[*:]+$/g, '');
}

function withoutUnit(plain: string): string {
  return plain.replace(/\([^()]*\)$/, '');
}
