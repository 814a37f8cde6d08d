/** What a printed page is filtered by, as the chips above the grid say it. */
import { conditionWords } from '#ui/grid/condition-words.ts';
import type { GridState } from '#ui/grid/grid-state.svelte.ts';

export function filterWords({ app, allColumns, view }: GridState): readonly string[] {
  const words: string[] = [];
  for (const column of allColumns) {
    const condition = view.conditions.get(column.path);
    if (condition) words.push(`${column.label[app.language]} ${conditionWords(condition, { column, app })}`);
  }
  const text = view.search.trim();
  if (text !== '') words.push(app.t('grid.chipSearch', { text }));
  if (view.onlyAlerts) words.push(app.t('grid.onlyAlerts'));
  return words;
}
