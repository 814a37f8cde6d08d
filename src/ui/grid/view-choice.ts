/** What somebody chose to see of a page, as data. */
import type { ColourRule } from './colour-rules.ts';
import { NO_CONDITIONS, type Conditions } from './row-filter.ts';
import type { Direction } from './row-order.ts';

export type RowHeight = 'normal' | 'tall';

export interface SortLevel {
  readonly path: string;
  readonly direction: Direction;
}

/** Dates are grouped by month or year, where single days would say little. */
export interface GroupLevel {
  readonly path: string;
  readonly grain: 'value' | 'month' | 'year';
}

export interface ViewChoice {
  /** The first level decides first. */
  readonly sorts: readonly SortLevel[];
  readonly conditions: Conditions;
  readonly search: string;
  readonly onlyAlerts: boolean;
  /** Paths of the shown columns in their order; null: as the page declares them. */
  readonly columns: readonly string[] | null;
  /** How many columns stay while scrolling sideways; null: as the page declares it. */
  readonly frozen: number | null;
  /** Outermost first. */
  readonly groups: readonly GroupLevel[];
  readonly rowHeight: RowHeight;
  readonly colours: readonly ColourRule[];
}

/** As the page declares it. */
export const USUAL_VIEW: ViewChoice = {
  sorts: [],
  conditions: NO_CONDITIONS,
  search: '',
  onlyAlerts: false,
  columns: null,
  frozen: null,
  groups: [],
  rowHeight: 'normal',
  colours: []
};

/** What `view-text.ts` reads again. */
export function viewToText(choice: ViewChoice): string {
  return JSON.stringify({ ...choice, conditions: [...choice.conditions] });
}

/** In its place where the level is there already, else behind the others. */
export function withLevel(
  levels: readonly SortLevel[],
  path: string,
  direction: Direction | null
): readonly SortLevel[] {
  if (direction === null) return levels.filter((level) => level.path !== path);
  const next = { path, direction };
  return levels.some((level) => level.path === path)
    ? levels.map((level) => (level.path === path ? next : level))
    : [...levels, next];
}

/** Up, down, and back to the order of the page; `beside` keeps the levels there are. */
export function cycleLevel(levels: readonly SortLevel[], path: string, how: 'alone' | 'beside'): readonly SortLevel[] {
  const present = levels.find((level) => level.path === path)?.direction;
  const next = present === undefined ? 'up' : present === 'up' ? 'down' : null;
  return withLevel(how === 'beside' ? levels : levels.filter((level) => level.path === path), path, next);
}
