/** What narrows a page at present, in words and each removable: the chips above the grid, and the line on a print. */
import { conditionWords } from './condition-words.ts';
import type { GridState } from './grid-state.svelte.ts';
import type { ViewState } from './view-state.svelte.ts';

export interface ActiveFilter {
  readonly key: string;
  readonly text: string;
  readonly remove: (view: ViewState) => void;
}

export function activeFilters({ app, allColumns, view }: GridState): readonly ActiveFilter[] {
  const found: ActiveFilter[] = [];
  for (const column of allColumns) {
    const { path, label } = column;
    const condition = view.conditions.get(path);
    if (!condition) continue;
    const text = `${label[app.language]} ${conditionWords(condition, { column, app })}`;
    found.push({ key: path, text, remove: (chosen) => chosen.setCondition(path, null) });
  }
  const text = view.search.trim();
  if (text !== '')
    found.push({ key: '$search', text: app.t('grid.chipSearch', { text }), remove: (chosen) => (chosen.search = '') });
  if (view.onlyAlerts)
    found.push({ key: '$alerts', text: app.t('grid.onlyAlerts'), remove: (chosen) => (chosen.onlyAlerts = false) });
  return found;
}
