/** The row understood: what it has to do with others, what it was before, and what I did with it. */
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

test('[GRID-PANEL] a row leads to what it was summed from and goes back to what it was', async ({ browser }) => {
  const screen = await ShopScreen.open(browser, chain, 'chen');
  const { page } = screen;
  const { keyboard } = page;
  const panel = page.getByRole('complementary', { name: '右侧面板' });
  await screen.search('F2000');
  const brand = (await (await screen.cell('F200000', '品牌')).textContent())!;

  await test.step('history puts one cell back, then the whole row', async () => {
    await screen.type('F200000', '型号', 'OLD-1');
    // By key: a second click on one cell within half a second is a double click, which opens its editor.
    await keyboard.press('ArrowUp');
    await keyboard.type('OLD-2');
    await keyboard.press('Enter');
    await screen.type('F200000', '品牌', 'BOLON');
    await keyboard.press('ArrowUp');
    await panel.getByRole('tab', { name: '历史' }).click();
    await panel.getByRole('button', { name: '改回 OLD-1' }).click();
    await expect(await screen.cell('F200000', '型号')).toHaveText('OLD-1');
    const birth = panel.locator('li').last();
    await birth.getByRole('button', { name: /整行恢复到此时/ }).click();
    await expect(await screen.cell('F200000', '品牌')).toHaveText(brand);
    await expect(await screen.cell('F200000', '型号')).not.toHaveText('OLD-1');
  });

  await test.step('related rows are counted and one click away', async () => {
    await panel.getByRole('tab', { name: '相关' }).click();
    const movements = panel.locator('li', { hasText: '库存流水' }).first();
    const count = Number(/(\d+) 条/.exec((await movements.textContent())!)![1]);
    expect(count).toBeGreaterThan(0);
    await movements.getByRole('link').click();
    await screen.gridIsThere();
    await expect(page.getByRole('list', { name: '正在使用的筛选' })).toContainText('F200000');
    await expect(screen.statusBar).toContainText(`行 ${count} /`);
    await page.goBack();
    await screen.gridIsThere();
  });

  await test.step('a computed cell leads to the rows it sums', async () => {
    await screen.search('F2000');
    await (await screen.cell('F200000', '在手')).click();
    const link = page.getByRole('link', { name: /汇总自库存流水 \d+ 条/ });
    const count = /(\d+) 条/.exec((await link.textContent())!)![1];
    await link.click();
    await screen.gridIsThere();
    await expect(screen.statusBar).toContainText(`行 ${count} /`);
  });
  expect(screen.errors).toEqual([]);
});

test('[GRID-UNDO] what I did is a list: an older step goes back alone, also after a reload', async ({ browser }) => {
  const screen = await ShopScreen.open(browser, chain, 'liu');
  const { page } = screen;
  const { keyboard } = page;
  await screen.search('F2001');
  const [first, second] = ['F200105', 'F200112'];
  const before = (await (await screen.cell(first, '型号')).textContent())!;
  await screen.type(first, '型号', 'STEP-1');
  await screen.type(second, '型号', 'STEP-2');
  await page.reload();
  await screen.gridIsThere();
  await screen.search('F2001');
  await (await screen.cell(second, '型号')).click();
  await keyboard.press('Control+Alt+z');
  const list = page.getByRole('dialog', { name: '我的操作' });
  await expect(list.getByRole('listitem').first()).toContainText(second);

  await test.step('the older one alone', async () => {
    await list.getByRole('button', { name: new RegExp(`^撤销：修改 .*${first}`) }).click();
    await expect(await screen.cell(first, '型号')).toHaveText(before);
    await expect(await screen.cell(second, '型号')).toHaveText('STEP-2');
    await expect(list.getByRole('listitem').nth(1)).toContainText('已撤销');
  });

  await test.step('and forth again', async () => {
    await list.getByRole('button', { name: new RegExp(`^重做：修改 .*${first}`) }).click();
    await expect(await screen.cell(first, '型号')).toHaveText('STEP-1');
  });

  await test.step('what a colleague changed since stays, and that is said', async () => {
    const other = await ShopScreen.open(browser, chain, 'chen');
    await other.search('F2001');
    await other.type(first, '型号', 'THEIRS');
    await expect(await screen.cell(first, '型号')).toHaveText('THEIRS');
    await list.getByRole('button', { name: new RegExp(`^撤销：修改 .*${first}`) }).click();
    await expect(page.getByText('后来都被改过')).toBeVisible();
    await expect(await screen.cell(first, '型号')).toHaveText('THEIRS');
    expect(other.errors).toEqual([]);
  });
  expect(screen.errors).toEqual([]);
});

test('[GRID-PRESENCE] colleagues are seen in the sheet and can be followed', async ({ browser }) => {
  const [mine, theirs] = [await ShopScreen.open(browser, chain, 'chen'), await ShopScreen.open(browser, chain, 'wang')];
  const { page } = mine;
  await expect(page.getByRole('list', { name: '正在这张表里的同事' })).toBeVisible();
  await theirs.search('F2002');
  await (await theirs.cell('F200203', '颜色')).click();
  await page.getByRole('button', { name: /^在线的同事/ }).click();
  await page.getByRole('menuitem', { name: /光谷店.*跟随/ }).click();
  const bar = page.getByRole('status').filter({ hasText: '正在跟随' });
  await expect(bar).toContainText('光谷');
  await expect(page).toHaveURL(/row=.*column=color/);
  await expect(page.locator('td.lb-colleague').first()).toBeVisible();

  await test.step('the screen goes where theirs goes', async () => {
    await theirs.page.getByRole('link', { name: '库存流水' }).click();
    await expect(page).toHaveURL(/inventory\/movements/);
    await mine.gridIsThere();
    await expect(bar).toContainText('库存流水');
  });

  await test.step('whoever does something goes on alone, in the own shop', async () => {
    await page.locator('.ht_master tbody tr').first().locator('td').nth(4).click();
    await expect(bar).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^门店/ })).toContainText('武昌');
  });
  expect([...mine.errors, ...theirs.errors]).toEqual([]);
});
