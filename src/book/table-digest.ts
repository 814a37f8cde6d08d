/** A canonical text of everything a fold shows: heads with stamps, conflicts, deletions. Equal texts mean equal tables. */
import { createSetDigest } from '#kernel/digest.ts';
import type { Fold } from './fold.ts';

/** 16 hex digits and a count, over all cells' heads of all rows; independent of how the book was packed or loaded. */
export function digestTables(fold: Fold): string {
  const digest = createSetDigest();
  for (const table of fold.tables.values())
    for (const id of table.allIds()) {
      const columns = table.has(id) ? table.columns : table.columnsWritten(id);
      const cells = [...columns]
        .sort()
        .map((name) => [name, table.cell(id, name).heads.map((h) => [h.stamp, h.value])]);
      const filled = cells.filter(([, heads]) => heads!.length > 0);
      digest.add(JSON.stringify([table.id, id, table.has(id), table.isDeleted(id), filled]));
    }
  return digest.read();
}
