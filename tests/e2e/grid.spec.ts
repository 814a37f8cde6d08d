/** The grid's own keys and views, through the keyboard, in a real chain. */
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

test('[GRID-KEYS] the keys of Excel, and much at once only after a yes', async ({ browser }) => {
  const screen = await ShopScreen.open(browser, chain, 'chen');
  const { page } = screen;
  const { keyboard } = page;
  await screen.search('F2000');

  await test.step('Ctrl+D fills down, Ctrl+Z takes it back', async () => {
    const below = await screen.cell('F200007', '型号');
    const before = (await below.textContent())!;
    await screen.type('F200000', '型号', 'KEY-1');
    // By key: a second click on this cell within half a second is a double click, which opens its editor.
    await keyboard.press('ArrowUp');
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Control+d');
    await expect(await screen.cell('F200007', '型号')).toHaveText('KEY-1');
    await keyboard.press('Control+z');
    await expect(await screen.cell('F200007', '型号')).toHaveText(before);
  });

  await test.step('the fill handle goes on counting', async () => {
    await (await screen.cell('F200014', '颜色')).click();
    await screen.type('F200000', '型号', 'SER-08');
    await keyboard.press('ArrowUp');
    const handle = page.locator('.wtBorder.corner:visible').first();
    const target = await (await screen.cell('F200014', '型号')).boundingBox();
    const from = await handle.boundingBox();
    await page.mouse.move(from!.x + from!.width / 2, from!.y + from!.height / 2);
    await page.mouse.down();
    await page.mouse.move(target!.x + 30, target!.y + 14, { steps: 8 });
    await page.mouse.up();
    await expect(await screen.cell('F200007', '型号')).toHaveText('SER-09');
    await expect(await screen.cell('F200014', '型号')).toHaveText('SER-10');
    await keyboard.press('Control+z');
  });

  await test.step('the status bar sums what is selected', async () => {
    await (await screen.cell('F200000', '补货点')).click();
    await keyboard.press('Shift+ArrowDown');
    const bounds = await Promise.all(
      ['F200000', 'F200007'].map(async (code) => Number(await (await screen.cell(code, '补货点')).textContent()))
    );
    const [low, high] = [Math.min(...bounds), Math.max(...bounds)];
    await expect(screen.statusBar).toContainText('已选 2 格');
    for (const words of [`合计 ${low + high}`, `平均 ${(low + high) / 2}`, `最小 ${low}`, `最大 ${high}`])
      await expect(screen.statusBar).toContainText(words);
  });

  await test.step('today only fits into dates', async () => {
    await (await screen.cell('F200014', '颜色')).click();
    await keyboard.press('Control+;');
    await expect(page.getByText('今天的日期只能填在日期列里')).toBeVisible();
  });

  await test.step('120 cells are shown before they change', async () => {
    const few = /行 \d+ \//.exec((await screen.statusBar.textContent())!)![0];
    await screen.search('F20');
    await expect(screen.statusBar).not.toContainText(few);
    await (await screen.cell('F200000', '型号')).click();
    const block = Array.from({ length: 120 }, (_, row) => [`BIG-${row}`]);
    await screen.paste(block);
    await expect(page.getByRole('dialog')).toContainText('120 格');
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(await screen.cell('F200000', '型号')).toHaveText('SER-08');
    await screen.paste(block);
    await keyboard.press('Enter');
    await expect(await screen.cell('F200000', '型号')).toHaveText('BIG-0');
    await expect(page.getByRole('dialog')).toBeHidden();
    await keyboard.press('Control+z');
    await expect(await screen.cell('F200000', '型号')).toHaveText('SER-08');
  });

  await test.step('find and replace shows what it will do', async () => {
    await screen.search('F2000');
    await (await screen.cell('F200000', '型号')).click();
    await keyboard.press('Control+h');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('查找').fill('ser-');
    await dialog.getByLabel('替换为').fill('NEW-');
    await expect(dialog.getByRole('status')).toHaveText('找到 1 格');
    await expect(dialog).toContainText('NEW-08');
    await keyboard.press('Enter');
    await expect(await screen.cell('F200000', '型号')).toHaveText('NEW-08');
  });

  await test.step('a search that takes effect while somebody types in a cell waits, and nothing typed is lost', async () => {
    await (await screen.cell('F200014', '型号')).click();
    await keyboard.press('Escape');
    await screen.search('F200');
    await (await screen.cell('F200021', '型号')).click();
    await keyboard.type('WAIT', { delay: 60 });
    await keyboard.press('Enter');
    await expect(await screen.cell('F200021', '型号')).toHaveText('WAIT');
    await screen.search('F2000');
    await expect(screen.statusBar).toContainText('行 15 /');
  });

  await test.step('who leaves a cell by key has finished it', async () => {
    await (await screen.cell('F200028', '型号')).click();
    await keyboard.type('LEFT', { delay: 60 });
    await keyboard.press('Control+f');
    await expect(await screen.cell('F200028', '型号')).toHaveText('LEFT');
    await screen.search('F20002');
    await expect(screen.statusBar).toContainText('行 2 /');
    await screen.search('F2000');
    await expect(screen.statusBar).toContainText('行 15 /');
  });

  await test.step("after a dialog the keys are the grid's again", async () => {
    await (await screen.cell('F200014', '型号')).click();
    await keyboard.press('Control+h');
    await expect(page.getByRole('dialog')).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await keyboard.type('AFTER');
    await keyboard.press('Enter');
    await expect(await screen.cell('F200014', '型号')).toHaveText('AFTER');
  });

  await test.step('a filter that hides the selected row leaves the keys to whoever types it', async () => {
    await (await screen.cell('F200098', '型号')).click();
    await keyboard.press('Control+Shift+l');
    const filter = page.getByRole('dialog', { name: '筛选' });
    await filter.getByLabel('按哪一列筛选').selectOption({ label: '型号' });
    await filter.getByLabel('型号 包含').click();
    // As fast as people type: the grid would take the keys a moment after the first letter.
    await keyboard.type('NEW-08', { delay: 60 });
    await expect(filter.getByLabel('型号 包含')).toHaveValue('NEW-08');
    await expect(screen.statusBar).toContainText('行 1 /');
    await filter.getByRole('button', { name: '清除筛选' }).click();
    await keyboard.press('Escape');
    await screen.search('F2000');
    await (await screen.cell('F200014', '型号')).click();
    await keyboard.press('ArrowDown');
  });

  await test.step('on a busy device the first letters of a cell are not lost', async () => {
    // The vendor takes hold of its text area a moment after a selection; on a busy device that moment is long.
    await page.evaluate(() => {
      const inTime = window.setTimeout.bind(window);
      window.setTimeout = ((run: () => void, ms = 0) => inTime(run, ms <= 1 ? 100 : ms)) as typeof setTimeout;
    });
    await keyboard.press('ArrowUp');
    await keyboard.type('BUSY', { delay: 40 });
    await keyboard.press('Enter');
    await expect(await screen.cell('F200014', '型号')).toHaveText('BUSY');
    await page.reload();
    await screen.gridIsThere();
    await screen.search('F2000');
    await (await screen.cell('F200014', '颜色')).click();
    await (await screen.cell('F200021', '型号')).click();
  });

  await test.step('Ctrl+Shift+D begins a row like this one, without its code', async () => {
    await keyboard.press('ArrowUp');
    await keyboard.press('Control+Shift+d');
    await expect(page.getByLabel(/^型号/)).toHaveValue('BUSY');
    await expect(page.getByLabel(/^编码/)).toHaveValue('');
  });
  expect(screen.errors).toEqual([]);
});

