/**
 * Real files through the import dialog, on a fresh server whose three shops were made through the set-up page: every
 * file gives what `tests/fixtures/README.md` says, and nothing is written before "import" is pressed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { freePort, startRelayProcess, type RelayProcess } from '../support/relay-process.ts';

const FIXTURES = new URL('../fixtures', import.meta.url).pathname;
const SHOPS = [
  ['武昌店', 'wuchang'],
  ['汉口店', 'hankou'],
  ['光谷店', 'guanggu']
] as const;

let folder: string;
let relay: RelayProcess;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lensbook-import-'));
  relay = await startRelayProcess(folder, await freePort());
});
test.afterAll(async () => {
  await relay.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

test('[IMP1] the real files import as their README says', async ({ page }) => {
  test.setTimeout(300_000);
  await test.step('the owner and three shops are made through the page', () => setUp(page));

  await test.step('frames.xlsx: 1182 products, 15 lines to correct, nothing written before', async () => {
    await choose(page, 'frames.xlsx');
    await expect(page.getByRole('dialog')).toContainText('1,182');
    await expect(count(page, '待改正')).toHaveText('15');
    expect(await places(page)).toEqual(
      [198, 228, 258, 288, 318, 348, 378, 408, 438, 468, 498, 709, 739, 769, 799].map((line) => `第 ${line} 行`)
    );
    await expect(page.getByText('行 0', { exact: true })).toBeVisible();
    await write(page, '行 1,182');
  });

  await test.step('the same file again changes nothing', async () => {
    await choose(page, 'frames.xlsx');
    await expect(count(page, '没有变化')).toHaveText('1,182');
    await expect(count(page, '新增')).toHaveText('0');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  });

  await test.step('contacts-gbk.csv: 294 of 300, six records to correct', async () => {
    await choose(page, 'contacts-gbk.csv');
    await expect(count(page, '新增')).toHaveText('294');
    await expect(count(page, '待改正')).toHaveText('6');
    await write(page, '行 1,476');
  });

  await test.step('opening-stock.csv: 8000 in the chain, undone in one step, and in again', async () => {
    await importOpeningStock(page);
    await page.getByRole('toolbar').getByRole('button', { name: '撤销' }).click();
    await expect(page.locator('footer')).toContainText('合计 0', { timeout: 60_000 });
    await importOpeningStock(page);
    for (const [name, pieces] of [
      ['武昌店', '2,704'],
      ['汉口店', '2,654'],
      ['光谷店', '2,642']
    ] as const)
      expect(await onHandOf(page, name), `on hand in ${name}`).toBe(pieces);
  });

  await test.step('hostile.csv imports as text, the endless cell is refused with its limit', async () => {
    await choose(page, 'hostile.csv');
    await expect(page.getByRole('dialog')).toContainText('32,767');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    expect(await page.evaluate(() => Object.prototype.hasOwnProperty.call(Object.prototype, 'polluted'))).toBe(false);
  });

  for (const name of ['not-really.xlsx', 'empty.csv'])
    await test.step(`${name}: a clear message`, async () => {
      await choose(page, name);
      await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
      await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    });
});

async function setUp(page: Page): Promise<void> {
  await page.goto(`${relay.url}/setup?code=${relay.setUpCode}`);
  await page.getByLabel('姓名').fill('周老板');
  await page.getByLabel('登录名').fill('laoban');
  await page.getByLabel('密码', { exact: true }).fill('kan-de-qing-chu-88');
  await page.getByLabel('再输一次密码').fill('kan-de-qing-chu-88');
  for (const [index, [name, code]] of SHOPS.entries()) {
    if ((await page.getByLabel(`门店名称 ${index + 1}`).count()) === 0)
      await page.getByRole('button', { name: '加一家店' }).click();
    await page.getByLabel(`门店名称 ${index + 1}`).fill(name);
    await page.getByLabel(`代码 ${index + 1}`).fill(code);
  }
  await page.getByRole('button', { name: '建立并登录' }).click();
  await expect(page.getByRole('button', { name: '导入' }).first()).toBeVisible({ timeout: 60_000 });
}

async function importOpeningStock(page: Page): Promise<void> {
  await choose(page, 'opening-stock.csv');
  await page.getByLabel('导入为').selectOption({ label: '期初' });
  await expect(count(page, '待改正')).toHaveText('13');
  await write(page, '合计 8,000');
}

async function choose(page: Page, file: string): Promise<void> {
  await page.getByRole('toolbar').getByRole('button', { name: '导入' }).click();
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(join(FIXTURES, file));
}

async function write(page: Page, afterwards: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^导入 [\d,]+ 行/ }).click();
  await expect(dialog).toBeHidden({ timeout: 60_000 });
  await expect(page.locator('footer')).toContainText(afterwards, { timeout: 60_000 });
}

function count(page: Page, label: string) {
  return page.getByRole('dialog').locator('dl div').filter({ hasText: label }).locator('dd');
}

async function places(page: Page): Promise<string[]> {
  return page.getByRole('dialog').locator('section table tbody th').allInnerTexts();
}

/** The sum of 在手 over all rows, read from the status bar after selecting the whole column by its heading. */
async function onHandOf(page: Page, shop: string): Promise<string> {
  await page.getByRole('button', { name: /^门店/ }).click();
  await page.getByRole('menuitem', { name: shop }).click();
  // The shop is remembered; a fresh page has its grid at the top.
  await page.reload();
  await page.locator('.ht_master tbody tr').first().locator('td').nth(1).click();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+Shift+ArrowDown');
  const sum = page.locator('footer > span').nth(1);
  await expect(page.locator('footer > span').first()).toContainText('1,476');
  await expect(sum).toContainText('合计');
  return (await sum.innerText()).replace(/[^\d,]/g, '');
}
