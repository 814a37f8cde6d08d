/** The head of a group opens and closes it: by a click on its name, or by Enter or Space; it is never edited. */
import type Handsontable from 'handsontable/base';
import type { RowId } from '#kernel/ids.ts';
import type { GridEvents } from './grid-port.ts';
import { isGroupHead } from './row-groups.ts';

export function addHeadHooks(hot: Handsontable, on: GridEvents, rowIdAt: (row: number) => RowId | undefined): void {
  const headAt = (row: number | null | undefined): RowId | null => {
    const id = row === null || row === undefined ? undefined : rowIdAt(row);
    return id !== undefined && isGroupHead(id) ? id : null;
  };
  // reason: the vendor types this hook as one that answers nothing; `false` is how it is told not to open an editor.
  const mayEdit = ((row: number) => (headAt(row) ? false : undefined)) as () => void;
  hot.addHook('beforeBeginEditing', mayEdit);
  hot.addHook('afterOnCellMouseUp', (event, { row, col }) => {
    const head = col === 0 && event.button === 0 ? headAt(row) : null;
    if (head) on.headToggled(head);
  });
  hot.addHook('beforeKeyDown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    const head = headAt(hot.getSelectedRangeLast()?.highlight.row);
    if (!head) return;
    event.preventDefault();
    on.headToggled(head);
    return false;
  });
}
