/** The page of the bare grid: holds the rows from its start, shows them when told. */
import type Handsontable from 'handsontable/base';
import { COLUMNS, productRows } from '../open/product-rows.ts';
import type * as BareGrid from './bare-grid.ts';
import type * as BareGridPlugins from './bare-grid-plugins.ts';

declare global {
  interface Window {
    showGrid(plugin?: string): Promise<void>;
    rowsAreReady: unknown[][] | undefined;
    bareGrid: Handsontable;
  }
}

const count = Number(new URL(location.href).searchParams.get('rows'));
const rows = productRows(count).map(([, ...values]) => values as unknown[]);
window.rowsAreReady = rows;
window.showGrid = async (plugin) => {
  const setup = { container: document.getElementById('grid')!, rows, headings: COLUMNS };
  const [bundle, pluginBundle] = ['/bare-grid.js', '/bare-grid-plugins.js'];
  if (plugin === undefined) {
    const { showBareGrid } = (await import(bundle)) as typeof BareGrid;
    window.bareGrid = showBareGrid({ ...setup, plugins: {} });
  } else {
    const { showBareGrid, PLUGIN_SETTINGS } = (await import(pluginBundle)) as typeof BareGridPlugins;
    window.bareGrid = showBareGrid({ ...setup, plugins: PLUGIN_SETTINGS[plugin]! });
  }
};
