/**
 * The rows a grid shows, in their order. Changed cells are patched in place, so that no row moves under somebody's
 * hands; rows that came or went, or that no longer stand where they belong, only mark the order as stale, and whoever
 * owns the grid rebuilds it when nobody types.
 *
 * Where rows are grouped, the heads of groups stand among them as rows of their own that hold nothing but an id.
 */
import type { RowId } from '#kernel/ids.ts';
import type { RowArray } from '#schema/table.ts';
import { groupRows, type GroupBy, type RowGroup } from './row-groups.ts';
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
  /** Outermost first; the orders already keep the rows of a group together. */
  readonly groups: readonly GroupBy[];
}

export class GridRows {
  readonly #source: RowsToShow;
  #view: RowView;
  #kept: RowArray[] = [];
  #shown: RowArray[] = [];
  /** Row → its place in `kept`. */
  #keptPlaces = new Map<RowId, number>();
  /** Row or head → its place in `shown`; the same map where nothing is grouped. */
  #places = new Map<RowId, number>();
  #groups: ReadonlyMap<RowId, RowGroup> = new Map();
  readonly #collapsed = new Set<RowId>();
  #total = 0;
  readonly #stale = new Set<RowId>();

  constructor(source: RowsToShow, view: RowView) {
    this.#source = source;
    this.#view = view;
    this.rebuild(view);
  }

  /** What stands on screen, heads of groups included: a new array after each rebuild, patched in place in between. */
  get shown(): RowArray[] {
    return this.#shown;
  }

  /** The rows that the filters keep, in their order, also those of collapsed groups. */
  get kept(): readonly RowArray[] {
    return this.#kept;
  }

  /** How many rows there are without any filter. */
  get total(): number {
    return this.#total;
  }

  /** Rows that stand where they no longer belong, came or went since the last rebuild. */
  get stale(): ReadonlySet<RowId> {
    return this.#stale;
  }

  /** Among what is shown; -1 for a row that is filtered out or in a collapsed group. */
  indexOf(id: RowId): number {
    return this.#places.get(id) ?? -1;
  }

  groupOf(head: RowId): RowGroup | undefined {
    return this.#groups.get(head);
  }

  membersOf({ from, to }: RowGroup): readonly RowArray[] {
    return this.#kept.slice(from, to);
  }

  isCollapsed(head: RowId): boolean {
    return this.#collapsed.has(head);
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
    this.#kept = kept;
    this.#keptPlaces = new Map(kept.map((row, place) => [row[0], place]));
    this.#group();
  }

  toggle(head: RowId): void {
    if (!this.#collapsed.delete(head)) this.#collapsed.add(head);
    this.#group();
  }

  collapseAll(): void {
    for (const head of this.#groups.keys()) this.#collapsed.add(head);
    this.#group();
  }

  expandAll(): void {
    this.#collapsed.clear();
    this.#group();
  }

  /** Opens the groups around a row that the filters keep. */
  reveal(id: RowId): void {
    const place = this.#keptPlaces.get(id);
    if (place === undefined || this.#places.has(id)) return;
    for (const { head, from, to } of this.#groups.values())
      if (place >= from && place < to) this.#collapsed.delete(head[0]);
    this.#group();
  }

  /** Takes over the new cells of these rows; true when a shown row is among them. */
  patch(ids: Iterable<RowId>): boolean {
    let touched = false;
    const patched: number[] = [];
    for (const id of ids) {
      const place = this.#keptPlaces.get(id);
      const row = this.#source.row(id);
      if (place === undefined) {
        if (row && this.#view.keeps(row)) this.#stale.add(id);
        continue;
      }
      touched = true;
      if (row) {
        if (this.#changesGroup(this.#kept[place]!, row)) this.#stale.add(id);
        this.#put(place, row);
        patched.push(place);
      } else this.#stale.add(id);
    }
    for (const place of patched) if (!this.#standsRight(place)) this.#stale.add(this.#kept[place]![0]);
    return touched;
  }

  #changesGroup(before: RowArray, after: RowArray): boolean {
    return this.#view.groups.some(({ textOf }) => textOf(before) !== textOf(after));
  }

  #put(place: number, row: RowArray): void {
    this.#kept[place] = row;
    const shownAt = this.#shown === this.#kept ? undefined : this.#places.get(row[0]);
    if (shownAt !== undefined) this.#shown[shownAt] = row;
  }

  #group(): void {
    const grouped = groupRows(this.#kept, this.#view.groups, this.#collapsed);
    this.#groups = grouped.groups;
    this.#shown = grouped.shown;
    this.#places =
      this.#shown === this.#kept ? this.#keptPlaces : new Map(this.#shown.map((row, place) => [row[0], place]));
  }

  #standsRight(place: number): boolean {
    const row = this.#kept[place]!;
    if (!this.#view.keeps(row)) return false;
    const order = this.#view.orders[this.#view.orders.length - 1];
    if (!order) return true;
    const [before, after] = [this.#kept[place - 1], this.#kept[place + 1]];
    return (!before || compareRows(order, before, row) <= 0) && (!after || compareRows(order, row, after) <= 0);
  }
}
