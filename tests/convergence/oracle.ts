/**
 * What the tables must show, worked out from who had seen what. Imports nothing from the rooms it judges: it knows only
 * the history that the simulation wrote down, and that a write replaces exactly the earlier writes its author had seen.
 */
export type Value = string | number | boolean | null;

export interface RecordedWrite {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly value: Value;
}

export interface RecordedCommit {
  readonly id: string;
  /** Rows that begin with it, `table row`. */
  readonly births: readonly string[];
  readonly writes: readonly RecordedWrite[];
  /** Ids of commits whose effects the author had on screen. */
  readonly seen: ReadonlySet<string>;
}

export interface ExpectedCell {
  /** Distinct values of the heads, ascending by stamp of their newest bearer. */
  readonly values: readonly Value[];
  readonly shown: Value;
  readonly conflict: boolean;
}

export interface ExpectedRow {
  readonly deleted: boolean;
  readonly deletionDisputed: boolean;
  readonly cells: ReadonlyMap<string, ExpectedCell>;
}

const DELETED = '$deleted';

/** `table row` → what it shows, over the accepted commits. */
export function expectTables(accepted: readonly RecordedCommit[]): Map<string, ExpectedRow> {
  const born = new Set(accepted.flatMap((commit) => commit.births));
  const writesOfRow = new Map<string, { commit: RecordedCommit; write: RecordedWrite }[]>();
  for (const commit of accepted)
    for (const write of commit.writes) {
      const key = `${write.table} ${write.row}`;
      const writes = writesOfRow.get(key) ?? [];
      writes.push({ commit, write });
      writesOfRow.set(key, writes);
    }
  const rows = new Map<string, ExpectedRow>();
  for (const key of born) rows.set(key, expectRow(key, writesOfRow.get(key) ?? []));
  return rows;
}

type Entry = { readonly commit: RecordedCommit; readonly write: RecordedWrite };

function expectRow(key: string, entries: readonly Entry[]): ExpectedRow {
  const columns = new Set(entries.map(({ write }) => write.column));
  const heads = new Map<string, Entry[]>();
  for (const column of columns) heads.set(column, headsOf(entries.filter(({ write }) => write.column === column)));
  const cells = new Map<string, ExpectedCell>();
  for (const [column, found] of heads) if (column !== DELETED) cells.set(column, expectCell(found));
  const deletions = (heads.get(DELETED) ?? []).filter(({ write }) => write.value === true);
  const kept = (heads.get(DELETED) ?? []).some(({ write }) => write.value !== true);
  const edits = [...heads].filter(([column]) => column !== DELETED).flatMap(([, found]) => found);
  const unseen = edits.some(
    ({ commit }) =>
      !commit.births.includes(key) && !deletions.some((d) => d.commit.seen.has(commit.id) || d.commit.id === commit.id)
  );
  const disputed = deletions.length > 0 && (kept || unseen);
  return { deleted: deletions.length > 0 && !disputed, deletionDisputed: disputed, cells };
}

function headsOf(entries: readonly Entry[]): Entry[] {
  return entries
    .filter(({ commit }) => !entries.some((other) => other.commit.id !== commit.id && other.commit.seen.has(commit.id)))
    .sort((a, b) => (a.commit.id < b.commit.id ? -1 : 1));
}

function expectCell(heads: readonly Entry[]): ExpectedCell {
  const values = heads.map(({ write }) => write.value);
  return { values, shown: values[values.length - 1] ?? null, conflict: new Set(values).size > 1 };
}
