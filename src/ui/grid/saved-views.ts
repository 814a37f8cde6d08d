/** The views that were saved for a page: everybody's and one's own, read from their table like any other rows. */
import { refuse, type Result } from '#kernel/result.ts';
import type { RowId } from '#kernel/ids.ts';
import type { Workspace } from '#workspace/workspace.ts';

const TABLE = 'views.views';

export interface SavedView {
  readonly id: RowId;
  readonly name: string;
  readonly isOwn: boolean;
  readonly shows: string;
}

/** Own ones first, each group by name. */
export function viewsOf(workspace: Workspace, place: string): readonly SavedView[] {
  const { user } = workspace.person;
  const found: SavedView[] = [];
  for (const id of workspace.tables.find(TABLE, 'place', place)) {
    const values = workspace.tables.isDeleted(TABLE, id) ? undefined : workspace.tables.values(TABLE, id);
    const owner = values?.['owner'] ?? null;
    if (!values || (owner !== null && owner !== user)) continue;
    found.push({ id, name: String(values['name']), isOwn: owner !== null, shows: String(values['shows']) });
  }
  return found.sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || a.name.localeCompare(b.name, 'zh-CN'));
}

interface NewView {
  readonly place: string;
  readonly name: string;
  readonly shows: string;
  readonly audience: 'me' | 'all';
}

export function saveView(workspace: Workspace, { place, name, shows, audience }: NewView): Result<RowId> {
  const trimmed = name.trim();
  if (trimmed === '') return refuse('required');
  const owner = audience === 'me' ? workspace.person.user : null;
  return workspace.addRow(TABLE, { place, name: trimmed, shows, ...(owner === null ? {} : { owner }) });
}

export function changeView(workspace: Workspace, id: RowId, shows: string): Result<unknown> {
  return workspace.edit([{ table: TABLE, row: id, values: { shows } }]);
}

export function removeView(workspace: Workspace, id: RowId): Result<unknown> {
  return workspace.deleteRows(TABLE, [id]);
}
