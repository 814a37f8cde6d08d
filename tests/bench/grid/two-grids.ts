/**
 * The two sides of every part: the built app over its local database, and bare Handsontable over arrays, with the same
 * rows. Each visit is a browser process of its own, on a copy of its side's profile.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { BENCH_ACCOUNT } from '../open/bench-account.ts';
import { inBrowser, inCopy, newProfile, removeProfile, serveBench } from '../open/bench-browser.ts';
import { startChild } from '../open/child-server.ts';
import { paintedWhen } from './stopwatch.ts';

export const GRID_PATH = '/catalogue/products';
export const ANY_CELL = { selector: '.ht_master tbody td', pattern: '.' };

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Of the app, or of the bare page. */
  readonly url: string;
}

export type Work<T> = (visit: Visit) => Promise<T>;

export interface TwoGrids {
  app<T>(work: Work<T>): Promise<T>;
  bare<T>(work: Work<T>): Promise<T>;
  end(): Promise<void>;
}

export async function openTwoGrids(rows: number): Promise<TwoGrids> {
  const server = await startChild('seeded-server', [String(rows), '0']);
  const site = await serveBench(['grid/bare-grid-page', 'grid/bare-grid', 'grid/bare-grid-plugins'], new Map());
  const [ours, bare] = [await newProfile(), await newProfile()];
  await inBrowser(ours, (page) => firstVisit(page, server.url));
  return {
    app: (work) => inCopy(ours, (page, context) => work({ page, context, url: server.url })),
    bare: (work) => inCopy(bare, (page, context) => work({ page, context, url: `${site.url}?rows=${rows}` })),
    async end() {
      site.close();
      await server.end();
      await Promise.all([ours, bare].map(removeProfile));
    }
  };
}

/** Signs in, takes everything over from the relay, and comes once more, so that all of it is in the local database. */
async function firstVisit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('登录名').fill(BENCH_ACCOUNT.signIn);
  await page.getByLabel('密码', { exact: true }).fill(BENCH_ACCOUNT.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((found) => !found.pathname.startsWith('/sign-in'));
  await page.goto(`${url}${GRID_PATH}`);
  await paintedWhen(page, ANY_CELL);
  await page.waitForLoadState('networkidle');
  await page.reload();
  await paintedWhen(page, ANY_CELL);
}

/** The app's grid on screen, with everything quiet. */
export async function openApp({ page, url }: Visit): Promise<void> {
  await page.goto(`${url}${GRID_PATH}`);
  await paintedWhen(page, ANY_CELL);
  await page.waitForLoadState('networkidle');
}

export type BarePlugin = 'filters' | 'search' | 'columnSorting';

/** Bare Handsontable on screen; a plugin only where its job is measured, since each costs something everywhere. */
export async function openBare({ page, url }: Visit, plugin?: BarePlugin): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => window.rowsAreReady !== undefined);
  await page.evaluate((wanted) => window.showGrid(wanted), plugin);
  await paintedWhen(page, ANY_CELL);
}

/** Both sides in turns, as often as asked; medians are taken of what comes back. */
export async function inTurns<T>(samples: number, app: () => Promise<T>, bare: () => Promise<T>) {
  const results: { app: T[]; bare: T[] } = { app: [], bare: [] };
  for (let sample = 0; sample < samples; sample++) {
    results.bare.push(await bare());
    results.app.push(await app());
    if (process.env['VERBOSE']) console.error(results.bare.at(-1), results.app.at(-1));
  }
  return results;
}

/** Selects the first row's cell under the first heading that matches. */
export async function clickFirstRow(page: Page, heading: RegExp): Promise<void> {
  const column = page.locator('.ht_clone_top thead th').filter({ hasText: heading }).first();
  const row = page.locator('.ht_master tbody tr').first();
  const [across, down] = [await column.boundingBox(), await row.boundingBox()];
  await page.mouse.click(across!.x + across!.width / 2, down!.y + down!.height / 2);
}
