/** The sums that a page declares for its status bar, over the rows that are shown. Errors do not stop the sum. */
import type { ColumnKind, Label } from '#schema/column.ts';
import type { GridState } from './grid-state.svelte.ts';

export interface PageTotal {
  readonly column: string;
  readonly label: Label;
  readonly kind: ColumnKind;
  readonly sum: number;
}

export function sumTotals({
  app,
  page,
  columns,
  rows
}: Pick<GridState, 'app' | 'page' | 'columns' | 'rows'>): readonly PageTotal[] {
  return (page.totals ?? []).flatMap(({ column: path, label }) => {
    const column = columns.find((shown) => shown.path === path);
    if (!column) return [];
    let sum = 0;
    for (const row of rows.kept) {
      const value = column.read(row, app.shop);
      if (typeof value === 'number') sum += value;
    }
    return [{ column: path, label, kind: column.kind, sum }];
  });
}
