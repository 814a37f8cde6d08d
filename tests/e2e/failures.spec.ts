/**
 * A page that fails says what happened and what to do; everything around it goes on, and no edit is lost. The failures
 * are real: the server is gone before a page's code came, and the grid's code is cut off on its way.
 */
import { readdir, readFile } from 'node:fs/promises';
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

const CHUNKS = new URL('../../build/client/_app/immutable/chunks/', import.meta.url);

/** The built file that holds the grid. */
async function gridChunk(): Promise<string> {
  for (const name of await readdir(CHUNKS))
    if (name.endsWith('.js') && (await readFile(new URL(name, CHUNKS), 'utf8')).includes('handsontableInput'))
      return name;
  throw new Error('No built file holds the grid.');
}

test('[GRID-ERRORS] a page that fails takes nothing else down and loses no edit', async ({ browser }) => {
  // Without the service worker, which has all code at hand, a page's code can fail to come.
  const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 1280, height: 800 } });
  const screen = new ShopScreen(await context.newPage());
  const { page } = screen;
  await screen.signIn(chain.url, chain.people.get('chen')!);
  await expect(screen.saveState).toContainText('已同步');
  const rail = page.getByRole('navigation', { name: '模块' });
  const failed = page.getByRole('alert').filter({ hasText: '这一页打不开' });

  await test.step('the server is gone: the page says so, rail and save state live on with the edit', async () => {
    await chain.kill();
    await expect(screen.saveState).toContainText('离线');
    await screen.search('F200000');
    await screen.type('F200000', '型号', 'D1');
    await expect(screen.saveState).toContainText('已存本机 1 条');
    await rail.getByRole('link', { name: /^收件箱/ }).click();
    await expect(failed).toContainText('没有取到');
    await expect(screen.saveState).toContainText('已存本机 1 条');
    await expect(rail).toBeVisible();
  });

  await test.step('other pages go on, with what was typed', async () => {
    await rail.getByRole('link', { name: '库存', exact: true }).click();
    await screen.gridIsThere();
    await screen.search('F200000');
    await expect(await screen.cell('F200000', '型号')).toHaveText('D1');
  });

  await test.step('once the server is back, trying again is enough', async () => {
    await rail.getByRole('link', { name: /^收件箱/ }).click();
    await expect(failed).toBeVisible();
    await chain.restart();
    await expect(screen.saveState).toContainText('已同步', { timeout: 60_000 });
    await failed.getByRole('button', { name: '再试一次' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '收件箱' })).toBeVisible();
  });

  await test.step('a part of a page that fails while it is drawn is caught by the page', async () => {
    const file = `**/${await gridChunk()}`;
    await page.route(file, (route) => route.abort());
    await page.reload();
    await rail.getByRole('link', { name: '库存', exact: true }).click();
    await expect(failed).toContainText('没有取到');
    await expect(screen.saveState).toContainText('已同步');
    await rail.getByRole('link', { name: /^收件箱/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: '收件箱' })).toBeVisible();
    await rail.getByRole('link', { name: '库存', exact: true }).click();
    await expect(failed).toBeVisible();
    await page.unroute(file);
    await failed.getByRole('button', { name: '再试一次' }).click();
    await screen.gridIsThere();
    await screen.search('F200000');
    await expect(await screen.cell('F200000', '型号')).toHaveText('D1');
  });
});
