/** What is typed belongs to the row that is selected, wherever rows may have gone meanwhile. */
import { expect, test } from '@playwright/test';
import { DemoChain } from './support/demo-chain.ts';
import { ShopScreen } from './support/shop-screen.ts';

let chain: DemoChain;

test.beforeAll(async () => {
  chain = await DemoChain.start();
});
test.afterAll(async () => {
  await chain.end();
});

test('[GRID-TYPED-ROW] typed with the cursor out of sight, after the rows were put in order, it is the same row', async ({
  browser
}) => {
  const screen = await ShopScreen.open(browser, chain, 'liu');
  const { page } = screen;
  const { keyboard } = page;
  const codes = page.locator('.ht_clone_inline_start tbody td');
  const code = (await codes.nth(2).textContent())!;
  await (await screen.cell(code, '品牌')).click();
  await expect(page.locator('.bar .address')).toHaveText(`${code} · 品牌`);
  await page.locator('.ht_master .wtHolder').evaluate((element) => (element.scrollTop = 20_000));
  await expect(codes.filter({ hasText: new RegExp(`^${code}$`) })).toHaveCount(0);
  const seen = await codes.allTextContents();
  await keyboard.press('Alt+ArrowDown');
  await page.getByRole('menuitem', { name: '↓ 降序' }).press('Enter');
  await expect.poll(() => codes.allTextContents()).not.toEqual(seen);
  await keyboard.type('TYPED-1');
  await keyboard.press('Enter');
  await screen.search('TYPED-1');
  await expect(screen.statusBar).toContainText('行 1 /');
  await expect(await screen.cell(code, '品牌')).toContainText('TYPED-1');
  expect(screen.errors).toEqual([]);
});

test('[GRID-TYPED-ROW] a filter that goes while a cell is selected leaves the cursor in sight, and typing in its row', async ({
  browser
}) => {
  const screen = await ShopScreen.open(browser, chain, 'chen');
  const { page } = screen;
  await page.locator('.ht_clone_top thead th', { hasText: '型号' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: '↑ 升序' }).click();
  await screen.search('F2000');
  await expect(screen.statusBar).toContainText('行 15 /');
  await (await screen.cell('F200063', '颜色')).click();
  await expect(page.locator('.bar .address')).toHaveText('F200063 · 颜色');
  // The search still has the focus of the keyboard where a click is followed at once by Escape, which empties it.
  await page.getByRole('toolbar').getByRole('searchbox').focus();
  await page.keyboard.press('Escape');
  await expect(screen.statusBar).toContainText('行 2,300');
  await expect(await screen.cell('F200063', '颜色')).toBeInViewport();
  await (await screen.cell('F200063', '颜色')).click();
  await page.keyboard.type('TYPED-2');
  await page.keyboard.press('Enter');
  await screen.search('TYPED-2');
  await expect(screen.statusBar).toContainText('行 1 /');
  await expect(await screen.cell('F200063', '颜色')).toHaveText('TYPED-2');
  expect(screen.errors).toEqual([]);
});
