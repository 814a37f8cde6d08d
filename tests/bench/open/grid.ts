/**
 * (e) Time to a usable grid of 100,000 rows in the built app, and main-thread CPU of a scroll step, against bare
 * Handsontable with the same rows. Both clocks start when the rows are in memory and somebody asks for the grid (in the
 * app: a click in the rail, from a page without one), and both load the grid's code on demand. Every sample is a browser
 * process of its own. The whole time from navigation, local database included, is printed beside it.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { median, openRow, type BenchPart } from '../bench-row.ts';
import { BENCH_ACCOUNT } from './bench-account.ts';
import { inBrowser, inCopy, mainThreadClock, newProfile, removeProfile, serveBench } from './bench-browser.ts';
import { startChild } from './child-server.ts';

const GRID_PATH = '/catalogue/products';
const STEPS = 60;

interface GridSample {
  /** From the wish for a grid to painted cells, ms. */
  readonly usable: number;
  /** From navigation to painted cells, ms. */
  readonly whole: number;
  /** CPU ms of the main thread. */
  readonly step: number;
}

export const benchGrid: BenchPart = async function* ({ rows, samples }) {
  const server = await startChild('seeded-server', [String(rows), '0']);
  const site = await serveBench(['bare-grid-page', 'bare-grid'], new Map());
  const [ours, bare] = [await newProfile(), await newProfile()];
  try {
    await inBrowser(ours, (page) => firstVisit(page, server.url));
    const app: GridSample[] = [];
    const peer: GridSample[] = [];
    for (let sample = 0; sample < samples; sample++) {
      peer.push(await inCopy(bare, (page, context) => sampleBare({ page, context, url: `${site.url}?rows=${rows}` })));
      app.push(await inCopy(ours, (page, context) => sampleApp({ page, context, url: server.url })));
      if (process.env['VERBOSE']) console.error(peer.at(-1), app.at(-1));
    }
    const of = (list: readonly GridSample[], name: keyof GridSample): number => median(list.map((each) => each[name]));
    const row = (name: string, unit: string, key: keyof GridSample) => ({
      ...{ name, unit, value: of(app, key), peer: 'bare Handsontable', peerValue: of(peer, key) }
    });
    yield openRow(row(`usable grid of ${rows / 1_000}k rows`, 'ms', 'usable'), { against: 'peer', most: 1.3 });
    yield openRow(row(`whole visit of ${rows / 1_000}k rows`, 'ms', 'whole'));
    yield openRow(row('CPU of a scroll step', 'ms', 'step'));
  } finally {
    site.close();
    await server.end();
    await Promise.all([ours, bare].map(removeProfile));
  }
};

interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly url: string;
}

/** Signs in, takes everything over from the relay, and comes once more, so that all of it is in the local database. */
async function firstVisit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('登录名').fill(BENCH_ACCOUNT.signIn);
  await page.getByLabel('密码', { exact: true }).fill(BENCH_ACCOUNT.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((found) => !found.pathname.startsWith('/sign-in'));
  await page.goto(`${url}${GRID_PATH}`);
  await painted(page);
  await page.waitForLoadState('networkidle');
  await page.reload();
  await painted(page);
}

async function sampleApp({ page, context, url }: Visit): Promise<GridSample> {
  await page.goto(`${url}/inbox`);
  const link = page.locator(`nav a[href="${GRID_PATH}"]`);
  await link.waitFor();
  await page.waitForFunction(() => document.querySelector('main') !== null);
  const start = await page.evaluate((path) => {
    const now = performance.now();
    document.querySelector<HTMLElement>(`nav a[href="${path}"]`)!.click();
    return now;
  }, GRID_PATH);
  const usable = (await painted(page)) - start;
  const step = await scrollCost(page, context);
  await page.goto(`${url}${GRID_PATH}`);
  return { usable, step, whole: await painted(page) };
}

async function sampleBare({ page, context, url }: Visit): Promise<GridSample> {
  await page.goto(url);
  await page.waitForFunction(() => window.rowsAreReady !== undefined);
  const start = await page.evaluate(() => {
    const now = performance.now();
    void window.showGrid(0);
    return now;
  });
  const usable = (await painted(page)) - start;
  const step = await scrollCost(page, context);
  await page.goto(url);
  await page.evaluate(() => void window.showGrid(0));
  return { usable, step, whole: await painted(page) };
}

/** When the first frame with text in its cells was on the screen: `performance.now()` of the page. */
function painted(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const isThere = [...document.querySelectorAll('.ht_master tbody td')].some((cell) => cell.textContent !== '');
          if (!isThere) return void requestAnimationFrame(look);
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now());
            port2.postMessage(null);
          });
        };
        look();
      })
  );
}

async function scrollCost(page: Page, context: BrowserContext): Promise<number> {
  const taskMs = await mainThreadClock(page, context);
  const before = await taskMs();
  await page.evaluate(async (steps) => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const holder = document.querySelector('.ht_master .wtHolder')!;
    for (let i = 0; i < steps; i++) {
      holder.scrollTop += 400;
      await frame();
      await frame();
    }
  }, STEPS);
  return ((await taskMs()) - before) / STEPS;
}
