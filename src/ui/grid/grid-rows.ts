/**
 * The rows a grid shows, in their order. Changed cells are patched in place, so that no row moves under somebody's
 * hands; rows that came or went, or that no longer stand where they belong, only mark the order as stale, and whoever
 * owns the grid rebuilds it when nobody types.
 */
import type { RowId } from '#kernel/ids.ts';
import type { RowArray } from '#schema/table.ts';
import { compareRows, sortRows, type RowOrder } from './row-order.ts';

export interface RowsToShow {
  readonly all: () => Iterable<RowArray>;
  /** Undefined once the row is gone. */
  readonly row: (id: RowId) => RowArray | undefined;
}

export interface RowView {
  readonly keeps: (row: RowArray) => boolean;
  /** Applied one after the other, the last one decides first. */
  readonly orders: readonly RowOrder[];
}

export class GridRows {
  readonly #source: RowsToShow;
  #view: RowView;
  #shown: RowArray[] = [];
  #places = new Map<RowId, number>();
  #total = 0;
  readonly #stale = new Set<RowId>();

  constructor(source: RowsToShow, view: RowView) {
    this.#source = source;
    this.#view = view;
    this.rebuild(view);
  }

  /** A new array after each rebuild, patched in place in between. */
  get shown(): RowArray[] {
    return this.#shown;
  }

  /** How many rows there are without any filter. */
  get total(): number {
    return this.#total;
  }

  /** Rows that stand where they no longer belong, came or went since the last rebuild. */
  get stale(): ReadonlySet<RowId> {
    return this.#stale;
  }

  indexOf(id: RowId): number {
    return this.#places.get(id) ?? -1;
  }

  rebuild(view: RowView = this.#view): void {
    this.#view = view;
    this.#stale.clear();
    let kept: RowArray[] = [];
    this.#total = 0;
    for (const row of this.#source.all()) {
      this.#total++;
      if (view.keeps(row)) kept.push(row);
    }
    for (const order of view.orders) kept = sortRows(kept, order);
    this.#shown = kept;
    this.#places = new Map(kept.map((row, place) => [row[0], place]));
  }

  /** Takes over the new cells of these rows; true when a shown row is among them. */
  patch(ids: Iterable<RowId>): boolean {
    let touched = false;
    const patched: number[] = [];
    for (const id of ids) {
      const place = this.indexOf(id);
      const row = this.#source.row(id);
      if (place < 0) {
        if (row && this.#view.keeps(row)) this.#stale.add(id);
        continue;
      }
      touched = true;
      if (row) {
        this.#shown[place] = row;
        patched.push(place);
      } else this.#stale.add(id);
    }
    for (const place of patched) if (!this.#standsRight(place)) this.#stale.add(this.#shown[place]![0]);
    return touched;
  }

  #standsRight(place: number): boolean {
    const row = this.#shown[place]!;
    if (!this.#view.keeps(row)) return false;
    const order = this.#view.orders[this.#view.orders.length - 1];
    if (!order) return true;
    const [before, after] = [this.#shown[place - 1], this.#shown[place + 1]];
    return (!before || compareRows(order, before, row) <= 0) && (!after || compareRows(order, row, after) <= 0);
  }
}
