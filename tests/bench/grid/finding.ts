/**
 * Finding one's rows among 100,000: a filter by a condition, the quick search, a sort. The app through its own controls,
 * from the input to painted rows (the search waits 150 ms for the next letter: that counts); bare Handsontable through
 * its plugins' methods, which is less than its menus would cost. The floor is one pass of plain JavaScript over the same
 * arrays. Bare Handsontable has no groups, so grouping has the floor alone.
 */
import type { Page } from '@playwright/test';
import { benchRow, median, type Bar, type BenchPart } from '../bench-row.ts';
import { paintedWhen, timeCall, timeInput, watchInput } from './stopwatch.ts';
import { openApp, openBare, openTwoGrids, type BarePlugin, type TwoGrids } from './two-grids.ts';

/** Held by every 1,999th row, none of which is on the first screen. */
const MODEL = 'BJ7777';
const MODEL_COLUMN = 4;
const FIRST_CODE = '.ht_master tbody tr:first-child td:nth-child(2)';
const FOUND = { selector: FIRST_CODE, pattern: '^F001777$' };
const SORTED_DOWN = { selector: FIRST_CODE, pattern: '^F001998$' };
const FIVE_TIMES_FASTER: Bar = { against: 'peer', most: 0.2 };

interface Job {
  readonly name: string;
  readonly plugin: BarePlugin | null;
  /** ms, with the grid on screen. */
  readonly app: (page: Page) => Promise<number>;
  readonly bare: ((page: Page) => Promise<number>) | null;
  readonly floor: (page: Page) => Promise<number>;
  readonly bars: readonly Bar[];
}

