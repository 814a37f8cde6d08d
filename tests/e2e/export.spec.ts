/** The grid page as a file and on paper: by keyboard, in a real chain, with the files the browser really saved. */
import { readFile } from 'node:fs/promises';
import { constants, inflateSync } from 'node:zlib';
import { expect, test, type Download, type Page } from '@playwright/test';
import { readXlsx } from 'hucre/xlsx';
import { DemoChain } from './support/demo-chain.ts';
import { ShopScreen } from './support/shop-screen.ts';

let chain: DemoChain;

test.beforeAll(async () => {
  chain = await DemoChain.start();
});
test.afterAll(async () => {
  await chain.end();
});

const FORMULA = '=HYPERLINK("http://example.com","点我")';

test('[GRID-EXPORT] what is shown, everything, and paper', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, acceptDownloads: true });
  const screen = new ShopScreen(await context.newPage());
  const { page } = screen;
  // A browser without a window has no print dialog: that it was asked for is all there is to see of it.
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-print-asked', '');
  });
  await screen.signIn(chain.url, chain.people.get('laoban')!);
  await screen.search('F2000');
  await screen.type('F200000', '型号', FORMULA);
  await expect(await screen.cell('F200000', '型号')).toHaveText(FORMULA);
  const shown = await gridTexts(page);
  expect(shown.length).toBeGreaterThan(5);

  await test.step('CSV of what is shown, with nothing that runs', async () => {
    const download = await exportAs(page, 'CSV');
    expect(download.suggestedFilename()).toMatch(/^全部商品_.+店_\d{4}-\d\d-\d\d\.csv$/);
    await expect(page.getByText(`已导出 ${shown.length} 行`)).toBeVisible();
    const text = (await bytesOf(download)).toString('utf8');
    expect(text.startsWith('\uFEFF编码,品牌,型号,')).toBe(true);
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',')[0])).toEqual(shown.map(([sku]) => sku));
    expect(text).toContain(`"'${FORMULA.replaceAll('"', '""')}"`);
    await expect(page.getByRole('button', { name: '导出', exact: true })).toBeFocused();
  });

  await test.step('XLSX of what is shown, typed', async () => {
    const download = await exportAs(page, 'XLSX');
    const workbook = await readXlsx(await bytesOf(download));
    const [headings, ...rows] = workbook.sheets[0]!.rows;
    expect(rows.map((row) => row.slice(0, 2))).toEqual(shown.map((row) => row.slice(0, 2)));
    const at = (label: string): number => headings!.indexOf(label);
    expect(rows[0]![at('型号')]).toBe(FORMULA);
    for (const row of rows) {
      expect(typeof row[at('零售价')]).toBe('number');
      expect(typeof row[at('条码')]).toBe('string');
    }
  });

  await test.step('everything comes back through the import dialog without a change', async () => {
    const everything = await exportAs(page, 'CSV', 'everything');
    const total = /行 \d+ \/ ([\d,]+)/.exec((await screen.statusBar.textContent())!)![1]!;
    await page.getByRole('toolbar').getByRole('button', { name: '导入' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles(await everything.path());
    const count = (label: string) => dialog.locator('dl div').filter({ hasText: label }).locator('dd');
    await expect(count('没有变化')).toHaveText(total, { timeout: 60_000 });
    await expect(count('新增')).toHaveText('0');
    await expect(count('待改正')).toHaveText('0');
    await dialog.getByRole('button', { name: '取消' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('on paper: nothing but the table, its head on each of several pages', async () => {
    await screen.search('F2');
    await expect(screen.statusBar).not.toContainText(`行 ${shown.length} /`);
    await openMenu(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('html[data-print-asked]')).toBeAttached();
    await expect(page.locator('.print-sheet')).toBeHidden();
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.print-sheet table')).toBeVisible();
    await expect(page.getByRole('toolbar')).toBeHidden();
    const head = page.locator('.print-sheet thead');
    await expect(head).toContainText('全部商品');
    await expect(head).toContainText('店 · ');
    await expect(head).toContainText('打印于 20');
    await expect(head).toContainText('搜索“F2”');
    expect(await head.evaluate((element) => getComputedStyle(element).display)).toBe('table-header-group');
    const pages = pagesOf(await page.pdf({ preferCSSPageSize: true }));
    expect(pages.length).toBeGreaterThan(20);
    // A4 across, in points; the title is the only text of 12 points.
    for (const { width, height, drawing } of pages) {
      expect([width, height]).toEqual([842, 595]);
      expect(/ 16 Tf/.test(drawing)).toBe(true);
    }
    await page.emulateMedia({ media: 'screen' });
  });
  expect(screen.errors).toEqual([]);
});

test('[GRID-EXPORT] what takes long says how far it is and can be stopped', async ({ browser }) => {
  // Without a service worker the file's own worker comes over the network, where it can be held back.
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, serviceWorkers: 'block' });
  const screen = new ShopScreen(await context.newPage());
  const { page } = screen;
  const saved: Download[] = [];
  page.on('download', (download) => saved.push(download));
  await screen.signIn(chain.url, chain.people.get('chen')!);
  await page.route('**/export-worker*.js', () => undefined);
  await openMenu(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100');
  await expect(dialog).toContainText('行写成文件');
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('button', { name: '取消' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: '导出', exact: true })).toBeFocused();
  await page.unroute('**/export-worker*.js');
  await exportAs(page, 'XLSX');
  expect(saved).toHaveLength(1);
  expect(screen.errors).toEqual([]);
});

/** Opens the menu by its button and keyboard; the choice of rows has the focus. */
async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: '导出', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: '当前显示的' })).toBeFocused();
}

async function exportAs(
  page: Page,
  format: 'CSV' | 'XLSX',
  scope: 'shown' | 'everything' = 'shown'
): Promise<Download> {
  const arrived = page.waitForEvent('download', { timeout: 60_000 });
  await openMenu(page);
  if (scope === 'everything') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  if (format === 'CSV') await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const download = await arrived;
  await expect(page.getByRole('dialog')).toBeHidden();
  return download;
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

/** The first three cells of every row on screen, in order. */
async function gridTexts(page: Page): Promise<string[][]> {
  return page
    .locator('.ht_master tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].slice(0, 3).map((td) => td.textContent!)));
}

/** Just enough of a PDF: the size of each page and what is drawn on it. */
function pagesOf(pdf: Buffer): { width: number; height: number; drawing: string }[] {
  const text = pdf.toString('latin1');
  const objects = new Map([...text.matchAll(/(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)].map((m) => [m[1]!, m[2]!]));
  return [...objects.values()]
    .filter((object) => /\/Type\s*\/Page\b/.test(object))
    .map((page) => {
      const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page)!;
      const content = objects.get(/\/Contents (\d+) 0 R/.exec(page)![1]!)!;
      const packed = Buffer.from(/stream\r?\n(.*)/s.exec(content)![1]!, 'latin1');
      const drawing = inflateSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
      return { width: Math.round(Number(width)), height: Math.round(Number(height)), drawing };
    });
}
