/**
 * What waits for this person, one list: alerts, conflicts, refused work, cells to correct, contested facts, damage of the
 * local store. Gathered anew from the workspace, nothing of it is stored; each says what names it and which facts it has,
 * so that it can be marked as read. The worst comes first, then the newest.
 */
import type { RowId } from '#kernel/ids.ts';
import { millisOf } from '#kernel/stamp.ts';
import type { CellValue } from '#schema/column.ts';
import type { ComputedValue } from '#schema/computed.ts';
import { labelIn } from '#text/text.ts';
import { showValue, type ShownIn } from '#ui/state/show-value.ts';
import type { Draft } from '#workspace/drafts.ts';
import type { RefusedWork } from '#workspace/outbox.ts';
import type { ActiveAlert, HeadValue, Workspace } from '#workspace/workspace.ts';
import type { Readable } from './read-marks.ts';

export interface Conflict {
  readonly table: string;
  readonly row: RowId;
  readonly column: string;
  /** Newest last: the last one is shown in the grid until somebody decides. */
  readonly heads: readonly HeadValue[];
}

export interface Contested {
  readonly table: string;
  readonly row: RowId;
  readonly counts: Readonly<Record<string, CellValue>>;
  readonly others: readonly { readonly by: string; readonly values: Readonly<Record<string, CellValue>> }[];
  /** When the fact that counts was made. */
  readonly madeAt: number;
}

export interface Trouble {
  readonly book: string;
  readonly sentence: string;
}

/** Sorts before everything that has a time. */
const NOW = Number.MAX_SAFE_INTEGER;

/** In the order of their filters. */
export const KINDS = ['alerts', 'conflicts', 'refused', 'drafts', 'contested', 'troubles'] as const;
export type Kind = (typeof KINDS)[number];

interface Waiting<K extends Kind, About> extends Readable {
  readonly kind: K;
  readonly severity: 'critical' | 'warning';
  readonly about: About;
  /** Milliseconds since 1970, UTC; asked only where the list is shown. */
  readonly at: () => number;
}

export type AlertItem = Waiting<'alerts', ActiveAlert>;
export type ConflictItem = Waiting<'conflicts', Conflict>;
export type RefusedItem = Waiting<'refused', RefusedWork>;
export type DraftItem = Waiting<'drafts', Draft>;
export type ContestedItem = Waiting<'contested', Contested>;
export type TroubleItem = Waiting<'troubles', Trouble>;
export type InboxItem = AlertItem | ConflictItem | RefusedItem | DraftItem | ContestedItem | TroubleItem;

export function* itemsIn(workspace: Workspace): Iterable<InboxItem> {
  for (const active of workspace.alerts()) yield alertItem(workspace, active);
  for (const conflict of conflictsIn(workspace)) yield conflictItem(conflict);
  for (const work of workspace.outbox.refused) yield refusedItem(work);
  for (const draft of workspace.drafts.all()) yield draftItem(draft);
  for (const fact of contestedIn(workspace)) yield contestedItem(fact);
  for (const trouble of workspace.troubles) yield troubleItem(trouble);
}

export function sortItems(items: readonly InboxItem[]): readonly InboxItem[] {
  return items
    .map((item) => ({ item, rank: item.severity === 'critical' ? 0 : 1, at: item.at() }))
    .sort((a, b) => a.rank - b.rank || b.at - a.at || (a.item.key < b.item.key ? -1 : 1))
    .map(({ item }) => item);
}

function alertItem(workspace: Workspace, active: ActiveAlert): AlertItem {
  const { alert, id } = active;
  const { engine, tables } = workspace;
  const valueOf = (name: string): ComputedValue => engine.value(alert.on, id, name) ?? null;
  return {
    kind: 'alerts',
    key: `alert ${alert.id} ${id}`,
    severity: alert.severity,
    about: active,
    facts: () => JSON.stringify([alert.of.map(valueOf), engine.evidence(alert, id)]),
    at: () => {
      const from = alert.evidence?.from ?? alert.on;
      const [newest = id] = engine.evidence(alert, id);
      const birth = workspace.schema.tables.has(from) ? tables.birthOf(from, newest) : undefined;
      return birth ? millisOf(birth.id) : 0;
    }
  };
}

function conflictItem(conflict: Conflict): ConflictItem {
  return {
    kind: 'conflicts',
    key: `conflict ${conflict.table} ${conflict.row} ${conflict.column}`,
    severity: 'warning',
    about: conflict,
    facts: () => conflict.heads.map(({ stamp }) => stamp).join(' '),
    at: () => conflict.heads.at(-1)?.at ?? 0
  };
}

function refusedItem(work: RefusedWork): RefusedItem {
  return {
    kind: 'refused',
    key: `refused ${work.id}`,
    severity: 'critical',
    about: work,
    facts: () => work.rule,
    at: () => work.refusedAt
  };
}

/** A draft has no time of its own: it is what this person is at. */
function draftItem(draft: Draft): DraftItem {
  return {
    kind: 'drafts',
    key: `draft ${draft.table} ${draft.row} ${draft.column}`,
    severity: 'warning',
    about: draft,
    facts: () => draft.text,
    at: () => NOW
  };
}

function contestedItem(fact: Contested): ContestedItem {
  return {
    kind: 'contested',
    key: `contested ${fact.table} ${fact.row}`,
    severity: 'warning',
    about: fact,
    facts: () => JSON.stringify([fact.counts, fact.others]),
    at: () => fact.madeAt
  };
}

function troubleItem(trouble: Trouble): TroubleItem {
  return {
    kind: 'troubles',
    key: `trouble ${trouble.book} ${trouble.sentence}`,
    severity: 'critical',
    about: trouble,
    facts: () => trouble.sentence,
    at: () => NOW
  };
}

function conflictsIn(workspace: Workspace): readonly Conflict[] {
  const found: Conflict[] = [];
  for (const { id: table, onConflict } of workspace.schema.tables.values()) {
    if (onConflict === 'newest') continue;
    for (const [row, columns] of workspace.tables.conflicts(table))
      for (const column of columns) found.push({ table, row, column, heads: workspace.heads(table, row, column) });
  }
  return found;
}

function contestedIn(workspace: Workspace): readonly Contested[] {
  const found: Contested[] = [];
  for (const { id: table, columns } of workspace.schema.tables.values()) {
    const names = Object.keys(columns);
    const valuesOf = (row: readonly CellValue[]): Record<string, CellValue> =>
      Object.fromEntries(names.map((name, i): [string, CellValue] => [name, row[i + 1] ?? null]));
    for (const [row, [first, ...others]] of workspace.tables.contested(table))
      if (first)
        found.push({
          table,
          row,
          counts: valuesOf(first.row),
          others: others.map((birth) => ({ by: birth.commit.by, values: valuesOf(birth.row) })),
          madeAt: millisOf(first.commit.id)
        });
  }
  return found;
}

/** `商品 F100245 · 数量 3`: the filled cells of a row in a line. */
export function listValues(shown: ShownIn, table: string, values: Readonly<Record<string, CellValue>>): string {
  const columns = shown.workspace.schema.tables.get(table)?.columns ?? {};
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      const column = columns[name];
      return `${column ? labelIn(shown.language, column.label) : name} ${showValue(shown, column, value)}`;
    })
    .join(' · ');
}
