/** Bare Handsontable over arrays that are there already: the peer of the grid page. Loaded on demand, as the app does. */
import Handsontable from 'handsontable/base';
import { registerCellType, TextCellType } from 'handsontable/cellTypes';
import { mainTheme, registerTheme } from 'handsontable/themes';

registerCellType(TextCellType);

export function showBareGrid(container: HTMLElement, rows: unknown[][], headings: readonly string[]): void {
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
    autoColumnSize: false
  };
  new Handsontable(container, settings as Handsontable.GridSettings);
}
