/**
 * Rows by what people remember of them: any words of the key, the title or a barcode, in any order. A key that begins
 * with the words comes first, since somebody who types a code means that code.
 */
import type { RowId } from '#kernel/ids.ts';
import { joinName } from '#schema/row-name.ts';
import type { Table } from '#schema/table.ts';
import type { Workspace } from '#workspace/workspace.ts';

export interface FoundRow {
  readonly id: RowId;
  readonly key: string;
  /** The title columns, without the key. */
  readonly title: string;
}

export interface RowSearch {
  readonly table: string;
  readonly text: string;
  readonly limit: number;
}

export function findRows(workspace: Workspace, { table: tableId, text, limit }: RowSearch): readonly FoundRow[] {
  const table = workspace.table(tableId);
  const words = fold(text).split(/\s+/).filter(Boolean);
  const places = columnPlaces(table);
  const first: FoundRow[] = [];
  const others: FoundRow[] = [];
  for (const row of workspace.tables.rows(tableId)) {
    const key = String(row[places.key] ?? '');
    const searched = fold(places.searched.map((at) => row[at] ?? '').join(' '));
    if (!words.every((word) => searched.includes(word))) continue;
    const begins = words.length > 0 && fold(key).startsWith(words[0]!);
    const list = begins ? first : others;
    if (list.length < limit)
      list.push({ id: row[0], key, title: joinName(places.title.map((at) => String(row[at] ?? ''))) });
    if (first.length >= limit || (words.length === 0 && others.length >= limit)) break;
  }
  return [...first, ...others].slice(0, limit);
}

function columnPlaces(table: Table) {
  const names = Object.keys(table.columns);
  const at = (name: string): number => names.indexOf(name) + 1;
  const title = (table.title ?? []).filter((name) => name !== table.key);
  const barcodes = names.filter((name) => table.columns[name]?.kind === 'barcode');
  const key = table.key ?? title[0] ?? names[0]!;
  return { key: at(key), title: title.map(at), searched: [...new Set([key, ...title, ...barcodes])].map(at) };
}

/** Full-width letters and digits, as Chinese input methods type them, find the plain ones. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
