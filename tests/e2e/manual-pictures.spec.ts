/** Takes the pictures of the manual anew, of the screens as they are: `PICTURES=1 npx playwright test` of this file. */
import { expect, test, type Page } from '@playwright/test';
import { DemoChain } from './support/demo-chain.ts';
import { ShopScreen } from './support/shop-screen.ts';

const FOLDER = new URL('../../docs/manual/pictures/', import.meta.url).pathname;
const CODE = 'F200014';

test.skip(!process.env['PICTURES'], 'only when they are wanted');
test.setTimeout(300_000);

test('pictures of the manual', async ({ browser }) => {
  const chain = await DemoChain.start();
  const wuchang = await openScreen(await ShopScreen.open(browser, chain, 'chen'));
  const hankou = await openScreen(await ShopScreen.open(browser, chain, 'liu'));
  const { page } = wuchang;
  const { keyboard } = page;

  await wuchang.search('F200');
  await (await wuchang.cell(CODE, '连锁合计')).click();
  await take(page, 'grid', { x: 0, y: 0, width: 1440, height: 520 });

  await page.getByRole('button', { name: '保存视图' }).click();
  await page.getByLabel('视图名称').fill('武昌常看的');
  await take(page, 'views', { x: 196, y: 42, width: 760, height: 250 });
  await keyboard.press('Escape');

  await keyboard.press('Control+k');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('lp rb');
  await expect(dialog.getByRole('option').first()).toContainText('雷朋');
  await take(page, 'search', { x: 380, y: 42, width: 680, height: 470 });
  await keyboard.press('Escape');

  await wuchang.type(CODE, '型号', '4969');
  await keyboard.press('ArrowUp');
  await expect(page.locator('.handsontableInput:focus')).toHaveCount(1);
  await keyboard.type('4698');
  await keyboard.press('Enter');
  await keyboard.press('ArrowUp');
  await expect(await wuchang.cell(CODE, '型号')).toHaveText('4698');
  await page
    .getByRole('complementary')
    .getByRole('button', { name: '历史' })
    .or(page.getByRole('tab', { name: '历史' }))
    .click();
  await expect(page.getByRole('complementary')).toContainText('4969');
  await take(page, 'history', { x: 1040, y: 187, width: 400, height: 270 });
  await expect(wuchang.saveState).toContainText('已同步');
  await expect(await hankou.cell(CODE, '型号')).toHaveText('4698');

  await page.goto(`${chain.url}/inbox`);
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  await take(page, 'inbox', { x: 196, y: 42, width: 1000, height: 420 });
  await page.goto(`${chain.url}/lookup`);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('searchbox').fill(CODE);
  await page.getByRole('searchbox').press('Enter');
  await expect(page.getByRole('article')).toBeVisible();
  await take(page, 'phone', { x: 0, y: 0, width: 390, height: 700 });
  await page.setViewportSize({ width: 1440, height: 720 });
  await page.goto(`${chain.url}/inventory/stock`);
  await openScreen(wuchang);

  await chain.kill();
  for (const screen of [wuchang, hankou]) await expect(screen.saveState).toContainText('离线');
  await wuchang.type(CODE, '型号', '4696C');
  await hankou.type(CODE, '型号', '4689');
  await expect(wuchang.saveState).toContainText('已存本机 1 条');
  await wuchang.saveState.click();
  await take(page, 'offline', { x: 860, y: 0, width: 580, height: 260 });
  await keyboard.press('Escape');
  await expect(hankou.saveState).toContainText('已存本机 1 条');

  await chain.restart();
  for (const screen of [wuchang, hankou]) await expect(screen.saveState).toContainText('已同步', { timeout: 60_000 });
  await (await wuchang.cell(CODE, '型号')).click();
  await expect(page.getByRole('complementary')).toContainText('有冲突');
  await take(page, 'conflicts', { x: 430, y: 150, width: 1010, height: 330 });
  await chain.end();
});

/** The size of a small laptop, the rows and shop that the pictures speak of. */
async function openScreen(screen: ShopScreen): Promise<ShopScreen> {
  await screen.page.setViewportSize({ width: 1440, height: 720 });
  await screen.search('F200');
  return screen;
}

async function take(
  page: Page,
  name: string,
  clip: { x: number; y: number; width: number; height: number }
): Promise<void> {
  await page.screenshot({ path: `${FOLDER}${name}.png`, clip, animations: 'disabled', caret: 'hide' });
}
