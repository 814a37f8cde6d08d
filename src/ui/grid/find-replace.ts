/** Find and replace over the shown text of cells that can be typed into; nothing is written here. */
import type { RowArray } from '#schema/table.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import { foldText } from '#ui/state/searched-text.ts';
import type { TypedCell } from './typed-cells.ts';

export interface Replacing {
  readonly find: string;
  readonly replace: string;
  /** The whole cell must be what is looked for; else any part of it. */
  readonly match: 'part' | 'whole';
  readonly columns: readonly ShownColumn[];
  readonly rows: Iterable<RowArray>;
  readonly textOf: (column: ShownColumn, row: RowArray) => string;
}

export interface Replacement extends TypedCell {
  readonly before: string;
}

/** Upper and lower case, full and half width are the same, as in the search of a table. */
export function findReplacements({ find, replace, match, columns, rows, textOf }: Replacing): Replacement[] {
  const wanted = foldText(find);
  if (wanted === '') return [];
  const writable = columns.filter(({ stored, kind }) => stored !== null && kind !== 'boolean');
  const found: Replacement[] = [];
  for (const row of rows)
    for (const column of writable) {
      const before = textOf(column, row);
      if (before === '') continue;
      const after = match === 'whole' ? wholeReplaced(before, wanted, replace) : partReplaced(before, wanted, replace);
      if (after !== null && after !== before) found.push({ row: row[0], column: column.path, text: after, before });
    }
  return found;
}

function wholeReplaced(before: string, wanted: string, replace: string): string | null {
  return foldText(before) === wanted ? replace : null;
}

function partReplaced(before: string, wanted: string, replace: string): string | null {
  const folded = foldText(before);
  let at = folded.indexOf(wanted);
  if (at < 0) return null;
  // Folding may change the length (①, ㎜): then places in the folded text are not places in the text.
  if (folded.length !== before.length) return before.includes(wanted) ? before.replaceAll(wanted, () => replace) : null;
  let after = '';
  let from = 0;
  for (; at >= 0; at = folded.indexOf(wanted, from)) {
    after += before.slice(from, at) + replace;
    from = at + wanted.length;
  }
  return after + before.slice(from);
}
