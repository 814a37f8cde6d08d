/**
 * What of the grid lies open to the mouse, read from the screen alone. A cell counts if a click on its middle would hit
 * it: what lies under a notice, a menu or the frozen columns does not.
 */
import type { Page } from '@playwright/test';

export interface OpenCell {
  /** Text in the first column of its row. */
  readonly code: string;
  /** Heading of its column. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Codes of the rows below it, as far as they are drawn, nearest first. */
  readonly below: readonly string[];
  /** Heading of the column to its right. */
  readonly beside: string | null;
}

export function readOpenCells(page: Page): Promise<OpenCell[]> {
  return page.evaluate(() => {
    const textOf = (cell: Element | null | undefined): string => (cell?.textContent ?? '').trim();
    const headings = [...document.querySelectorAll('.ht_master thead th')].slice(1);
    const labels = headings.map((heading) => textOf(heading.querySelector('.colHeader')));
    // Scrolled to the right, only the frozen copy still has the code of each row.
    const frozen = [...document.querySelectorAll('.ht_clone_inline_start tbody tr')];
    const codes = frozen.map((row) => textOf(row.querySelector('td')));
    const rows = [...document.querySelectorAll('.ht_master tbody tr')];
    return rows.flatMap((row, r) =>
      [...row.querySelectorAll('td')].flatMap((cell, c) => {
        const box = cell.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const hit = document.elementFromPoint(x, y);
        if (!hit || !cell.contains(hit)) return [];
        const beside = labels[c + 1] ?? null;
        return [{ code: codes[r] ?? '', label: labels[c] ?? '', x, y, below: codes.slice(r + 1), beside }];
      })
    );
  });
}
