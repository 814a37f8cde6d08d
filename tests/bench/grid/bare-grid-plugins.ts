/** Bare Handsontable with the vendor's plugins for what the app does by itself; loaded only where one is measured. */
import type Handsontable from 'handsontable/base';
import { CheckboxCellType, registerCellType } from 'handsontable/cellTypes';
import {
  AutoColumnSize,
  ColumnSorting,
  DropdownMenu,
  Filters,
  HiddenRows,
  registerPlugin,
  Search
} from 'handsontable/plugins';

// reason: a bundle of its own has a Handsontable of its own; plugins are registered in the one that shows the grid.
export { showBareGrid } from './bare-grid.ts';

registerCellType(CheckboxCellType);
for (const plugin of [AutoColumnSize, ColumnSorting, HiddenRows, DropdownMenu, Filters, Search]) registerPlugin(plugin);

export const PLUGIN_SETTINGS: Readonly<Record<string, Handsontable.GridSettings>> = {
  // The filters need their menu to be there.
  filters: { filters: true, dropdownMenu: true },
  search: { search: true },
  columnSorting: { columnSorting: true }
};
