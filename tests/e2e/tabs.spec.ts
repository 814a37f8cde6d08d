/** Two tabs of one person: one leads, the other follows, and when the first goes nothing that was typed is lost. */
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

test('[TAB1] a second tab follows, writes, and leads when the first is closed', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
  const first = new ShopScreen(await context.newPage());
  await first.signIn(chain.url, chain.people.get('chen')!);
  await first.canReloadOffline();
  const second = new ShopScreen(await context.newPage());
  await second.page.goto(chain.url);
  await second.gridIsThere();
  for (const screen of [first, second]) await screen.search('F2000');

  await test.step('what one tab types the other shows, both ways', async () => {
    await second.type('F200000', '型号', 'FROM-2');
    // A tab in the background paints nothing; it shows the news when it is looked at.
    await first.page.bringToFront();
    await expect(await first.cell('F200000', '型号')).toHaveText('FROM-2');
    await first.type('F200007', '型号', 'FROM-1');
    await second.page.bringToFront();
    await expect(await second.cell('F200007', '型号')).toHaveText('FROM-1');
    for (const screen of [first, second]) await expect(screen.saveState).toContainText('已同步');
  });

  await test.step('the same without a line', async () => {
    await chain.kill();
    await expect(second.saveState).toContainText('离线');
    await second.type('F200000', '型号', 'OFFLINE');
    await first.page.bringToFront();
    await expect(await first.cell('F200000', '型号')).toHaveText('OFFLINE');
    await second.page.bringToFront();
    await expect(second.saveState).toContainText('已存本机 1 条');
  });

  await test.step('the first tab is closed: the second leads, with everything', async () => {
    await first.page.close();
    await second.page.waitForEvent('load', { timeout: 60_000 });
    await second.gridIsThere();
    await second.search('F2000');
    await expect(await second.cell('F200000', '型号')).toHaveText('OFFLINE');
    await second.type('F200007', '型号', 'LEADING');
    await expect(second.saveState).toContainText('已存本机 2 条');
    await chain.restart();
    await expect(second.saveState).toContainText('已同步', { timeout: 60_000 });
  });
  expect([...first.errors, ...second.errors]).toEqual([]);
});
