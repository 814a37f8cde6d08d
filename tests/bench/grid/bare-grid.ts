/** Bare Handsontable over arrays that are there already: the peer of the grid page. Loaded on demand, as the app does. */
import Handsontable from 'handsontable/base';
import { registerCellType, TextCellType } from 'handsontable/cellTypes';
import { CopyPaste, registerPlugin } from 'handsontable/plugins';
import { mainTheme, registerTheme } from 'handsontable/themes';

registerCellType(TextCellType);
registerPlugin(CopyPaste);

export interface BareGridSetup {
  readonly container: HTMLElement;
  readonly rows: unknown[][];
  readonly headings: readonly string[];
  readonly plugins: Handsontable.GridSettings;
}

export function showBareGrid({ container, rows, headings, plugins }: BareGridSetup): Handsontable {
  const settings = {
    data: rows,
    licenseKey: 'non-commercial-and-evaluation',
    theme: registerTheme({ ...mainTheme, name: 'bench' }),
    density: 'compact',
    width: '100%',
    height: 700,
    rowHeaders: true,
    colHeaders: [...headings],
    colWidths: 100,
    rowHeights: 28,
    autoRowSize: false,
    autoColumnSize: false,
    copyPaste: { rowsLimit: 20_000, columnsLimit: 200 },
    ...plugins
  };
  return new Handsontable(container, settings as Handsontable.GridSettings);
}