test('[GRID-VIEWS] a view is saved for everybody, with its columns, order and filters', async ({ browser }) => {
  const mine = await ShopScreen.open(browser, chain, 'chen');
  const { page } = mine;
  const { keyboard } = page;
  await page.locator('.ht_master tbody tr').first().locator('td').nth(4).click();

  await test.step('a filter by keyboard becomes a chip', async () => {
    await keyboard.press('Control+Shift+l');
    const filter = page.getByRole('dialog', { name: '筛选' });
    await filter.getByLabel('按哪一列筛选').selectOption({ label: '型号' });
    await filter.getByLabel('型号 包含').fill('BJ');
    await keyboard.press('Escape');
    await expect(page.getByRole('list', { name: '正在使用的筛选' })).toContainText('型号 含“BJ”');
  });

  await test.step('two columns sort, one is hidden', async () => {
    await page.getByRole('button', { name: '排序' }).click();
    await page.getByLabel('按哪一列排序').selectOption({ label: '品牌' });
    await page.getByLabel('再按哪一列排序').selectOption({ label: '型号' });
    await keyboard.press('Escape');
    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.getByRole('dialog', { name: '列' }).getByLabel('颜色', { exact: true }).uncheck();
    await keyboard.press('Escape');
    await expect(page.locator('.ht_master thead th', { hasText: '颜色' })).toHaveCount(0);
  });

  await test.step('a view of mine is mine alone', async () => {
    await page.getByRole('button', { name: '保存视图' }).click();
    const saving = page.getByRole('dialog', { name: '保存视图' });
    await saving.getByLabel('视图名称').fill('我的');
    await keyboard.press('Enter');
    await expect(page.getByRole('link', { name: '我的' })).toBeVisible();
  });

  await page.getByRole('button', { name: '保存视图' }).click();
  const saving = page.getByRole('dialog', { name: '保存视图' });
  await saving.getByLabel('视图名称').fill('BJ 系列');
  await saving.getByLabel('所有人').check();
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/view=/);
  await page.reload();
  await mine.gridIsThere();
  await expect(page.getByRole('list', { name: '正在使用的筛选' })).toContainText('型号 含“BJ”');

  await test.step('a colleague finds it, and one click away it is gone', async () => {
    const other = await ShopScreen.open(browser, chain, 'liu');
    await expect(other.page.getByRole('link', { name: 'BJ 系列' })).toBeVisible();
    await expect(other.page.getByRole('link', { name: '我的' })).toHaveCount(0);
    await other.page.getByRole('link', { name: 'BJ 系列' }).click();
    await expect(other.page.getByRole('list', { name: '正在使用的筛选' })).toContainText('型号 含“BJ”');
    await expect(other.page.locator('.ht_master thead th', { hasText: '颜色' })).toHaveCount(0);
    const rows = /行 \d+ \/ \d+/.exec((await mine.statusBar.textContent())!)![0];
    await expect(other.statusBar).toContainText(rows);
    await page.getByRole('button', { name: '保存视图' }).click();
    await page.getByRole('button', { name: '删除“BJ 系列”' }).click();
    await expect(other.page.getByRole('link', { name: 'BJ 系列' })).toHaveCount(0);
    expect(other.errors).toEqual([]);
  });
  expect(mine.errors).toEqual([]);
});
