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
  const changes: OpenChange[] = [];
  const places = new Map<RowSpace, Map<number, OpenChange>>();
  const openChange = (space: RowSpace, slot: number): OpenChange => {
    let rows = places.get(space);
    if (!rows) places.set(space, (rows = new Map()));
    let change = rows.get(slot);
    if (!change) {
      change = { table: space.name, id: space.idOf(slot), columns: [] };
      rows.set(slot, change);
      changes.push(change);
    }
    return change;
  };
  for (const [space, shown] of graph.shownBySpace)
    for (let i = 0; i < space.existence.count; i++) {
      const slot = space.existence.slots[i] as number;
      const change = openChange(space, slot);
      change.row = space.exists(slot) ? 'appeared' : 'gone';
      if (change.row === 'appeared') change.columns.push(...shown);
    }
  for (const log of graph.setup.schedule.changed) {
    const shown = graph.shown.get(log);
    if (!shown) continue;
    for (let i = 0; i < log.count; i++) {
      const change = openChange(shown.space, log.slots[i] as number);
      if (!change.row && !change.columns.includes(shown.column)) change.columns.push(shown.column);
    }
  }
  return changes;
}
