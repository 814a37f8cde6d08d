/**
 * What this person has read, on whichever device. A mark is about a thing and the facts it had: the thing gives the row's
 * id, the facts its value, both as digests, so that neither an alert's numbers nor a draft's text lie in a book twice.
 * Marking is no work of anybody's that undo should take back.
 */
import { hashLanes } from '#kernel/digest.ts';
import { keyedRowId, type RowId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { PlannedRow } from '#schema/action.ts';
import { PLAIN_ACTIONS } from '#workspace/plain-actions.ts';
import type { Workspace } from '#workspace/workspace.ts';

const TABLE = 'inbox.read';

/** A commit has bounds; whoever has more than this unread presses twice. */
const MARKED_AT_ONCE = 20_000;

export interface Readable {
  /** Names the thing, the same on every device. */
  readonly key: string;
  /** What a person sees of it; other facts are news. Costs more than the key, so it is asked only where a mark exists. */
  readonly facts: () => string;
}

export class ReadMarks {
  readonly #owner: string;
  readonly #seen = new Map<RowId, string>();

  constructor(workspace: Workspace) {
    this.#owner = workspace.person.user;
    const columns = Object.keys(workspace.table(TABLE).columns);
    const [owner, seen] = [columns.indexOf('owner') + 1, columns.indexOf('seen') + 1];
    for (const row of workspace.tables.rows(TABLE))
      if (row[owner] === this.#owner) this.#seen.set(row[0], String(row[seen]));
  }

  isRead(thing: Readable): boolean {
    const seen = this.#seen.get(markId(this.#owner, thing));
    return seen !== undefined && seen === digest(thing.facts());
  }

  has(thing: Readable): boolean {
    return this.#seen.has(markId(this.#owner, thing));
  }
}

/** One commit, however many; things that are read already cost nothing. */
export function markRead(workspace: Workspace, things: readonly Readable[]): Result<unknown> | null {
  const marks = new ReadMarks(workspace);
  const owner = workspace.person.user;
  const fresh: PlannedRow[] = [];
  const again: PlannedRow[] = [];
  for (const thing of things) {
    if (marks.isRead(thing)) continue;
    const id = markId(owner, thing);
    const seen = digest(thing.facts());
    if (marks.has(thing)) again.push({ id, values: { seen } });
    else fresh.push({ id, values: { owner, seen } });
    if (fresh.length + again.length === MARKED_AT_ONCE) break;
  }
  const writes = [
    ...(fresh.length > 0 ? [{ table: TABLE, create: true, rows: fresh }] : []),
    ...(again.length > 0 ? [{ table: TABLE, rows: again }] : [])
  ];
  return writes.length === 0 ? null : workspace.write(writes, { action: PLAIN_ACTIONS.mark, silent: true });
}

function markId(owner: string, { key }: Readable): RowId {
  return keyedRowId('read', digest(`${owner} ${key}`));
}

function digest(text: string): string {
  return hashLanes(text)
    .map((lane) => lane.toString(16).padStart(8, '0'))
    .join('');
}
