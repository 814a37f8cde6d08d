/** What a batch changed for the screen, read from the logs before they are emptied: one entry per row. */
import type { EngineChange } from './engine.ts';
import type { Graph } from './graph.ts';
import type { RowSpace } from './row-space.ts';

interface OpenChange {
  readonly table: string;
  readonly id: string;
  readonly columns: string[];
  row?: 'appeared' | 'gone';
}

export function collectChanges(graph: Graph): readonly EngineChange[] {
  const changes = new ChangedRows();
  for (const [space, shown] of graph.shownBySpace)
    for (let i = 0; i < space.existence.count; i++) {
      const slot = space.existence.slots[i] as number;
      const change = changes.open(space, slot);
      change.row = space.exists(slot) ? 'appeared' : 'gone';
      if (change.row === 'appeared') change.columns.push(...shown);
    }
  for (const log of graph.setup.schedule.changed) {
    const shown = graph.shown.get(log);
    if (!shown) continue;
    for (let i = 0; i < log.count; i++) {
      const change = changes.open(shown.space, log.slots[i] as number);
      if (!change.row && !change.columns.includes(shown.column)) change.columns.push(shown.column);
    }
  }
  return changes.found;
}

/** Most batches change a handful of rows: up to here looking through them beats building maps. */
const SCAN_LIMIT = 12;

export class ChangedRows {
  readonly found: OpenChange[] = [];
  private readonly spaces: RowSpace[] = [];
  private readonly slots: number[] = [];
  private places: Map<RowSpace, Map<number, number>> | undefined;
  private mapped = 0;

  open(space: RowSpace, slot: number): OpenChange {
    const place = this.found.length > SCAN_LIMIT ? this.mappedPlace(space, slot) : this.placeOf(space, slot);
    if (place >= 0) return this.found[place] as OpenChange;
    const change: OpenChange = { table: space.name, id: space.idOf(slot), columns: [] };
    this.spaces.push(space);
    this.slots.push(slot);
    this.found.push(change);
    return change;
  }

  private placeOf(space: RowSpace, slot: number): number {
    for (let i = 0; i < this.found.length; i++) if (this.slots[i] === slot && this.spaces[i] === space) return i;
    return -1;
  }

  private mappedPlace(space: RowSpace, slot: number): number {
    const places = (this.places ??= new Map<RowSpace, Map<number, number>>());
    for (; this.mapped < this.found.length; this.mapped++) {
      const known = this.spaces[this.mapped] as RowSpace;
      let rows = places.get(known);
      if (!rows) places.set(known, (rows = new Map()));
      rows.set(this.slots[this.mapped] as number, this.mapped);
    }
    return places.get(space)?.get(slot) ?? -1;
  }
}
