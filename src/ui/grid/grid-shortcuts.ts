/** The grid's own keys, beside those that Handsontable brings. */
import type Handsontable from 'handsontable/base';
import type { GridCommand, GridEvents } from './grid-port.ts';
import { selectedPlace } from './grid-selection.ts';

export function addShortcuts(hot: Handsontable, on: GridEvents): void {
  // Ctrl+Alt is also how some keyboards write a letter: the vendor would open an empty editor before the page is asked.
  hot.addHook('beforeKeyDown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.altKey && event.key.toLowerCase() === 'z') return false;
  });
  const grid = hot.getShortcutManager().getContext('grid');
  const add = (command: GridCommand, keys: string[][], runOnlyIf: () => boolean = () => true): void =>
    grid?.addShortcut({
      keys,
      group: 'lensbook',
      callback: () => on.commanded(command),
      preventDefault: true,
      runOnlyIf
    });
  add('undo', [['control/meta', 'z']]);
  add('redo', [
    ['control/meta', 'y'],
    ['control/meta', 'shift', 'z']
  ]);
  add('panel', [['f4']]);
  add('fill-down', [['control/meta', 'd']]);
  // With one column selected these keys stay the browser's: reload.
  add('fill-right', [['control/meta', 'r']], () => (selectedPlace(hot)?.selectedColumns ?? 0) > 1);
  add('today', [['control/meta', 'semicolon']]);
  add('duplicate', [['control/meta', 'shift', 'd']]);
  add('column-menu', [['alt', 'arrowdown']]);
}
