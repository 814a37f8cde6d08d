/** A row of a report's source as people call it, and the address that shows it. */
import type { RowId } from '#kernel/ids.ts';
import { localTimeAt } from '#kernel/local-date.ts';
import { millisOf } from '#kernel/stamp.ts';
import { pathOfRow, pathOfRowsNaming } from '#ui/state/row-path.ts';
import { showValue, type ShownIn } from '#ui/state/show-value.ts';

export interface SourceRow {
  readonly name: string;
  /** Null where no page shows it. */
  readonly path: string | null;
}

export function sourceRow(shownIn: ShownIn, source: string, id: RowId): SourceRow {
  const { schema } = shownIn.workspace;
  if (schema.groups.has(source)) return groupRow(shownIn, source, id);
  return { name: tableRowName(shownIn, source, id), path: pathOfRow(schema, source, id) };
}

/** A row of a group is all that names its keys: shown are the records of the first table that it is made of. */
function groupRow(shownIn: ShownIn, source: string, id: RowId): SourceRow {
  const { schema, engine } = shownIn.workspace;
  const group = schema.groups.get(source)!;
  const keys = engine.groupRow(source, id) ?? [];
  const names = Object.values(group.keys).map(({ table, kind }, at) =>
    showValue(shownIn, table ? { kind: 'reference', table } : kind && { kind }, keys[at] ?? null)
  );
  const from = group.sources[0];
  const named = from?.by.map((column, at) => ({ column, row: String(keys[at] ?? '') }));
  const path = from && named ? pathOfRowsNaming(schema, from.table, named) : null;
  return { name: names.join(' · '), path };
}

/** What it says, and since facts of a ledger are often alike, when it was written. */
function tableRowName(shownIn: ShownIn, table: string, id: RowId): string {
  const { workspace } = shownIn;
  const { title = [], columns } = workspace.table(table);
  const values = workspace.reader.row(table, id) ?? {};
  const told = title.map((name) => showValue(shownIn, columns[name], values[name] ?? null)).filter(Boolean);
  if (title.length === 0 || title.every((name) => columns[name]?.kind === 'text')) return workspace.titleOf(table, id);
  const birth = workspace.tables.birthOf(table, id);
  return [...told, ...(birth ? [localTimeAt(millisOf(birth.id))] : [])].join(' ') || id;
}
