/** The page of the bare grid: holds the rows from its start, shows them when told. */
import type * as BareGrid from './bare-grid.ts';
import { COLUMNS, productRows } from './product-rows.ts';

declare global {
  interface Window {
    showGrid(rows: number): Promise<void>;
    rowsAreReady: unknown[][] | undefined;
  }
}

const count = Number(new URL(location.href).searchParams.get('rows'));
const rows = productRows(count).map(([, ...values]) => values as unknown[]);
window.rowsAreReady = rows;
window.showGrid = async () => {
  const bundle = '/bare-grid.js';
  const { showBareGrid } = (await import(bundle)) as typeof BareGrid;
  showBareGrid(document.getElementById('grid')!, rows, COLUMNS);
};
