/**
 * What somebody feels under their hands: typing down a column, cell after cell, and scrolling. Typing is timed from the
 * Enter key to the frame that shows the cell; its CPU is that of the whole main thread per cell, with all that follows
 * later (saving, totals, the bar above). A task of more than 100 ms while typing or scrolling is a fault, but for those
 * that are printed with their cause.
 */
import type { Page } from '@playwright/test';
import { benchRow, median, type BenchPart } from '../bench-row.ts';
import { mainThreadClock } from '../open/bench-browser.ts';
import { scrollThrough } from './scroll.ts';
import { longTasksDuring, timeInput, watchInput, type LongTasks } from './stopwatch.ts';
import { clickFirstRow, inTurns, openApp, openBare, openTwoGrids, type Visit } from './two-grids.ts';

/** At most three, each of at most 200 ms and with its cause (rule 36). */
const PRINTED_EXCEPTIONS: readonly { readonly row: string; readonly cause: string }[] = [];
const CELLS = 20;
/** Typists do not wait for frames, nor do they type without a breath: what is put off gets its turn in between. */
const BREATH_MS = 120;
const QUIET_MS = 1_000;
/** 型号, `model`: a text column that both sides show. */
const COLUMN_LABEL = /^(型号|model)/;

interface HandsSample {
  /** ms of each cell, from Enter to paint. */
  readonly shown: readonly number[];
  /** CPU ms of the main thread per cell. */
  readonly cpu: number;
  readonly typing: LongTasks;
  readonly scrolling: LongTasks;
}

export const benchHands: BenchPart = async function* ({ rows, samples }) {
  const grids = await openTwoGrids(rows);
  try {
    const { app, bare } = await inTurns(
      samples,
      () => grids.app(async (visit) => (await openApp(visit), useHands(visit))),
      () => grids.bare(async (visit) => (await openBare(visit), useHands(visit)))
    );
    const shown = (list: readonly HandsSample[]): number => median(list.flatMap((sample) => sample.shown));
    const cpu = (list: readonly HandsSample[]): number => median(list.map((sample) => sample.cpu));
    const beside = (of: (list: readonly HandsSample[]) => number) => ({
      ...{ unit: 'ms', value: of(app), peer: 'bare Handsontable', peerValue: of(bare) }
    });
    yield benchRow({ name: 'typed cell, Enter to paint', ...beside(shown) }, { against: 'peer', most: 1.2 });
    yield benchRow({ name: 'typed cell, CPU', ...beside(cpu) }, { against: 'peer', most: 1.2 });
    for (const kind of ['typing', 'scrolling'] as const) {
      const most =
        (of: keyof LongTasks) =>
        (list: readonly HandsSample[]): number =>
          Math.max(...list.map((sample) => sample[kind][of]));
      const tasks = { ...beside(most('count')), name: `long tasks while ${kind}`, unit: '' };
      yield benchRow(tasks, { most: PRINTED_EXCEPTIONS.filter(({ row }) => row === tasks.name).length });
      yield benchRow({ name: `longest task while ${kind}`, ...beside(most('longest')) }, { most: 200 });
    }
    for (const { row, cause } of PRINTED_EXCEPTIONS) console.log(`  exception: ${row}: ${cause}`);
  } finally {
    await grids.end();
  }
};

async function useHands({ page, context }: Visit): Promise<HandsSample> {
  await watchInput(page);
  await clickFirstRow(page, COLUMN_LABEL);
  const taskMs = await mainThreadClock(page, context);
  const shown: number[] = [];
  let cpu = 0;
  const typing = await longTasksDuring(page, async () => {
    const before = await taskMs();
    for (let i = 0; i < CELLS; i++) shown.push(await typeCell(page, `T${100 + i}`));
    await page.waitForTimeout(QUIET_MS);
    cpu = ((await taskMs()) - before) / CELLS;
  });
  const scrolling = await longTasksDuring(page, () => scrollThrough(page));
  return { shown, cpu, typing, scrolling };
}

/** Types down a column: Enter goes to the cell below. */
async function typeCell(page: Page, text: string): Promise<number> {
  await page.waitForTimeout(BREATH_MS);
  await page.keyboard.type(text);
  const sight = { selector: '.ht_master tbody td', pattern: `^${text}$` };
  return timeInput(page, sight, () => page.keyboard.press('Enter'));
}
