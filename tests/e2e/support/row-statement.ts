/** What a screen says of one row: its cells, its whole history, and what this device keeps for correction. */
import { expect, type Page } from '@playwright/test';
import type { RandomUser } from './random-user.ts';

export interface RowStatement {
  /** By heading; null where a draft of this device hides the value. */
  readonly cells: Readonly<Record<string, string | null>>;
  /** Newest first. */
  readonly history: readonly HistoryStatement[];
  readonly drafts: readonly string[];
}

export interface HistoryStatement {
  readonly words: string;
  /** Label of the column; empty for what happened to the row as a whole. */
  readonly label: string;
  readonly after: string;
}

export async function readRow(user: RandomUser, code: string): Promise<RowStatement> {
  const { page } = user;
  await user.search(code);
  await page.waitForFunction((wanted) => {
    const rows = document.querySelectorAll('.ht_clone_inline_start tbody tr');
    const address = document.querySelector('.bar .address')?.textContent ?? '';
    return rows.length === 1 && address.startsWith(`${wanted} · `);
  }, code);
  const panel = page.locator('aside');
  await panel.getByRole('tab', { name: '历史' }).click();
  const more = panel.getByRole('button', { name: /^再显示/ });
  if (await more.isVisible()) await more.click();
  await expect(more).toHaveCount(0);
  return readShown(page);
}

function readShown(page: Page): Promise<RowStatement> {
  return page.evaluate(() => {
    const labels = [...document.querySelectorAll('.ht_master thead th')].map(
      (th) => th.querySelector('.colHeader')?.textContent?.trim() ?? ''
    );
    const cells = [...document.querySelectorAll('.ht_master tbody tr:first-child td')].map((cell, c) => [
      labels[c + 1]!,
      cell.classList.contains('lb-draft') ? null : cell.textContent
    ]);
    const history = [...document.querySelectorAll('aside ol li p:first-child')].map((line) => ({
      words: line.textContent!.replace(/\s+/g, ' ').trim(),
      label: (line.firstChild?.textContent ?? '').trim(),
      after: line.querySelector('b')?.textContent ?? ''
    }));
    const troubles = [...document.querySelectorAll('aside .troubles p')].map((line) => line.textContent!);
    const drafts = troubles.flatMap((text) => /^输入的是“(.*)”$/.exec(text.trim())?.[1] ?? []);
    return { cells: Object.fromEntries(cells) as Record<string, string | null>, history, drafts };
  });
}