const JOBS: readonly Job[] = [
  {
    name: 'filter by a condition',
    plugin: 'filters',
    async app(page) {
      await page.keyboard.press('Control+Shift+l');
      const panel = page.getByRole('dialog', { name: '筛选' });
      await panel.getByLabel('按哪一列筛选').selectOption({ label: '型号' });
      return timeInput(page, FOUND, () => panel.getByLabel('型号 包含').fill(MODEL));
    },
    bare: (page) =>
      timeCall(page, FOUND, () =>
        page.evaluate(
          ([model, column]) => {
            const now = performance.now();
            const filters = window.bareGrid.getPlugin('filters');
            filters.addCondition(column, 'contains', [model]);
            filters.filter();
            return now;
          },
          [MODEL, MODEL_COLUMN] as const
        )
      ),
    floor: (page) =>
      page.evaluate(
        ([model, column]) => {
          const now = performance.now();
          window.rowsAreReady!.filter((row) => String(row[column]).toLowerCase().includes(model.toLowerCase()));
          return performance.now() - now;
        },
        [MODEL, MODEL_COLUMN] as const
      ),
    bars: [FIVE_TIMES_FASTER]
  },
  {
    name: 'quick search',
    plugin: 'search',
    app: (page) => timeInput(page, FOUND, () => page.getByRole('toolbar').getByRole('searchbox').fill(MODEL)),
    // The plugin only marks what it finds: going to the first of it is part of finding it.
    bare: (page) =>
      timeCall(page, { selector: 'td.htSearchResult', pattern: MODEL }, () =>
        page.evaluate((model) => {
          const now = performance.now();
          // reason: the vendor's type of what is found is an empty object.
          const [first] = window.bareGrid.getPlugin('search').query(model) as { row: number }[];
          window.bareGrid.scrollViewportTo({ row: first!.row });
          window.bareGrid.render();
          return now;
        }, MODEL)
      ),
    floor: (page) =>
      page.evaluate((model) => {
        const now = performance.now();
        const wanted = model.toLowerCase();
        window.rowsAreReady!.filter((row) => row.some((cell) => String(cell).toLowerCase().includes(wanted)));
        return performance.now() - now;
      }, MODEL),
    bars: [FIVE_TIMES_FASTER]
  },
  {
    name: 'sort',
    plugin: 'columnSorting',
    async app(page) {
      const heading = page.locator('.ht_clone_top thead th').filter({ hasText: '型号' }).first();
      await heading.hover();
      await heading.locator('.lb-sort').click();
      await paintedWhen(page, { selector: '.ht_clone_top .lb-sort.on', pattern: '↑' });
      return timeInput(page, SORTED_DOWN, () => heading.locator('.lb-sort').click());
    },
    async bare(page) {
      const sort = (sortOrder: 'asc' | 'desc'): Promise<number> =>
        page.evaluate(
          ([order, column]) => {
            const now = performance.now();
            window.bareGrid.getPlugin('columnSorting').sort({ column, sortOrder: order });
            return now;
          },
          [sortOrder, MODEL_COLUMN] as const
        );
      await sort('asc');
      return timeCall(page, SORTED_DOWN, () => sort('desc'));
    },
    floor: (page) =>
      page.evaluate((column) => {
        const now = performance.now();
        const textOf = (row: unknown[]): string => String(row[column]);
        [...window.rowsAreReady!].sort((a, b) => (textOf(a) < textOf(b) ? 1 : textOf(a) > textOf(b) ? -1 : 0));
        return performance.now() - now;
      }, MODEL_COLUMN),
    bars: []
  },
  {
    name: 'group',
    plugin: null,
    async app(page) {
      await page.getByRole('button', { name: '分组', exact: true }).click();
      const menu = page.getByRole('dialog', { name: '分组' });
      await menu.getByLabel('按哪一列分组').selectOption({ label: '型号' });
      await paintedWhen(page, { selector: 'td.lb-head', pattern: '.' });
      await menu.getByRole('button', { name: '不再按“型号”分组' }).click();
      await paintedWhen(page, { selector: FIRST_CODE, pattern: '^F' });
      return timeInput(page, { selector: 'td.lb-head', pattern: '.' }, () =>
        menu.getByLabel('按哪一列分组').selectOption({ label: '型号' })
      );
    },
    bare: null,
    floor: (page) =>
      page.evaluate((column) => {
        const now = performance.now();
        const groups = new Map<string, unknown[][]>();
        for (const row of window.rowsAreReady!) {
          const text = String(row[column]);
          const group = groups.get(text);
          if (group) group.push(row);
          else groups.set(text, [row]);
        }
        return performance.now() - now;
      }, MODEL_COLUMN),
    bars: []
  }
];

export const benchFinding: BenchPart = async function* ({ rows, samples }) {
  const grids = await openTwoGrids(rows);
  try {
    for (const job of JOBS) {
      const [app, bare, floor]: [number[], number[], number[]] = [[], [], []];
      for (let sample = 0; sample < samples; sample++) {
        const peer = await sampleBare(grids, job);
        if (peer.value !== null) bare.push(peer.value);
        floor.push(peer.floor);
        app.push(await sampleApp(grids, job));
        if (process.env['VERBOSE']) console.error(job.name, peer, app.at(-1));
      }
      yield benchRow(
        {
          ...{ name: job.name, value: median(app), unit: 'ms' },
          ...(job.plugin ? { peer: `bare Handsontable, ${job.plugin}`, peerValue: median(bare) } : {}),
          ...{ floor: 'one pass over arrays', floorValue: median(floor) }
        },
        ...job.bars
      );
    }
  } finally {
    await grids.end();
  }
};

function sampleApp(grids: TwoGrids, job: Job): Promise<number> {
  return grids.app(async (visit) => {
    await openApp(visit);
    await watchInput(visit.page);
    return job.app(visit.page);
  });
}

function sampleBare(grids: TwoGrids, job: Job): Promise<{ readonly value: number | null; readonly floor: number }> {
  return grids.bare(async (visit) => {
    await openBare(visit, job.plugin ?? undefined);
    const value = job.bare ? await job.bare(visit.page) : null;
    return { value, floor: await job.floor(visit.page) };
  });
}
