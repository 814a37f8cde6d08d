/** What the grid's own keys do beyond moving and typing. */
import { localDateAt } from '#kernel/local-date.ts';
import { reverseLast } from '#ui/state/undo-step.ts';
import { fillDown, fillRight } from './fill-cells.ts';
import type { GridCommand } from './grid-port.ts';
import type { GridState } from './grid-state.svelte.ts';
import type { TypedCell } from './typed-cells.ts';

export function runCommand(grid: GridState, command: GridCommand): void {
  switch (command) {
    case 'undo':
      return reverseLast(grid.app, 'undo');
    case 'redo':
      return reverseLast(grid.app, 'redo');
    case 'panel':
      return grid.togglePanel();
    case 'fill-down':
      return fill(grid, fillDown);
    case 'fill-right':
      return fill(grid, fillRight);
    case 'today':
      return typeToday(grid);
    case 'duplicate':
      return duplicate(grid);
    case 'column-menu':
      return openColumnMenu(grid);
  }
}

function fill(grid: GridState, cellsOf: typeof fillDown): void {
  if (!isWritable(grid)) return;
  const { rows, columns, ranges } = grid;
  const cells = cellsOf({ ranges, rows: rows.shown, columns, textOf: (column, row) => grid.textOf(column, row) });
  enter(grid, cells);
}

function typeToday(grid: GridState): void {
  const { focus, app } = grid;
  if (!focus || !isWritable(grid)) return;
  const column = grid.columns.find(({ path }) => path === focus.path);
  if (column?.stored?.kind !== 'date') return app.notify(app.t('grid.todayOnlyInDates'), 'warning');
  enter(grid, [{ row: focus.row, column: focus.path, text: localDateAt(app.workspace.clock.now()) }]);
}

function openColumnMenu(grid: GridState): void {
  const column = grid.columns.findIndex(({ path }) => path === grid.focus?.path);
  const place = column < 0 ? undefined : grid.placeOfHeading(column);
  if (place) grid.columnMenu = { path: grid.columns[column]!.path, place };
}

/** Opens the form of a new row, filled as the focused row is but for what must be unique. */
function duplicate(grid: GridState): void {
  if (!grid.focus || !isWritable(grid)) return;
  const values = Object.entries(grid.valuesOf(grid.focus.row));
  grid.openNewRow(Object.fromEntries(values.filter(([name]) => !grid.table.columns[name]?.unique)));
}

function enter(grid: GridState, cells: readonly TypedCell[]): void {
  if (cells.length > 0) grid.enter({ cells, write: () => grid.writer.type(cells) });
}

function isWritable(grid: GridState): boolean {
  const { app, page, showsDeleted } = grid;
  if (page.editable && !showsDeleted) return true;
  app.notify(app.t('grid.pasteReadOnlyPage'), 'warning');
  return false;
}
