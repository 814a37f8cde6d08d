/** The page of reports in a real chain: its numbers, their rows, its chart and its file. */
import { readFile } from 'node:fs/promises';
import { expect, test, type Locator } from '@playwright/test';
import { DemoChain } from './support/demo-chain.ts';
import { ShopScreen } from './support/shop-screen.ts';

let chain: DemoChain;

test.beforeAll(async () => {
  chain = await DemoChain.start();
});
test.afterAll(async () => {
  await chain.end();
});

const numberIn = (text: string | null): number => Number(text!.replaceAll(',', ''));

/** On hand, of the line with this name. */
function onHand({ page }: ShopScreen, line: string): Locator {
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: line, exact: true }) });
  return row.getByRole('button').first();
}

test('[REPORT-PAGE] stock by brand follows another shop, and every number shows its rows', async ({ browser }) => {
  const owner = await ShopScreen.open(browser, chain, 'laoban');
  const chen = await ShopScreen.open(browser, chain, 'chen');
  const { page } = owner;
  const chart = page.getByRole('img', { name: /^柱形图，零售额：/ });
  await page.getByRole('link', { name: '报表', exact: true }).click();
  await page.getByRole('link', { name: '库存按品牌' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('库存按品牌');
  await expect(chart).toBeVisible();
  const before = numberIn(await onHand(owner, '合计').textContent());
  expect(before).toBeGreaterThan(100);

  await test.step('the lines add up to the total', async () => {
    const numbers = await page
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => Number(row.querySelector('td')!.textContent!.replaceAll(',', ''))));
    expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(before);
  });

  await test.step('a colleague receives 7 pieces: number and chart follow without a reload', async () => {
    const told = (await chart.getAttribute('aria-label'))!;
    await chen.chooseShop('武昌店');
    await chen.act('收货', { 商品: 'F200000', 数量: '7' });
    await expect(onHand(owner, '合计')).toHaveText((before + 7).toLocaleString('en-US'));
    await expect(chart).not.toHaveAttribute('aria-label', told);
  });

  await test.step('the rows behind a number are as many as told, and add up to it', async () => {
    const brand = (await page.locator('tbody th').last().textContent())!;
    const number = numberIn(await onHand(owner, brand).textContent());
    await onHand(owner, brand).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    const status = dialog.getByRole('status');
    await expect(status).toContainText('合计');
    const [, count, sum] = /([\d,]+) 条明细，合计 ([-\d,]+)/.exec((await status.textContent())!)!;
    expect(numberIn(sum!)).toBe(number);
    const listed = await dialog.getByRole('listitem').count();
    expect(listed).toBe(Math.min(100, numberIn(count!)));
    if (listed < 100) {
      const values = await dialog.locator('.number').allTextContents();
      expect(values.reduce((all, value) => all + numberIn(value), 0)).toBe(number);
    }
    await expect(dialog.getByRole('link').first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(onHand(owner, brand)).toBeFocused();
  });

  await test.step('the file has the total on screen', async () => {
    const arrived = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const download = await arrived;
    expect(download.suggestedFilename()).toMatch(/^库存按品牌_\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toContain('在手');
    expect(lines.at(-1)!.split(',').slice(0, 2)).toEqual(['合计', String(before + 7)]);
  });

  await test.step('every other report opens', async () => {
    const list = page.getByRole('navigation', { name: '选择报表' }).getByRole('link');
    for (const name of await list.allTextContents()) {
      await list.filter({ hasText: name.trim() }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name.trim());
      await expect(onHand(owner, '合计')).toBeVisible();
    }
  });
  expect([...owner.errors, ...chen.errors]).toEqual([]);
});
