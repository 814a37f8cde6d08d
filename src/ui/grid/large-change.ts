/** A change of many cells at once is shown before it is made: what was copied is not always what one thinks. */
import type { RowArray } from '#schema/table.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { TypedCell } from './typed-cells.ts';

export const ASKED_ABOVE = 100;

export interface LargeChange {
  readonly cells: readonly TypedCell[];
  readonly write: () => void;
}

export interface ChangedCell {
  readonly row: RowArray;
  readonly column: ShownColumn;
  readonly before: string;
  readonly after: string;
}

export interface ChangeSummary {
  readonly rows: number;
  readonly changed: number;
  /** Cells that are filled now and would be empty. */
  readonly emptied: number;
  readonly samples: readonly ChangedCell[];
}

export interface SummarySetup {
  readonly cells: readonly TypedCell[];
  readonly columns: readonly ShownColumn[];
  readonly rowOf: (id: string) => RowArray | undefined;
  readonly textOf: (column: ShownColumn, row: RowArray) => string;
  readonly samples: number;
}

export function summarizeChange({ cells, columns, rowOf, textOf, samples }: SummarySetup): ChangeSummary {
  const byPath = new Map(columns.map((column) => [column.path, column]));
  const rows = new Set<string>();
  const shown: ChangedCell[] = [];
  let changed = 0;
  let emptied = 0;
  for (const { row: id, column: path, text } of cells) {
    const row = rowOf(id);
    const column = byPath.get(path);
    if (!row || !column) continue;
    const before = textOf(column, row);
    if (before === text) continue;
    rows.add(id);
    changed += 1;
    if (text === '') emptied += 1;
    if (shown.length < samples) shown.push({ row, column, before, after: text });
  }
  return { rows: rows.size, changed, emptied, samples: shown };
}
