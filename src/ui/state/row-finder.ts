/**
 * Rows by what people remember of them: any words of the key, the title or a barcode, in any order, also as pinyin
 * initials; a phone number by its last digits. A fact has no key: it is found by what was written on it, its number or
 * note, the latest first.
 *
 * Rows are replaced and never changed, so what is searched of a row is prepared once per row array. A search is a
 * generator: with 100,000 rows it is done in slices between two keystrokes.
 */
import type { RowId } from '#kernel/ids.ts';
import type { CellValue, Column } from '#schema/column.ts';
import { joinName } from '#schema/row-name.ts';
import type { RowArray, Table } from '#schema/table.ts';
import { createInitials } from './pinyin-initials.ts';
import {
  foldText,
  hasTail,
  hasWords,
  NEARNESS,
  nearnessOf,
  prepareText,
  wordsOf,
  type Nearness,
  type SearchedText
} from './searched-text.ts';

export interface FoundRow {
  readonly id: RowId;
  readonly key: string;
  /** The title columns, without the key. */
  readonly title: string;
  readonly nearness: Nearness;
}

export interface RowSearch {
  readonly table: string;
  readonly text: string;
  readonly limit: number;
}

export interface FinderSource {
  table(id: string): Table;
  rows(table: string): Iterable<RowArray>;
  /** A value as people read it. */
  show(column: Column, value: CellValue): string;
}

/** A search that is done bit by bit; its last value are the rows. */
export type RowSteps = Generator<void, readonly FoundRow[]>;

interface Place {
  readonly at: number;
  readonly column: Column;
}

interface Places {
  readonly key: Place;
  readonly title: readonly Place[];
  readonly names: readonly number[];
  readonly numbers: readonly number[];
}

const ROWS_A_STEP = 128;

export class RowFinder {
  readonly #source: FinderSource;
  readonly #initials = createInitials();
  readonly #places = new Map<string, Places>();
  readonly #prepared = new WeakMap<RowArray, SearchedText>();

  constructor(source: FinderSource) {
    this.#source = source;
  }

  find(search: RowSearch): readonly FoundRow[] {
    const steps = this.steps(search);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** The same in steps. Without words the first rows are found. */
  *steps({ table: tableId, text, limit }: RowSearch): RowSteps {
    const table = this.#source.table(tableId);
    const places = this.#placesOf(table);
    const words = wordsOf(text);
    const best = new BestRows(limit, table.kind === 'ledger' ? 'last' : 'first');
    let seen = 0;
    for (const row of this.#source.rows(tableId)) {
      if (++seen % ROWS_A_STEP === 0) yield;
      const searched = words.length > 0 ? this.#searchedOf(places, row) : null;
      if (searched && !hasWords(searched, words)) continue;
      const isNumber = searched !== null && hasTail(searched, words);
      best.add(row, isNumber ? NEARNESS.begins : nearnessOf([foldText(String(row[places.key.at] ?? ''))], words));
      if (words.length === 0 && best.isFull) break;
    }
    return best.rows().map(({ row, nearness }) => this.#found(places, row, nearness));
  }

  #found({ key, title }: Places, row: RowArray, nearness: Nearness): FoundRow {
    const shown = ({ at, column }: Place): string => this.#source.show(column, row[at] ?? null);
    return { id: row[0], key: shown(key), title: joinName(title.map(shown)), nearness };
  }

  #searchedOf({ names, numbers }: Places, row: RowArray): SearchedText {
    const known = this.#prepared.get(row);
    if (known) return known;
    const texts = (at: number): string => String(row[at] ?? '');
    const prepared = prepareText({ names: names.map(texts), numbers: numbers.map(texts) }, this.#initials);
    this.#prepared.set(row, prepared);
    return prepared;
  }

  #placesOf(table: Table): Places {
    const known = this.#places.get(table.id);
    if (known) return known;
    const places = placesOf(table);
    this.#places.set(table.id, places);
    return places;
  }
}

/** The nearest rows of a table, and of equally near ones the first or the last. */
class BestRows {
  readonly #limit: number;
  readonly #end: 'first' | 'last';
  readonly #byNearness: Readonly<Record<Nearness, RowArray[]>> = { 0: [], 1: [], 2: [] };

  constructor(limit: number, end: 'first' | 'last') {
    this.#limit = limit;
    this.#end = end;
  }

  add(row: RowArray, nearness: Nearness): void {
    const rows = this.#byNearness[nearness];
    if (this.#end === 'last') {
      rows.unshift(row);
      if (rows.length > this.#limit) rows.pop();
    } else if (rows.length < this.#limit) rows.push(row);
  }

  get isFull(): boolean {
    return this.#end === 'first' && this.#byNearness[NEARNESS.has].length >= this.#limit;
  }

  rows(): readonly { readonly row: RowArray; readonly nearness: Nearness }[] {
    const all = Object.values(NEARNESS).flatMap((nearness) =>
      this.#byNearness[nearness].map((row) => ({ row, nearness }))
    );
    return all.slice(0, this.#limit);
  }
}

function placesOf(table: Table): Places {
  const places = Object.entries(table.columns).map(([name, column], index) => ({ name, column, at: index + 1 }));
  const keyName = table.key ?? table.title?.[0];
  const key = places.find(({ name }) => name === keyName) ?? places[0]!;
  const title = (table.title ?? []).flatMap((name) => places.filter((place) => place.name === name && place !== key));
  const isNamed = ({ name, column }: (typeof places)[number]): boolean =>
    name === table.key ||
    column.kind === 'barcode' ||
    (column.kind === 'text' && (table.title?.includes(name) ?? false)) ||
    (column.kind === 'text' && table.kind === 'ledger' && name !== table.contra?.link);
  const names = places.filter(isNamed);
  const numbers = places.filter((place) => place.column.kind === 'text' && !names.includes(place));
  return { key, title, names: names.map(({ at }) => at), numbers: numbers.map(({ at }) => at) };
}
