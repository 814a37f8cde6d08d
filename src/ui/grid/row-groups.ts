/**
 * Rows under heads: the rows come sorted, so a group is a run of equal texts, and the head that stands before it is a row
 * that holds nothing but an id. Everything else about the group (how many, which sums) is read from its run when asked.
 */
import type { RowId } from '#kernel/ids.ts';
import type { RowArray } from '#schema/table.ts';

export interface GroupBy {
  readonly path: string;
  /** What the rows of a group have in common, as it is read on screen; empty where they hold nothing. */
  readonly textOf: (row: RowArray) => string;
}

export interface RowGroup {
  readonly head: RowArray;
  /** 0 is outermost. */
  readonly level: number;
  readonly path: string;
  readonly text: string;
  /** Its rows among those the filters keep: `from` belongs to it, `to` no longer. */
  readonly from: number;
  readonly to: number;
}

export interface GroupedRows {
  /** The very array that was given where nothing is grouped. */
  readonly shown: RowArray[];
  readonly groups: ReadonlyMap<RowId, RowGroup>;
}

/** No row id begins like this: they are letters, digits, dots and colons. */
const HEAD = '$group ';

export function isGroupHead(id: RowId): boolean {
  return id.startsWith(HEAD);
}

export function withoutHeads(rows: readonly RowArray[]): readonly RowArray[] {
  return rows.some(([id]) => isGroupHead(id)) ? rows.filter(([id]) => !isGroupHead(id)) : rows;
}

export function groupRows(rows: RowArray[], levels: readonly GroupBy[], collapsed: ReadonlySet<RowId>): GroupedRows {
  if (levels.length === 0) return { shown: rows, groups: new Map() };
  const shown: RowArray[] = [];
  const groups = new Map<RowId, RowGroup>();
  /** Of the row before: its text and id at each level, and whether the head there hides what follows. */
  let open: OpenGroup[] = [];
  rows.forEach((row, place) => {
    const texts = levels.map(({ textOf }) => textOf(row));
    const kept = open.findIndex(({ text }, level) => text !== texts[level]);
    const from = kept < 0 ? open.length : kept;
    for (const ended of open.slice(from)) close(groups, ended, place);
    open = open.slice(0, from);
    for (let level = from; level < levels.length; level++) {
      const outer = open[level - 1];
      const id = newHeadId(groups, `${outer?.id ?? HEAD}\u0001${texts[level]}`);
      const group: OpenGroup = { id, text: texts[level]!, isHidden: outer?.isHiding ?? false, isHiding: false };
      group.isHiding = group.isHidden || collapsed.has(id);
      const head: RowArray = [id];
      groups.set(id, { head, level, path: levels[level]!.path, text: group.text, from: place, to: place });
      if (!group.isHidden) shown.push(head);
      open.push(group);
    }
    if (!open[open.length - 1]!.isHiding) shown.push(row);
  });
  for (const ended of open) close(groups, ended, rows.length);
  return { shown, groups };
}

interface OpenGroup {
  readonly id: RowId;
  readonly text: string;
  readonly isHidden: boolean;
  isHiding: boolean;
}

function close(groups: Map<RowId, RowGroup>, { id }: OpenGroup, to: number): void {
  groups.set(id, { ...groups.get(id)!, to });
}

/** Texts that sort alike ("01" and "1") can take turns: the second run of one text is a group of its own. */
function newHeadId(groups: ReadonlyMap<RowId, RowGroup>, wanted: RowId): RowId {
  let id = wanted;
  for (let run = 2; groups.has(id); run++) id = `${wanted}\u0002${run}`;
  return id;
}
