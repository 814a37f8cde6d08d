/**
 * The outage: two shops, two browser profiles, one relay that is killed. Both go on working, reload while it is dead,
 * and agree once it is back, with the conflict they made shown to both; then all of it again in the same page life.
 */
import { expect, test, type Browser } from '@playwright/test';
import { DemoChain } from './support/demo-chain.ts';
import { ShopScreen } from './support/shop-screen.ts';

let chain: DemoChain;

test.beforeAll(async () => {
  chain = await DemoChain.start();
});
test.afterAll(async () => {
  await chain.end();
});

async function openShop(browser: Browser, person: string): Promise<ShopScreen> {
  const screen = await ShopScreen.open(browser, chain, person);
  await screen.canReloadOffline();
  return screen;
}

test('[OUT1] two shops work through an outage and agree, twice', async ({ browser }) => {
  test.setTimeout(400_000);
  const wuchang = await openShop(browser, 'chen');
  const hankou = await openShop(browser, 'liu');
  await wuchang.chooseShop('武昌店');
  await hankou.chooseShop('汉口店');
  await outage(wuchang, hankou, { conflict: 'F200000', first: '611.00', second: '622.00', rows: 'F20', mark: '甲' });
  await outage(wuchang, hankou, { conflict: 'F200014', first: '633.00', second: '644.00', rows: 'F20', mark: '乙' });
  expect([...wuchang.errors, ...hankou.errors]).toEqual([]);
});

interface Round {
  readonly conflict: string;
  readonly first: string;
  readonly second: string;
  readonly rows: string;
  readonly mark: string;
}

async function outage(wuchang: ShopScreen, hankou: ShopScreen, round: Round): Promise<void> {
  for (const screen of [wuchang, hankou]) await expect(screen.saveState).toContainText('已同步');
  await chain.kill();
  for (const screen of [wuchang, hankou]) await expect(screen.saveState).toContainText('离线');

  await test.step('both type, paste 200 rows, send and write off', async () => {
    await work(wuchang, { ...round, column: '型号', to: 'hankou' });
    await work(hankou, { ...round, column: '颜色', to: 'wuchang' });
    await wuchang.type(round.conflict, '零售价', round.first);
    await hankou.type(round.conflict, '零售价', round.second);
    for (const screen of [wuchang, hankou]) await expect(screen.saveState).toContainText(/已存本机 4 条/);
  });

  await test.step('both reload while the relay is dead', async () => {
    for (const screen of [wuchang, hankou]) {
      await screen.page.reload();
      await screen.gridIsThere();
      await expect(screen.saveState).toContainText(/已存本机 4 条/);
    }
    await wuchang.search(round.conflict);
    await expect(await wuchang.cell(round.conflict, '零售价')).toHaveText(round.first);
    await expect(await wuchang.cell(round.conflict, '型号')).toHaveText(`${round.mark}0`);
    await hankou.search(round.conflict);
    await expect(await hankou.cell(round.conflict, '零售价')).toHaveText(round.second);
    await expect(await hankou.cell(round.conflict, '颜色')).toHaveText(`${round.mark}0`);
  });

  await chain.restart();
  await test.step('both are accepted and agree', async () => {
    for (const screen of [wuchang, hankou]) {
      await expect(screen.saveState).toContainText('已同步', { timeout: 60_000 });
      await expect(screen.statusBar).toContainText('各店数字一致', { timeout: 60_000 });
    }
    await wuchang.chooseShop('汉口店');
    for (const screen of [wuchang, hankou]) await screen.search('F20');
    await expect.poll(async () => (await readScreen(hankou)).rows.length).toBeGreaterThan(15);
    // Totals are summed once things are quiet, on each screen in its own time: both are read until they say the same.
    await expect(async () => expect(await readScreen(wuchang)).toEqual(await readScreen(hankou))).toPass({
      timeout: 20_000
    });
    await wuchang.chooseShop('武昌店');
  });

  await test.step('the conflict stands on both screens with both values', async () => {
    for (const screen of [wuchang, hankou]) {
      await screen.search(round.conflict);
      const price = await screen.cell(round.conflict, '零售价');
      await expect(price).toHaveText(round.second);
      await price.click();
      const panel = screen.page.locator('aside');
      await expect(panel).toContainText(round.first);
      await expect(panel).toContainText(round.second);
      await expect(await screen.cell(round.conflict, '型号')).toHaveText(`${round.mark}0`);
      await expect(await screen.cell(round.conflict, '颜色')).toHaveText(`${round.mark}0`);
    }
    await wuchang.page.locator('aside').getByRole('button', { name: '用这个值' }).click();
    for (const screen of [wuchang, hankou]) {
      await expect(await screen.cell(round.conflict, '零售价')).toHaveText(round.first);
      await expect(screen.page.locator('aside')).not.toContainText(round.second);
      await screen.search('');
    }
  });
}

interface Work extends Round {
  readonly column: string;
  readonly to: string;
}

/** Three commits: a pasted column of 200 rows, a transfer, a write-off. The typed price is the fourth. */
async function work(screen: ShopScreen, { rows, column, mark, to, conflict }: Work): Promise<void> {
  await screen.search(rows);
  // A search waits for whoever types; then rows stand elsewhere, and a click must not come in between.
  await expect(screen.statusBar).toContainText(/行 [\d,]+ \/ /);
  await screen.page.locator('.ht_master .wtHolder').evaluate((element) => (element.scrollTop = 0));
  await (await screen.cell('F200000', column)).click();
  await screen.paste(Array.from({ length: 200 }, (_, row) => [row === 0 || row === 2 ? `${mark}0` : `${mark}${row}`]));
  await screen.agree(200);
  await expect(await screen.cell('F200000', column)).toHaveText(`${mark}0`);
  await screen.search(conflict);
  await expect(screen.statusBar).toContainText('行 1 /');
  await (await screen.cell(conflict, '型号')).click();
  await screen.act('调拨发出', { 调入: to, 数量: '1' });
  await (await screen.cell(conflict, '型号')).click();
  await screen.act('报损', { 数量: '1', 原因: '破损' });
}

async function readScreen({ page }: ShopScreen): Promise<{ rows: string[]; totals: string; waiting: string }> {
  return page.evaluate(() => ({
    rows: [...document.querySelectorAll('.ht_master tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent).join(' | ')
    ),
    totals: [...document.querySelectorAll('footer > span')]
      .map((part) => part.textContent!.trim())
      .filter((text) => /合计|零售额|行/.test(text))
      .join(' '),
    waiting: document.querySelector('nav a[href="/inbox"]')?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
  }));
}
