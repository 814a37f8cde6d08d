/** The chosen view of one grid page, as its toolbar, chips and menus show and change it. */
import type { ShownColumn } from '#workspace/column-path.ts';
import type { ColourRule } from './colour-rules.ts';
import { NO_CONDITIONS, withCondition, type Condition, type Conditions } from './row-filter.ts';
import type { Direction } from './row-order.ts';
import {
  cycleLevel,
  viewToText,
  withLevel,
  type GroupLevel,
  type RowHeight,
  type SortLevel,
  type ViewChoice
} from './view-choice.ts';

export class ViewState {
  sorts = $state.raw<readonly SortLevel[]>([]);
  conditions = $state.raw<Conditions>(NO_CONDITIONS);
  search = $state('');
  onlyAlerts = $state(false);
  columnPaths = $state.raw<readonly string[] | null>(null);
  frozen = $state<number | null>(null);
  groups = $state.raw<readonly GroupLevel[]>([]);
  rowHeight = $state<RowHeight>('normal');
  colours = $state.raw<readonly ColourRule[]>([]);
  readonly #all: () => readonly ShownColumn[];
  readonly columns = $derived.by(() => {
    const { columnPaths } = this;
    const all = this.#all();
    if (!columnPaths) return all;
    return columnPaths.flatMap((path) => all.find((column) => column.path === path) ?? []);
  });

  constructor(all: () => readonly ShownColumn[]) {
    this.#all = all;
  }

  get isFiltered(): boolean {
    return this.conditions.size > 0 || this.onlyAlerts || this.search.trim() !== '';
  }

  directionOf(path: string): Direction | null {
    return this.sorts.find((level) => level.path === path)?.direction ?? null;
  }

  cycleSort(path: string, how: 'alone' | 'beside'): void {
    this.sorts = cycleLevel(this.sorts, path, how);
  }

  setSort(path: string, direction: Direction | null): void {
    this.sorts = withLevel(this.sorts, path, direction);
  }

  groupBy(path: string, grain: GroupLevel['grain']): void {
    const level = { path, grain };
    this.groups = this.groups.some((known) => known.path === path)
      ? this.groups.map((known) => (known.path === path ? level : known))
      : [...this.groups, level];
  }

  ungroup(path: string): void {
    this.groups = this.groups.filter((known) => known.path !== path);
  }

  setCondition(path: string, wanted: Condition | null): void {
    this.conditions = withCondition(this.conditions, path, wanted);
  }

  clearFilters(): void {
    this.conditions = NO_CONDITIONS;
    this.onlyAlerts = false;
    this.search = '';
  }

  showColumns(paths: readonly string[]): void {
    const all = this.#all();
    const isAsDeclared = paths.length === all.length && paths.every((path, i) => path === all[i]!.path);
    this.columnPaths = isAsDeclared ? null : paths;
  }

  toText(): string {
    return viewToText({ ...this.#plain(), columns: this.columnPaths });
  }

  #plain(): Omit<ViewChoice, 'columns'> {
    const { sorts, conditions, search, onlyAlerts, frozen, groups, rowHeight, colours } = this;
    return { sorts, conditions, search, onlyAlerts, frozen, groups, rowHeight, colours };
  }

  show(choice: ViewChoice): void {
    this.sorts = choice.sorts;
    this.conditions = choice.conditions;
    this.search = choice.search;
    this.onlyAlerts = choice.onlyAlerts;
    this.columnPaths = choice.columns;
    this.frozen = choice.frozen;
    this.groups = choice.groups;
    this.rowHeight = choice.rowHeight;
    this.colours = choice.colours;
  }

  isColumn(path: string): boolean {
    return this.#all().some((column) => column.path === path);
  }
}
