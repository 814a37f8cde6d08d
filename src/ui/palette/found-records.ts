/** The rows that the palette finds, table by table: of every table that has a page to show its rows on. */
import { labelIn } from '#text/text.ts';
import type { AppState } from '#ui/state/app.svelte.ts';
import { pathOfRow } from '#ui/state/row-path.ts';
import { NEARNESS } from '#ui/state/searched-text.ts';
import { SHOWN_A_GROUP, type PaletteGroup } from './palette-entry.ts';

export interface RecordSearch {
  readonly app: AppState;
  readonly text: string;
  readonly go: (path: string) => void;
}

/** In steps, as the finder's own. */
export function* foundRecords({ app, text, go }: RecordSearch): Generator<void, readonly PaletteGroup[]> {
  const groups: PaletteGroup[] = [];
  if (text.trim() === '') return groups;
  const { schema } = app.workspace;
  const tables = new Set(schema.modules.flatMap(({ pages }) => pages.map(({ table }) => table)));
  for (const table of tables) {
    const rows = yield* app.finder.steps({ table, text, limit: SHOWN_A_GROUP });
    groups.push({
      id: table,
      label: labelIn(app.language, app.workspace.table(table).label),
      nearness: rows[0]?.nearness ?? NEARNESS.has,
      entries: rows.map(({ id, key, title }) => ({
        id: `${table} ${id}`,
        label: key,
        hint: title,
        act: () => go(pathOfRow(schema, table, id)!)
      }))
    });
  }
  return groups;
}
