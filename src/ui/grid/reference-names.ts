/**
 * How rows of other tables are named where a cell refers to them, and the way back from what people type or paste to a
 * row. Names are kept until their table changes: a drop-down over 20,000 products must answer within a keystroke.
 */
import type { RowId } from '#kernel/ids.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { formatCell } from '#schema/cell.ts';
import type { Label } from '#schema/column.ts';
import { joinName, nameColumns } from '#schema/row-name.ts';
import type { RowArray, Table } from '#schema/table.ts';
import type { Language } from '#text/text.ts';
import { foldText } from '#ui/state/searched-text.ts';

export interface ReferenceSource {
  table(id: string): Table;
  rows(table: string): Iterable<RowArray>;
  row(table: string, id: RowId): RowArray | undefined;
  /** Choices in a name are said in the language on screen. */
  language(): Language;
}

export interface NamedRow {
  readonly id: RowId;
  readonly name: string;
}

interface Listed extends NamedRow {
  readonly haystack: string;
}

export class ReferenceNames {
  readonly #source: ReferenceSource;
  readonly #names = new Map<string, Map<RowId, string>>();
  readonly #lists = new Map<string, readonly Listed[]>();
  /** Table → every spelling that means one row → the rows it means. */
  readonly #spellings = new Map<string, ReadonlyMap<string, readonly RowId[]>>();

  constructor(source: ReferenceSource) {
    this.#source = source;
  }

  /** To be told of every table that changes, so that no name is stale. */
  forget(table: string): void {
    this.#names.delete(table);
    this.#lists.delete(table);
    this.#spellings.delete(table);
  }

  forgetAll(): void {
    this.#names.clear();
    this.#lists.clear();
    this.#spellings.clear();
  }

  /** The row's id where the row has not come yet: a reference is never shown as nothing. */
  nameOf(tableId: string, id: RowId): string {
    let names = this.#names.get(tableId);
    if (!names) this.#names.set(tableId, (names = new Map()));
    const known = names.get(id);
    if (known !== undefined) return known;
    const row = this.#source.row(tableId, id);
    const name = row ? this.#compose(this.#source.table(tableId), row) : id;
    names.set(id, name);
    return name;
  }

  /** Rows whose name contains every word of the query, in the order of the table; an empty query gives the first ones. */
  search(tableId: string, query: string, limit: number): readonly NamedRow[] {
    const words = fold(query).split(/\s+/).filter(Boolean);
    const found: NamedRow[] = [];
    for (const listed of this.#list(tableId)) {
      if (!words.every((word) => listed.haystack.includes(word))) continue;
      found.push(listed);
      if (found.length === limit) break;
    }
    return found;
  }

  /** What was typed → a row: its id, key, barcode, full name or a title column that no other row shares. */
  find(tableId: string, typed: string): Result<RowId> {
    const matches = this.#spellingsOf(tableId).get(fold(typed)) ?? [];
    if (matches.length === 1) return succeed(matches[0]!);
    if (this.#source.row(tableId, typed)) return succeed(typed);
    const { zh, en }: Label = this.#source.table(tableId).label;
    return refuse('no-such-reference', { typed, what: zh, whatEn: en });
  }

  #list(tableId: string): readonly Listed[] {
    const known = this.#lists.get(tableId);
    if (known) return known;
    const table = this.#source.table(tableId);
    const list: Listed[] = [];
    for (const row of this.#source.rows(tableId)) {
      const name = this.#compose(table, row);
      list.push({ id: row[0], name, haystack: fold([name, ...this.#spoken(table, row)].join(' ')) });
    }
    list.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    this.#lists.set(tableId, list);
    return list;
  }

  #spellingsOf(tableId: string): ReadonlyMap<string, readonly RowId[]> {
    const known = this.#spellings.get(tableId);
    if (known) return known;
    const table = this.#source.table(tableId);
    const spellings = new Map<string, RowId[]>();
    for (const row of this.#source.rows(tableId))
      for (const spelling of new Set([this.#compose(table, row), ...this.#spoken(table, row)].map(fold))) {
        const rows = spellings.get(spelling);
        if (rows) rows.push(row[0]);
        else spellings.set(spelling, [row[0]]);
      }
    this.#spellings.set(tableId, spellings);
    return spellings;
  }

  #compose(table: Table, row: RowArray): string {
    const name = joinName(nameColumns(table).map((column) => this.#cellText(table, row, column)));
    if (name !== '') return name;
    return (table.key && this.#cellText(table, row, table.key)) || row[0];
  }

  #cellText(table: Table, row: RowArray, name: string): string {
    const column = table.columns[name];
    const value = row[Object.keys(table.columns).indexOf(name) + 1] ?? null;
    if (!column || value === null) return '';
    const isOther = column.kind === 'reference' && column.table !== undefined && column.table !== table.id;
    return isOther ? this.nameOf(column.table, String(value)) : formatCell(column, value, this.#source.language());
  }

  #spoken(table: Table, row: RowArray): string[] {
    const unique = Object.entries(table.columns).filter(([, column]) => column.unique);
    const names = new Set([...(table.key ? [table.key] : []), ...(table.title ?? []), ...unique.map(([name]) => name)]);
    return [...names].map((name) => this.#cellText(table, row, name)).filter((text) => text !== '');
  }
}

function fold(text: string): string {
  return foldText(text).trim();
}
