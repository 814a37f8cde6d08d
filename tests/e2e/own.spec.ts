/** What a manager adds: a column with a formula and a rule on it, for everybody, also for whoever was away. */
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

const CODE = 'F200000';
const COLUMN = '建议订货';

test('[OWN-COLUMN] a formula column and a rule on it follow what another shop does, also after an outage', async ({
  browser
}) => {
  const chen = await ShopScreen.open(browser, chain, 'chen');
  const liu = await ShopScreen.open(browser, chain, 'liu');
  for (const screen of [chen, liu]) await screen.chooseShop('武昌店');
  for (const screen of [chen, liu]) await screen.search('F2000');
  const { page } = chen;
  const { keyboard } = page;
  const dialog = page.getByRole('dialog', { name: '加一列' });
  const heading = (screen: ShopScreen) =>
    screen.page.locator('.ht_clone_top thead th').filter({ hasText: COLUMN }).first();

  await test.step('by keyboard: the menu of a column, a name, a formula with offers and a preview', async () => {
    await (await chen.cell(CODE, '连锁合计')).click();
    await keyboard.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: '在右边加一列…' }).press('Enter');
    await keyboard.type(COLUMN);
    await keyboard.press('Tab');
    await keyboard.press('End');
    await keyboard.type('[补货');
    await expect(dialog.getByRole('option', { selected: true })).toContainText('补货点');
    await keyboard.press('Enter');
    await expect(dialog.getByLabel('公式')).toHaveValue('=[补货点]');
    await keyboard.type('*2-[连锁合计');
    await expect(dialog.getByRole('option', { selected: true })).toContainText('连锁合计');
    await keyboard.press('Enter');
    await keyboard.type('*(');
    await expect(dialog.getByText(/公式没有写完/)).toBeVisible();
    await expect(dialog.getByRole('button', { name: '保存' })).toBeDisabled();
    await keyboard.press('Backspace');
    await keyboard.press('Backspace');
    await expect(dialog.getByRole('table', { name: '前几行的结果' }).getByRole('row')).toHaveCount(5);
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(heading(chen)).toBeVisible();
  });

  await test.step('the other shop has it without a reload, beside its neighbour', async () => {
    await expect(heading(liu)).toBeVisible();
    expect(await liu.columnIndex(COLUMN)).toBe((await liu.columnIndex('连锁合计')) + 1);
  });

  const numberIn = async (screen: ShopScreen, label: string): Promise<number> =>
    Number((await (await screen.cell(CODE, label)).textContent())!.replaceAll(',', ''));
  const held = await numberIn(chen, '连锁合计');
  await chen.type(CODE, '补货点', String(held));
  await expect(await chen.cell(CODE, COLUMN)).toHaveText(String(held));

  await test.step('a rule: who is beyond it is told, once, and coloured', async () => {
    await heading(chen).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '提醒规则…' }).click();
    const rules = page.getByRole('dialog', { name: `“${COLUMN}”的提醒规则` });
    await rules.getByLabel('名称').fill('该订货了');
    await rules.getByLabel('条件').selectOption({ label: '大于' });
    await rules.getByRole('button', { name: '加这条规则' }).click();
    await expect(rules.getByText(/请填写/)).toBeVisible();
    await rules.getByLabel('界限').fill(String(held + 6));
    await rules.getByRole('button', { name: '加这条规则' }).click();
    await expect(rules.getByRole('list', { name: '已有的规则' })).toContainText('该订货了');
    await rules.getByRole('button', { name: '关闭' }).last().click();
  });

  const told = (screen: ShopScreen) =>
    screen.page.getByRole('listitem').filter({ hasText: '该订货了' }).filter({ hasText: CODE });
  await test.step('an edit in the other shop changes the cell and rings', async () => {
    await liu.type(CODE, '补货点', String(held + 4));
    await expect(await chen.cell(CODE, COLUMN)).toHaveText(String(held + 8));
    await expect(await chen.cell(CODE, COLUMN)).toHaveClass(/lb-warning/);
    await page.getByRole('link', { name: /^收件箱/ }).click();
    await expect(told(chen)).toHaveCount(1);
  });

  await test.step('the same while the other shop is away: it comes with its return', async () => {
    await chain.kill();
    for (const screen of [chen, liu]) await expect(screen.saveState).toContainText('离线');
    await liu.type(CODE, '补货点', String(held + 1));
    await expect(await liu.cell(CODE, COLUMN)).toHaveText(String(held + 2));
    await expect(told(chen)).toHaveCount(1);
    await chain.restart();
    await expect(told(chen)).toHaveCount(0, { timeout: 60_000 });
  });

  await test.step('the column is renamed, and deleted with one undo to bring it back', async () => {
    await page.goBack();
    await chen.gridIsThere();
    const edit = page.getByRole('dialog', { name: '修改这一列' });
    await heading(chen).click({ button: 'right' });
    await page.getByRole('menuitem', { name: '修改公式或列名…' }).click();
    await expect(edit.getByLabel('公式')).toHaveValue('=[补货点]*2-[连锁合计]');
    await edit.getByRole('button', { name: '删除这一列' }).click();
    await expect(heading(liu)).toHaveCount(0);
    await page.getByRole('toolbar').getByRole('button', { name: '撤销' }).click();
    await expect(heading(liu)).toBeVisible();
  });
  expect([...chen.errors, ...liu.errors]).toEqual([]);
});
