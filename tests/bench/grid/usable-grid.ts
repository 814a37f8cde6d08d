/**
 * Time to a usable grid of 100,000 rows in the built app, and main-thread CPU of a scroll step, against bare
 * Handsontable with the same rows. Both clocks start when the rows are in memory and somebody asks for the grid (in the
 * app: a click in the rail, from a page without one), and both load the grid's code on demand. The whole time from
 * navigation, local database included, is printed beside it.
 */
import { benchRow, median, type BenchPart } from '../bench-row.ts';
import { mainThreadClock } from '../open/bench-browser.ts';
import { scrollThrough, SCROLL_STEPS } from './scroll.ts';
import { paintedWhen, timeCall } from './stopwatch.ts';
import { ANY_CELL, GRID_PATH, inTurns, openTwoGrids, type Visit } from './two-grids.ts';

interface GridSample {
  /** From the wish for a grid to painted cells, ms. */
  readonly usable: number;
  /** From navigation to painted cells, ms. */
  readonly whole: number;
  /** CPU ms of the main thread. */
  readonly step: number;
}

export const benchUsableGrid: BenchPart = async function* ({ rows, samples }) {
  const grids = await openTwoGrids(rows);
  try {
    const { app, bare } = await inTurns(
      samples,
      () => grids.app(sampleApp),
      () => grids.bare(sampleBare)
    );
    const of = (list: readonly GridSample[], name: keyof GridSample): number => median(list.map((each) => each[name]));
    const row = (name: string, unit: string, key: keyof GridSample) => ({
      ...{ name, unit, value: of(app, key), peer: 'bare Handsontable', peerValue: of(bare, key) }
    });
    yield benchRow(row(`usable grid of ${rows / 1_000}k rows`, 'ms', 'usable'), { against: 'peer', most: 1.3 });
    yield benchRow(row(`whole visit of ${rows / 1_000}k rows`, 'ms', 'whole'));
    yield benchRow(row('CPU of a scroll step', 'ms', 'step'));
  } finally {
    await grids.end();
  }
};

async function sampleApp(visit: Visit): Promise<GridSample> {
  const { page, url } = visit;
  await page.goto(`${url}/inbox`);
  await page.locator(`nav a[href="${GRID_PATH}"]`).waitFor();
  await page.waitForFunction(() => document.querySelector('main') !== null);
  const usable = await timeCall(page, ANY_CELL, () =>
    page.evaluate((path) => {
      const now = performance.now();
      document.querySelector<HTMLElement>(`nav a[href="${path}"]`)!.click();
      return now;
    }, GRID_PATH)
  );
  const step = await scrollCost(visit);
  await page.goto(`${url}${GRID_PATH}`);
  return { usable, step, whole: await paintedWhen(page, ANY_CELL) };
}

async function sampleBare(visit: Visit): Promise<GridSample> {
  const { page, url } = visit;
  await page.goto(url);
  await page.waitForFunction(() => window.rowsAreReady !== undefined);
  const usable = await timeCall(page, ANY_CELL, () =>
    page.evaluate(() => {
      const now = performance.now();
      void window.showGrid();
      return now;
    })
  );
  const step = await scrollCost(visit);
  await page.goto(url);
  await page.evaluate(() => void window.showGrid());
  return { usable, step, whole: await paintedWhen(page, ANY_CELL) };
}

async function scrollCost({ page, context }: Visit): Promise<number> {
  const taskMs = await mainThreadClock(page, context);
  const before = await taskMs();
  await scrollThrough(page);
  return ((await taskMs()) - before) / SCROLL_STEPS;
}
