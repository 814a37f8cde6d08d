/**
 * The inbox: what waits for somebody in one list, with its remedies, and what they have read of it on every device.
 */
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

const railEntry = ({ page }: ShopScreen): Locator => page.locator('nav.rail a[href="/inbox"]');
const entries = ({ page }: ShopScreen): Locator => page.locator('.attend [data-key]');
const isUnread = /\bunread\b/;

/** Tab by tab until the list has the focus. */
async function tabIntoList({ page }: ShopScreen): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[data-key]') !== null)).toBe(true);
  }).toPass({ intervals: [0] });
}

async function unreadInRail(screen: ShopScreen): Promise<number> {
  const text = await railEntry(screen).locator('.count').textContent({ timeout: 1_000 });
  return Number(/\d+/.exec(text ?? '')?.[0]);
}

test('[GRID-INBOX] one list with remedies; what a person has read is read on all their devices', async ({
  browser
}) => {
  const chen = await ShopScreen.open(browser, chain, 'chen');
  const liu = await ShopScreen.open(browser, chain, 'liu');
  await chen.chooseShop('武昌店');

  await test.step('two people change one price while apart', async () => {
    for (const screen of [chen, liu]) await expect(screen.saveState).toContainText('已同步');
    await chain.kill();
    for (const screen of [chen, liu]) await expect(screen.saveState).toContainText('离线');
    for (const [screen, price] of [
      [chen, '611.00'],
      [liu, '622.00']
    ] as const) {
      await screen.search('F200000');
      await screen.type('F200000', '零售价', price);
    }
    await chain.restart();
    for (const screen of [chen, liu]) await expect(screen.saveState).toContainText('已同步', { timeout: 60_000 });
  });

  await test.step('the conflict is new to both, also on another device of one of them', async () => {
    for (const screen of [chen, liu]) {
      await railEntry(screen).click();
      await screen.page.getByRole('link', { name: /^冲突/ }).click();
      await expect(entries(screen)).toHaveCount(1);
      await expect(entries(screen)).toHaveClass(isUnread);
      await expect(entries(screen)).toContainText('未读');
    }
  });
  const chenAtHome = await ShopScreen.open(browser, chain, 'chen');
  await chenAtHome.page.goto(`${chain.url}/inbox?show=conflicts`);
  await expect(entries(chenAtHome)).toHaveClass(isUnread);
  const before = await unreadInRail(chen);

  await test.step('read by keyboard alone, it is read on both devices, and still new to the colleague', async () => {
    await chen.page.reload();
    await expect(entries(chen)).toHaveClass(isUnread);
    await tabIntoList(chen);
    await chen.page.keyboard.press('e');
    await expect(entries(chen)).not.toHaveClass(isUnread);
    await expect(entries(chenAtHome)).not.toHaveClass(isUnread);
    await expect.poll(() => unreadInRail(chenAtHome)).toBe(before - 1);
    await expect(entries(liu)).toHaveClass(isUnread);
  });

  await test.step('decided in the list, it is gone for everybody', async () => {
    await entries(liu).getByRole('button', { name: '用这个值' }).click();
    for (const screen of [chen, liu, chenAtHome]) await expect(entries(screen)).toHaveCount(0);
  });

  await test.step('the old address shows the alerts; a remedy mends the worst one', async () => {
    await chen.page.goto(`${chain.url}/alerts`);
    await expect(chen.page).toHaveURL(/\/inbox\?show=alerts$/);
    const oversold = chen.page.getByRole('region', { name: '紧急' }).locator('[data-key]');
    await expect(oversold.first()).toBeVisible();
    const count = await oversold.count();
    expect(count).toBeGreaterThan(1);
    const key = await oversold.first().getAttribute('data-key');
    await oversold.first().getByRole('button', { name: '盘点调整' }).click();
    const dialog = chen.page.getByRole('dialog');
    await dialog.getByLabel(/^实点数量/).fill('2');
    await dialog.getByLabel(/^差异原因/).fill('清点');
    await dialog.getByRole('button', { name: /盘点调整/ }).click();
    await expect(chen.page.locator(`[data-key="${key}"]`)).toHaveCount(0);
    await expect(oversold).toHaveCount(count - 1);
  });

  await test.step('all at once: one commit, nothing unread, and undo does not speak of it', async () => {
    await chen.page.getByRole('link', { name: /^全部/ }).click();
    await chen.page.getByRole('button', { name: '全部已读' }).click();
    await expect(railEntry(chen).locator('.count')).toHaveCount(0);
    await expect(railEntry(chenAtHome).locator('.count')).toHaveCount(0);
    await chen.page.getByLabel('只看未读').check();
    await expect(entries(chen)).toHaveCount(0);
    await chen.page.reload();
    await expect(entries(chen).first()).toBeVisible();
    await expect(railEntry(chen).locator('.count')).toHaveCount(0);
    expect(await unreadInRail(liu)).toBeGreaterThan(10);
  });
  expect([...chen.errors, ...liu.errors, ...chenAtHome.errors]).toEqual([]);
});
