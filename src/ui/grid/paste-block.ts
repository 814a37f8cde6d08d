/** A block from the clipboard onto a page: cells that are there are typed over, lines below the last row become rows. */
import type { GridState } from './grid-state.svelte.ts';
import { placeBlock, type BlockPlace } from './pasted-block.ts';
import { isGroupHead } from './row-groups.ts';
import type { TypedCell } from './typed-cells.ts';

type Block = readonly (readonly string[])[];

export function pasteBlock(grid: GridState, block: Block, place: BlockPlace): void {
  const { app, columns, rows, writer } = grid;
  if (!grid.page.editable || grid.showsDeleted) return app.notify(app.t('grid.pasteReadOnlyPage'), 'warning');
  // A head is no row: its line would be lost, or all below it would slide by one.
  const covered = rows.shown.slice(place.startRow, place.startRow + Math.max(block.length, place.selectedRows));
  if (covered.some(([id]) => isGroupHead(id))) return app.notify(app.t('grid.pasteOverHead'), 'warning');
  const placed = placeBlock(block, place, { rows: rows.shown.length, columns: columns.length });
  const cells: TypedCell[] = [];
  let readOnly = 0;
  for (const { row, column, text } of placed.cells) {
    const shown = columns[column]!;
    if (shown.stored) cells.push({ row: rows.shown[row]![0], column: shown.path, text });
    else if (text !== grid.textOf(shown, rows.shown[row]!)) readOnly++;
  }
  const write = (): void => {
    writer.paste(cells, readOnly);
    if (placed.rows > 0)
      grid.selectBlock({
        fromRow: place.startRow,
        toRow: place.startRow + placed.rows - 1,
        fromColumn: place.startColumn,
        toColumn: Math.min(columns.length, place.startColumn + placed.columns) - 1
      });
    if (placed.beyond.length > 0) addBeyond(grid, placed.beyond, place.startColumn);
  };
  grid.enter({ cells, write });
}

function addBeyond(grid: GridState, lines: Block, startColumn: number): void {
  const { app, columns, table, adder } = grid;
  const reached = columns.slice(startColumn, startColumn + Math.max(...lines.map((line) => line.length)));
  const required = Object.entries(table.columns).filter(([, column]) => column.required);
  if (required.some(([name]) => !reached.some((column) => column.path === name))) {
    const names = required.map(([, column]) => column.label[app.language]).join(app.language === 'zh' ? '、' : ', ');
    return app.notify(app.t('grid.pasteBeyond', { count: lines.length, columns: names }), 'error');
  }
  const typed = lines.map((line) =>
    Object.fromEntries(line.flatMap((text, i) => (reached[i]?.stored ? [[reached[i].path, text]] : [])))
  );
  adder.addLines(typed);
}
