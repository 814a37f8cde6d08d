/** What is added to the headings that Handsontable builds: sort mark and menu of a column, the save state of a row. */
import type { RowArray } from '#schema/table.ts';
import { isGroupHead } from './row-groups.ts';
import type { GridColumn, GridSetup, MenuPlace } from './grid-port.ts';

export function isSortButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.lb-sort') !== null;
}

export function isMenuButton(target: EventTarget | null): target is Element {
  return target instanceof Element && target.closest('.lb-menu') !== null;
}

/** Where a menu of this heading begins, in px of the window. */
export function placeBelow(target: EventTarget | null): MenuPlace {
  const heading = target instanceof Element ? target.closest('th') : null;
  const { left, bottom } = (heading ?? document.body).getBoundingClientRect();
  return { left, top: bottom };
}

export function decorateHeading(
  header: HTMLTableCellElement,
  column: GridColumn | undefined,
  { sortOf, sortHint }: GridSetup
): void {
  const inner = header.querySelector<HTMLElement>('.relative');
  if (!column || !inner) return;
  setTitle(header, column.help);
  header.classList.toggle('lb-computed-heading', column.isComputed);
  header.classList.toggle('lb-number-heading', column.isNumeric);
  let button = inner.querySelector<HTMLElement>('.lb-sort');
  if (!button) {
    button = document.createElement('span');
    button.className = 'lb-sort';
    inner.append(button);
  }
  if (!inner.querySelector('.lb-menu')) {
    const menu = document.createElement('span');
    menu.className = 'lb-menu';
    menu.textContent = '▾';
    inner.append(menu);
  }
  const sort = sortOf(column.path);
  const arrow = sort === null ? '↕' : sort.direction === 'up' ? '↑' : '↓';
  const mark = sort && sort.rank > 0 ? `${arrow}${sort.rank}` : arrow;
  if (button.textContent !== mark) button.textContent = mark;
  setTitle(button, sortHint);
  button.classList.toggle('on', sort !== null);
  header.classList.toggle('lb-sorted', sort !== null);
}

const STATES = ['lb-saving', 'lb-on-device'] as const;

export function decorateRowHeading(
  header: HTMLTableCellElement,
  row: RowArray | undefined,
  { stateOf }: GridSetup
): void {
  const state = row && !isGroupHead(row[0]) ? stateOf(row) : null;
  header.classList.toggle('lb-head-heading', row !== undefined && isGroupHead(row[0]));
  for (const name of STATES) header.classList.toggle(name, name === state?.className);
  setTitle(header, state?.title ?? '');
}

/** Headings are decorated at every step of scrolling: what is written anew, though the same, is laid out anew. */
function setTitle(element: HTMLElement, title: string): void {
  if (element.title !== title) element.title = title;
}
