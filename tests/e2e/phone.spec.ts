/**
 * With a thumb: look a product up, receive and count on a phone; read and edit the table on a tablet.
 */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { DemoChain } from './support/demo-chain.ts';
import { ShopScreen } from './support/shop-screen.ts';

let chain: DemoChain;

test.beforeAll(async () => {
  chain = await DemoChain.start();
});
test.afterAll(async () => {
  await chain.end();
});

async function openOn(browser: Browser, width: number, height: number): Promise<ShopScreen> {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: true, isMobile: true });
  const screen = new ShopScreen(await context.newPage());
  const { name, password } = chain.people.get('chen')!;
  await screen.page.goto(chain.url);
  await screen.page.getByLabel('登录名').fill(name);
  await screen.page.getByLabel('密码', { exact: true }).fill(password);
  await screen.page.keyboard.press('Enter');
  await expect(screen.saveState).toContainText(/已同步|核对/, { timeout: 60_000 });
  return screen;
}

/** Buttons and links on screen that a finger would miss, in words and px. */
async function tooSmall(page: Page, least: number): Promise<string[]> {
  return page.evaluate((px) => {
    const touchable = [...document.querySelectorAll<HTMLElement>('a, button, input, select')];
    return touchable
      .filter(
        (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.handsontable, .skip')
      )
      .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.right > 0 && box.left < innerWidth && box.height < px)
      .map(({ element, box }) => `${element.ariaLabel ?? element.textContent?.trim()} ${box.height}`);
  }, least);
}

async function fitsAcross(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
}

test('[GRID-TOUCH] a phone looks up, receives and counts; a tablet reads and edits the table', async ({ browser }) => {
  const phone = await openOn(browser, 390, 844);
  const { page } = phone;

  await test.step('it begins with the search; words find cards, a scanned code opens its product', async () => {
    await expect(page).toHaveURL(/\/lookup$/);
    await phone.chooseShop('武昌店');
    const field = page.getByRole('searchbox');
    await field.fill('暴龙');
    await expect(page.locator('.card').first()).toContainText('暴龙');
    await expect(page.getByRole('status').filter({ hasText: /找到|前 30/ })).toBeVisible();
    await field.fill('f200000');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/lookup\?row=/);
    await expect(page.getByRole('article')).toContainText('F200000');
    expect(await fitsAcross(page)).toBe(true);
    expect(await tooSmall(page, 32)).toEqual([]);
  });

  await test.step('a scanner is heard wherever the focus is, also for a barcode', async () => {
    const barcode = await page.locator('dl.lines div').filter({ hasText: '条码' }).locator('dd').textContent();
    await page.keyboard.type('F200014');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article')).toContainText('F200014');
    await page.keyboard.type(barcode!);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article')).toContainText('F200000');
  });

  const onHand = page.locator('dl.told dd').first();
  const before = Number(await onHand.textContent());

  await test.step('receive three: the fields are big, numbers get the keyboard of numbers', async () => {
    await page.getByRole('button', { name: '收货' }).tap();
    const dialog = page.getByRole('dialog');
    const quantity = dialog.getByLabel(/^数量/);
    await expect(quantity).toBeFocused();
    await expect(quantity).toHaveAttribute('inputmode', 'numeric');
    expect((await quantity.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect((await dialog.boundingBox())!.width).toBe(390);
    const send = dialog.getByRole('button', { name: /收货/ });
    await expect(send).toBeInViewport({ ratio: 1 });
    await quantity.fill('3');
    await send.tap();
    await expect(dialog).toBeHidden();
    await expect(onHand).toHaveText(String(before + 3));
    await expect(page.locator('dl.lines .here dd')).toHaveText(String(before + 3));
  });

  await test.step('count: the number becomes what was counted', async () => {
    await page.getByRole('button', { name: '盘点调整' }).tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^实点数量/).fill(String(before + 1));
    await dialog.getByLabel(/^差异原因/).fill('清点');
    await dialog.getByRole('button', { name: /盘点调整/ }).tap();
    await expect(onHand).toHaveText(String(before + 1));
  });

  await test.step('back closes the card; a code that nothing has is said', async () => {
    await page.goBack();
    await expect(page.getByRole('article')).toHaveCount(0);
    await page.getByRole('searchbox').fill('没有这个码');
    await page.keyboard.press('Enter');
    await expect(page.getByText('没有找到“没有这个码”')).toBeVisible();
  });
  expect(phone.errors).toEqual([]);

  const tablet = await openOn(browser, 820, 1180);
  await test.step('on a tablet a tap selects, a double tap edits', async () => {
    await tablet.gridIsThere();
    await tablet.page.getByRole('toolbar').getByRole('searchbox').fill('F2000');
    const cell = await tablet.cell('F200014', '型号');
    await cell.tap();
    await expect(tablet.page.getByText('F200014 · 型号', { exact: true })).toBeVisible();
    const box = (await cell.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(32);
    for (const _ of [1, 2]) await tablet.page.touchscreen.tap(box.x + 20, box.y + 12);
    await tablet.page.locator('textarea.handsontableInput').fill('触1');
    await tablet.page.keyboard.press('Enter');
    await expect(cell).toHaveText('触1');
  });

  await test.step('the panel lies over the table, opened and shut by its buttons; nothing is too small', async () => {
    await (await tablet.cell('F200014', '型号')).tap();
    expect(await fitsAcross(tablet.page)).toBe(true);
    expect(await tooSmall(tablet.page, 32)).toEqual([]);
    const grid = tablet.page.locator('.sheet');
    const width = (await grid.boundingBox())!.width;
    const toggle = tablet.page.getByRole('button', { name: '右侧面板' });
    await expect(toggle).toBeInViewport({ ratio: 1 });
    await toggle.tap();
    const panel = tablet.page.locator('aside');
    await expect(panel).toContainText('F200014');
    expect((await grid.boundingBox())!.width).toBe(width);
    expect(await tooSmall(tablet.page, 32)).toEqual([]);
    await panel.getByRole('button', { name: '关闭面板' }).tap();
    await expect(panel).toHaveCount(0);
  });
  expect(tablet.errors).toEqual([]);
});
