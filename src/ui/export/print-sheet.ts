/**
 * A page of the grid on paper. The grid itself draws only the rows in sight, so a plain table is put at the end of the
 * document, which the screen never shows and the printer shows alone; it goes when the print dialog is closed. What the
 * sheet is stands in the table's head, because only that is repeated on each page.
 */
import './print.css';
import { isNumeric } from '#ui/grid/cell-text.ts';
import type { GridState } from '#ui/grid/grid-state.svelte.ts';
import type { ShownColumn } from '#workspace/column-path.ts';
import type { ChosenRows } from './chosen-rows.ts';

/** About a hundred pages; a browser lays out many more for minutes. */
export const MOST_PRINTED_ROWS = 5_000;

/** In Latin letters. Codes and sizes that break at their hyphens make every row two lines high and double the paper. */
const SHORT_WIDTH = 13;

export interface SheetToPrint extends ChosenRows {
  readonly grid: GridState;
  readonly title: string;
  /** Under the title: when it was printed, what it is filtered by. */
  readonly notes: readonly string[];
}

export function printSheet(sheet: SheetToPrint): void {
  document.querySelector('.print-sheet')?.remove();
  const container = document.createElement('div');
  container.className = 'print-sheet';
  container.append(tableOf(sheet));
  document.body.append(container);
  window.addEventListener('afterprint', () => container.remove(), { once: true });
  window.print();
}

function tableOf(sheet: SheetToPrint): HTMLTableElement {
  const { grid, columns, rows } = sheet;
  const table = document.createElement('table');
  const head = table.createTHead();
  head.append(
    aboutRow(sheet),
    rowOf('th', columns, ({ label }) => label[grid.app.language])
  );
  const body = table.createTBody();
  for (const row of rows) body.append(rowOf('td', columns, (column) => grid.textOf(column, row)));
  return table;
}

function aboutRow({ title, notes, columns }: SheetToPrint): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.className = 'about';
  const cell = document.createElement('th');
  cell.colSpan = columns.length;
  const heading = document.createElement('h1');
  heading.textContent = title;
  const below = document.createElement('p');
  below.textContent = notes.join(' · ');
  cell.append(heading, below);
  row.append(cell);
  return row;
}

function rowOf(
  kind: 'th' | 'td',
  columns: readonly ShownColumn[],
  textOf: (column: ShownColumn) => string
): HTMLTableRowElement {
  const row = document.createElement('tr');
  for (const column of columns) {
    const cell = document.createElement(kind);
    const text = textOf(column);
    cell.textContent = text;
    cell.classList.toggle('number', isNumeric(column));
    cell.classList.toggle('short', isShort(text));
    row.append(cell);
  }
  return row;
}

function isShort(text: string): boolean {
  let width = 0;
  for (const sign of text) width += sign > '\u00ff' ? 2 : 1;
  return width <= SHORT_WIDTH;
}
