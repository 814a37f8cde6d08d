/**
 * Somebody at a screen who does whatever chance says, with keys, mouse and clipboard as a person would. Each action draws
 * from a chance of its own, so that what one finds on the screen does not shift what the next one does.
 */
import { expect, type Page } from '@playwright/test';
import { createChance, type Chance } from '../../support/random.ts';
import type { Cable } from './cable.ts';
import { readOpenCells, type OpenCell } from './open-cells.ts';
import { RANDOM_ACTIONS } from './random-actions.ts';
import type { ShopScreen } from './shop-screen.ts';
import type { TypedEdits } from './typed-edits.ts';

const TRIES = 5;
const SELECTED_WITHIN_MS = 2_000;

export interface RandomUserSetup {
  readonly name: string;
  readonly screen: ShopScreen;
  readonly cable: Cable;
  readonly typed: TypedEdits;
}

export class RandomUser {
  readonly name: string;
  readonly screen: ShopScreen;
  readonly typed: TypedEdits;
  readonly #cable: Cable;
  isOffline = false;

  constructor({ name, screen, cable, typed }: RandomUserSetup) {
    this.name = name;
    this.screen = screen;
    this.typed = typed;
    this.#cable = cable;
  }

  get page(): Page {
    return this.screen.page;
  }

  /** What was done, in words. */
  async act(chance: Chance): Promise<string> {
    const total = RANDOM_ACTIONS.reduce((sum, { weight }) => sum + weight, 0);
    let drawn = chance.below(total);
    const own = createChance(chance.below(2 ** 31));
    for (const { weight, act } of RANDOM_ACTIONS) {
      if (drawn < weight) return `${this.name}${this.isOffline ? ' (offline)' : ''} ${await act(this, own)}`;
      drawn -= weight;
    }
    throw new Error('The weights do not add up.');
  }

  /** Clicks a random cell that suits, and knows it selected when the bar above the grid names it. Null: there is none. */
  async select(chance: Chance, suits: (cell: OpenCell) => boolean): Promise<OpenCell | null> {
    const share = chance.next();
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const cells = (await readOpenCells(this.page)).filter(suits);
      const cell = cells[Math.floor(share * cells.length)];
      if (!cell) return null;
      await this.page.mouse.click(cell.x, cell.y);
      // A second click on the same cell within half a second opens its editor.
      await this.page.keyboard.press('Escape');
      // A colleague's edit may have moved the rows since they were read.
      if (await this.#isSelected(cell)) return cell;
    }
    throw new Error(`${this.name} clicked ${TRIES} times and never had the cell selected.`);
  }

  async #isSelected({ code, label }: OpenCell): Promise<boolean> {
    const shows = (address: string): boolean => document.querySelector('.bar .address')?.textContent === address;
    const waited = this.page.waitForFunction(shows, `${code} · ${label}`, { timeout: SELECTED_WITHIN_MS });
    return waited.then(
      () => true,
      () => false
    );
  }

  /** Rows stand by their code, and an edit neither moves nor hides one. */
  async isInPlainOrder(): Promise<boolean> {
    const sorted = await this.page.locator('.ht_clone_top .lb-sort.on').count();
    return sorted === 0 && (await this.#chips().count()) <= (await this.#searchChip().count());
  }

  async search(text: string): Promise<void> {
    await this.screen.search(text);
    if (text === '') await expect(this.#searchChip()).toHaveCount(0);
    else await expect(this.#searchChip()).toContainText(`“${text}”`);
    await this.page.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('.ht_clone_inline_start tbody tr')].every((row) =>
          row.querySelector('td')?.textContent?.startsWith(wanted)
        ),
      text
    );
  }

  async clearFilters(): Promise<void> {
    for (;;) {
      const before = await this.#chips().count();
      if (before === 0) return;
      await this.#chips().first().getByRole('button').click();
      await expect(this.#chips()).not.toHaveCount(before);
    }
  }

  /** To another page over the rail or the tabs, as a click there does it. */
  async open(path: string, label: string): Promise<void> {
    await this.page.locator(`nav a[href="${path}"]`).first().click();
    await expect(this.page.locator(`section.sheet[aria-label="${label}"]`)).toBeVisible();
    await this.screen.gridIsThere();
  }

  async goOffline(): Promise<void> {
    await this.#cable.pull(this.screen.context);
    this.isOffline = true;
    await expect(this.screen.saveState).toContainText('离线');
  }

  async goOnline(): Promise<void> {
    await this.#cable.plugIn(this.screen.context);
    this.isOffline = false;
    await expect(this.screen.saveState).not.toContainText('离线');
  }

  #chips() {
    return this.page.getByRole('list', { name: '正在使用的筛选' }).locator('li:not(.all)');
  }

  #searchChip() {
    return this.#chips().filter({ hasText: '搜索“' });
  }
}
