/**
 * 5,000 cells from the clipboard: 1,000 rows of 5 text columns. The app asks before it changes more than 100 cells; the
 * time is that to its question and that from the answer to painted cells, without the person's own.
 */
import { benchRow, median, type BenchPart } from '../bench-row.ts';
import { timeInput, watchInput } from './stopwatch.ts';
import { clickFirstRow, inTurns, openApp, openBare, openTwoGrids, type Visit } from './two-grids.ts';

const ROWS = 1_000;
const COLUMNS = 5;
const PASTED = { selector: '.ht_master tbody td', pattern: '^P\\d+-\\d+$' };
const ASKED = { selector: '[role="dialog"] button', pattern: '^改动' };
/** 名称, `name`: the first of five text columns on both sides. */
const FIRST_COLUMN = /^(名称|name)/;

interface PasteSample {
  readonly asked: number;
  readonly painted: number;
}

export const benchPaste: BenchPart = async function* ({ rows, samples }) {
  const grids = await openTwoGrids(rows);
  try {
    const { app, bare } = await inTurns(
      samples,
      () => grids.app(pasteIntoApp),
      () => grids.bare(pasteIntoBare)
    );
    const whole = (list: readonly PasteSample[]): number => median(list.map(({ asked, painted }) => asked + painted));
    const asked = median(app.map((sample) => sample.asked));
    const shared = { unit: 'ms', peer: 'bare Handsontable', peerValue: whole(bare) };
    yield benchRow({ name: 'paste 5,000 cells', value: whole(app), ...shared });
    yield benchRow({ name: 'of it, to the question', value: asked, unit: 'ms' });
  } finally {
    await grids.end();
  }
};

async function pasteIntoApp(visit: Visit): Promise<PasteSample> {
  const { page } = visit;
  await openApp(visit);
  await prepare(visit);
  const asked = await timeInput(page, ASKED, () => page.keyboard.press('Control+v'));
  const painted = await timeInput(page, PASTED, () => page.keyboard.press('Enter'));
  return { asked, painted };
}

async function pasteIntoBare(visit: Visit): Promise<PasteSample> {
  await openBare(visit);
  await prepare(visit);
  return { asked: 0, painted: await timeInput(visit.page, PASTED, () => visit.page.keyboard.press('Control+v')) };
}

async function prepare({ page, context, url }: Visit): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
  await watchInput(page);
  const text = Array.from({ length: ROWS }, (_, r) =>
    Array.from({ length: COLUMNS }, (_, c) => `P${r}-${c}`).join('\t')
  ).join('\n');
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await clickFirstRow(page, FIRST_COLUMN);
}
