/**
 * What the head of a group says in each column: its name and number of rows in the first, the sums of what adds up in
 * theirs. Sums are made for heads that are on screen and kept until something changes.
 */
import type { RowId } from '#kernel/ids.ts';
import { formatCell } from '#schema/cell.ts';
import type { Page } from '#schema/module.ts';
import type { App } from '#ui/state/app.svelte.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import { isNumeric } from './cell-text.ts';
import type { GridRows } from './grid-rows.ts';
import type { RowGroup } from './row-groups.ts';

export interface GroupCellsSetup {
  readonly app: App;
  readonly page: Page;
  readonly rows: () => GridRows;
  readonly columns: () => readonly ShownColumn[];
}

export class GroupCells {
  readonly #setup: GroupCellsSetup;
  readonly #sums = new Map<string, number>();

  constructor(setup: GroupCellsSetup) {
    this.#setup = setup;
  }

  /** To be called whenever rows or the shop on screen changed. */
  forget(): void {
    this.#sums.clear();
  }

  text(head: RowId, column: ShownColumn, place: 'first' | 'other'): string {
    const { app, rows } = this.#setup;
    const group = rows().groupOf(head);
    if (!group) return '';
    if (place === 'first') {
      const sign = rows().isCollapsed(head) ? '▸' : '▾';
      return `${'\u2003'.repeat(group.level)}${sign} ${this.#isNamedElsewhere(group) ? group.to - group.from : this.title(head)}`;
    }
    if (column.path === group.path) return group.text === '' ? app.t('group.nothing') : group.text;
    if (!this.#addsUp(column)) return '';
    return formatCell({ kind: column.kind }, this.#sum(group, column), app.language);
  }

  /** In full, for a column that is too narrow for it. */
  title(head: RowId): string {
    const { app, rows } = this.#setup;
    const group = rows().groupOf(head);
    if (!group) return '';
    const name = group.text === '' ? app.t('group.nothing') : group.text;
    return app.t('group.head', { name, count: group.to - group.from });
  }

  levelOf(head: RowId): number {
    return this.#setup.rows().groupOf(head)?.level ?? 0;
  }

  /** The column that the rows are grouped by stands on screen, and is not the one that opens and closes the group. */
  #isNamedElsewhere({ path }: RowGroup): boolean {
    return this.#setup.columns().findIndex((column) => column.path === path) > 0;
  }

  /** Prices and reorder points are numbers, but their sum says nothing. */
  #addsUp(column: ShownColumn): boolean {
    if (!isNumeric(column) || column.kind === 'diopter') return false;
    return column.computed !== null || (this.#setup.page.totals ?? []).some(({ column: path }) => path === column.path);
  }

  #sum(group: RowGroup, column: ShownColumn): number {
    const { app, rows } = this.#setup;
    const key = `${column.path} ${group.head[0]}`;
    let sum = this.#sums.get(key);
    if (sum !== undefined) return sum;
    sum = 0;
    for (const row of rows().membersOf(group)) {
      const value = column.read(row, app.shop);
      if (typeof value === 'number') sum += value;
    }
    this.#sums.set(key, sum);
    return sum;
  }
}
