/** Groups with subtotals, colours, the menu of a column, the line for new rows; and what the clipboard and an IME bring. */
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

const numberIn = (text: string | null): number => Number((text ?? '').replace(/[,¥]/g, ''));

test('[GRID-GROUPS] rows stand in groups whose sums add up, by keyboard and in a saved view', async ({ browser }) => {
  const screen = await ShopScreen.open(browser, chain, 'chen');
  const { page } = screen;
  const { keyboard } = page;
  const heads = page.locator('.ht_master tbody tr').filter({ has: page.locator('td.lb-head') });
  await screen.search('F200');
  await expect(screen.statusBar).toContainText(/行 \d+ \/ /);
  const shown = Number(/行 ([\d,]+) \//.exec((await screen.statusBar.textContent())!)![1]!.replace(',', ''));
  await (await screen.cell('F200000', '型号')).click();
  await keyboard.press('Alt+ArrowDown');
  await page.getByRole('menuitem', { name: '按这一列分组' }).press('Enter');
  await expect(heads.first()).toBeVisible();
  await expect(screen.statusBar).toContainText(`行 ${shown} /`);

  await test.step('collapsed, only heads are left, and their sums are the total', async () => {
    await page.getByRole('button', { name: '分组', exact: true }).click();
    const menu = page.getByRole('dialog', { name: '分组' });
    await menu.getByRole('button', { name: '不再按“型号”分组' }).click();
    await menu.getByLabel('按哪一列分组').selectOption({ label: '类别' });
    await menu.getByRole('button', { name: '全部收起' }).click();
    await keyboard.press('Escape');
    const column = await screen.columnIndex('连锁合计');
    const sums = await heads.evaluateAll((rows, at) => rows.map((row) => row.children[at + 1]!.textContent), column);
    expect(sums.length).toBeGreaterThan(1);
    const total = sums.reduce((sum, text) => sum + numberIn(text), 0);
    await expect(screen.statusBar).toContainText(`合计 ${total.toLocaleString('en-US')}`);
  });

  await test.step('Enter opens the group under the cursor, and nothing is typed into its head', async () => {
    const head = heads.first();
    await head.locator('td').nth(4).click();
    await keyboard.type('x');
    await keyboard.press('Enter');
    await expect(page.locator('.ht_master tbody tr').nth(1).locator('td.lb-head')).toHaveCount(0);
  });

  await test.step('groups and colours belong to the view', async () => {
    await page.getByRole('button', { name: '颜色', exact: true }).click();
    const colours = page.getByRole('dialog', { name: '颜色' });
    await colours.getByLabel('按哪一列上色').selectOption({ label: '型号' });
    await colours.getByLabel('型号 包含').fill('B');
    await colours.getByLabel('颜色', { exact: true }).selectOption('green');
    await colours.getByLabel('范围').selectOption('row');
    await colours.getByRole('button', { name: '添加' }).click();
    await keyboard.press('Escape');
    await expect(page.locator('td.lb-tone-green').first()).toBeVisible();
    await page.getByRole('button', { name: '保存视图' }).click();
    await page.getByRole('dialog', { name: '保存视图' }).getByLabel('视图名称').fill('按类别');
    await keyboard.press('Enter');
    await expect(page).toHaveURL(/view=/);
    await page.reload();
    await screen.gridIsThere();
    await expect(heads.first()).toBeVisible();
    await expect(page.locator('td.lb-tone-green').first()).toBeVisible();
  });
  expect(screen.errors).toEqual([]);
});

test('[GRID-COLUMN] the menu of a column sorts, filters, freezes, moves and hides it', async ({ browser }) => {
  const screen = await ShopScreen.open(browser, chain, 'liu');
  const { page } = screen;
  const { keyboard } = page;
  const choose = async (column: string, entry: string): Promise<void> => {
    await page.locator('.ht_clone_top thead th', { hasText: column }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: entry, exact: true }).click();
  };
  await choose('品牌', '↓ 降序');
  await expect(page.locator('.ht_clone_top thead th', { hasText: '品牌' })).toHaveClass(/lb-sorted/);
  await choose('颜色', '隐藏这一列');
  await expect(page.locator('.ht_clone_top thead th', { hasText: '颜色' })).toHaveCount(0);
  await choose('型号', '往前移');
  expect(await screen.columnIndex('型号')).toBeLessThan(await screen.columnIndex('品牌'));
  await choose('型号', '固定到这一列');
  await expect(page.locator('.ht_clone_inline_start thead th', { hasText: '型号' }).first()).toBeAttached();
  await choose('材质', '筛选…');
  await expect(page.getByRole('dialog', { name: '筛选' })).toBeVisible();
  await keyboard.press('Escape');
  expect(screen.errors).toEqual([]);
});

test('[GRID-ENTRY] new rows in a line, merged cells refused, Chinese by an input method', async ({ browser }) => {
  const screen = await ShopScreen.open(browser, chain, 'wang');
  const { page } = screen;
  const { keyboard } = page;

  await test.step('two rows one after the other, by keyboard', async () => {
    await page.getByRole('button', { name: '在这里新增一行' }).press('Enter');
    for (const code of ['Q900001', 'Q900002']) {
      await expect(page.locator('#quick-sku')).toBeFocused();
      await keyboard.type(code);
      await keyboard.press('Tab');
      await keyboard.type('QUICK');
      await keyboard.press('Enter');
      await expect(page.locator('#quick-sku')).toHaveValue('');
    }
    await keyboard.press('Escape');
    await screen.search('Q9000');
    await expect(screen.statusBar).toContainText('行 2 /');
    await expect(await screen.cell('Q900002', '品牌')).toHaveText('QUICK');
  });

  await test.step('a code that is taken is said at its field, and nothing is lost', async () => {
    await page.getByRole('button', { name: '在这里新增一行' }).click();
    await keyboard.type('Q900001');
    await keyboard.press('Enter');
    await expect(page.locator('#quick-sku')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('#quick-sku')).toHaveValue('Q900001');
    await keyboard.press('Escape');
  });

  await test.step('merged cells are refused with the reason', async () => {
    await (await screen.cell('Q900001', '型号')).click();
    const before = await (await screen.cell('Q900001', '型号')).textContent();
    await page.evaluate(() => {
      const html = '<table><tr><td colspan="2">合并</td></tr></table>';
      const item = new ClipboardItem({
        'text/html': new Blob([html], { type: 'text/html' }),
        'text/plain': new Blob(['合并'], { type: 'text/plain' })
      });
      return navigator.clipboard.write([item]);
    });
    await keyboard.press('Control+v');
    await expect(page.getByText('复制的内容里有合并的单元格')).toBeVisible();
    await expect(await screen.cell('Q900001', '型号')).toHaveText(before ?? '');
  });

  await test.step('what cannot be saved stays in its cell, also for a screen reader', async () => {
    await screen.type('Q900001', '补货点', 'many');
    await expect(await screen.cell('Q900001', '补货点')).toHaveText('many');
    await expect(await screen.cell('Q900001', '补货点')).toHaveAttribute('aria-invalid', 'true');
    await expect(await screen.cell('Q900002', '补货点')).not.toHaveAttribute('aria-invalid');
  });

  await test.step('an input method writes into the selected cell from its first letter', async () => {
    const input = await page.context().newCDPSession(page);
    await (await screen.cell('Q900001', '型号')).click();
    for (const text of ['x', 'xi', 'xin'])
      await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await input.send('Input.insertText', { text: '新款' });
    await keyboard.press('Enter');
    await expect(await screen.cell('Q900001', '型号')).toHaveText('新款');
  });
  expect(screen.errors).toEqual([]);
});
