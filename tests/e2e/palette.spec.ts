/** Everything by keyboard: pages, rows and actions through the palette, the sheet of keys, and the manual without a line. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { DemoChain } from './support/demo-chain.ts';
import { ShopScreen } from './support/shop-screen.ts';

let chain: DemoChain;

test.beforeAll(async () => {
  chain = await DemoChain.start();
});
test.afterAll(async () => {
  await chain.end();
});

const CODE = 'F200021';

test('[GRID-PALETTE] pages, rows and actions are found by keyboard, and the keys come back to the grid', async ({
  browser
}) => {
  const screen = await ShopScreen.open(browser, chain, 'chen');
  const { page } = screen;
  const { keyboard } = page;

  await test.step('a page by its pinyin initials', async () => {
    const dialog = await openPalette(page);
    await keyboard.type('kcls');
    await expect(marked(dialog)).toHaveText('库存流水库存');
    await keyboard.press('Enter');
    await expect(page).toHaveURL(/\/inventory\/movements$/);
    await expect(dialog).toBeHidden();
    await screen.gridIsThere();
  });

  await test.step('a row by its code, on the page that shows it', async () => {
    const dialog = await openPalette(page);
    await keyboard.type(CODE.toLowerCase());
    await expect(marked(dialog)).toContainText(CODE);
    await keyboard.press('Enter');
    await expect(page).toHaveURL(/\/inventory\/stock\?row=/);
    await expect(page.getByRole('complementary')).toContainText(CODE);
  });

  await test.step("the keys are the grid's: what is typed goes into the row that was found", async () => {
    await expect(await screen.cell(CODE, '编码')).toBeVisible();
    for (const _ of ['品牌', '型号']) await keyboard.press('ArrowRight');
    await cellTakesText(page);
    await keyboard.type('FOUND');
    await keyboard.press('Enter');
    await expect(await screen.cell(CODE, '型号')).toHaveText('FOUND');
  });

  await test.step('rows by pinyin initials, together with another word', async () => {
    const dialog = await openPalette(page);
    await keyboard.type('found plm');
    await expect(dialog.getByRole('group', { name: '商品' }).getByRole('option')).toHaveText(/^F200021派丽蒙 FOUND/);
    await dialog.getByRole('combobox').fill('found hlkl');
    await expect(dialog.getByRole('group', { name: '商品' })).toBeHidden();
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('Escape gives the keys back to the cell', async () => {
    await keyboard.press('ArrowUp');
    await cellTakesText(page);
    await keyboard.type('AFTER');
    await keyboard.press('Enter');
    await expect(await screen.cell(CODE, '型号')).toHaveText('AFTER');
  });

  await test.step('an action opens its form with the shop on screen', async () => {
    await openPalette(page);
    await keyboard.type('pdtz');
    await keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: '盘点调整' });
    await expect(form.getByLabel(/^门店/)).toHaveValue('武昌店');
    await expect(form.getByLabel(/^商品/)).toBeFocused();
    await keyboard.press('Escape');
    await expect(form).toBeHidden();
  });

  await test.step('a shop by the last digits of its phone', async () => {
    const dialog = await openPalette(page);
    await keyboard.type('0012');
    await expect(dialog.getByRole('group', { name: '门店' }).getByRole('option')).toHaveText('wuchang武昌店');
    await keyboard.press('Escape');
  });

  await test.step('any text narrows the grid on screen', async () => {
    const dialog = await openPalette(page);
    await keyboard.type('AFTER');
    await keyboard.press('ArrowUp');
    await expect(marked(dialog)).toHaveText('在“全部商品”中查找“AFTER”');
    await keyboard.press('Enter');
    await expect(screen.statusBar).toContainText(/行 1 \//);
  });
  expect(screen.errors).toEqual([]);
});

test('[GRID-PALETTE] the sheet of keys, and the manual without a line', async ({ browser }) => {
  const screen = await ShopScreen.open(browser, chain, 'liu');
  const { page, context } = screen;
  const { keyboard } = page;
  const sheet = page.getByRole('dialog', { name: '快捷键' });
  await screen.search('F2000');
  await (await screen.cell('F200000', '型号')).click();
  await cellTakesText(page);

  await test.step('? is a letter in a cell, Ctrl+/ opens the sheet', async () => {
    await keyboard.type('?');
    await expect(sheet).toBeHidden();
    await keyboard.press('Enter');
    await expect(await screen.cell('F200000', '型号')).toHaveText('?');
    await keyboard.press('Control+z');
    await keyboard.press('Control+/');
    await expect(sheet).toContainText('Ctrl+Shift+L');
    await keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('? opens it where nothing can be typed: in a cell of a ledger, and outside of any grid', async () => {
    await page.goto(`${chain.url}/inventory/movements`);
    await screen.gridIsThere();
    await page.locator('.ht_master tbody td.lb-read-only').first().click();
    await keyboard.press('?');
    await expect(sheet).toBeVisible();
    await keyboard.press('Escape');
    await page.goto(`${chain.url}/inbox`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await keyboard.press('?');
    await expect(sheet).toBeVisible();
  });

  await test.step('and the sheet leads to the manual of the page', async () => {
    await keyboard.press('Enter');
    await expect(sheet).toBeHidden();
    await expect(page.getByRole('heading', { level: 1, name: '收件箱' })).toBeFocused();
  });

  await test.step('F1 shows what the manual says of the page, offline and after a reload', async () => {
    await page.goto(`${chain.url}/inventory/stock`);
    await screen.gridIsThere();
    await screen.canReloadOffline();
    await context.setOffline(true);
    await keyboard.press('F1');
    await expect(page).toHaveURL(/\/help\/grid$/);
    await expect(page.getByRole('heading', { level: 1, name: '库存表格' })).toBeFocused();
    await page.reload();
    await expect(page.getByRole('heading', { name: '颜色和记号' })).toBeVisible();
    await page.getByRole('article').getByRole('link', { name: '冲突' }).first().press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: '冲突' })).toBeVisible();
    await context.setOffline(false);
  });

  await test.step('the mouse finds both in the help menu', async () => {
    await page.getByRole('button', { name: '帮助' }).click();
    await page.getByRole('menuitem', { name: '快捷键' }).click();
    await expect(sheet).toBeVisible();
    await keyboard.press('Escape');
  });
  expect(screen.errors).toEqual([]);
});

async function openPalette(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: '搜索和命令' });
  await expect(dialog.getByRole('combobox')).toBeFocused();
  return dialog;
}

/** A cell just reached takes the keyboard a moment later; a machine types faster than a hand. */
async function cellTakesText(page: Page): Promise<void> {
  await expect(page.locator('.handsontableInput:focus')).toHaveCount(1);
}

function marked(dialog: Locator): Locator {
  return dialog.getByRole('option', { selected: true });
}
