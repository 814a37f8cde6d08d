/** Takes the twelve screens in docs/screens anew: `PICTURES=1 npx playwright test` of this file. */
import { expect, test, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { DemoChain } from './support/demo-chain.ts';
import { ShopScreen } from './support/shop-screen.ts';

const FOLDER = new URL('../../docs/screens/', import.meta.url).pathname;
const DESKTOP = { width: 1280, height: 800 };
const TABLET = { viewport: { width: 820, height: 1180 }, hasTouch: true };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test.skip(!process.env['PICTURES'], 'only when they are wanted');
test.setTimeout(600_000);

let chain: DemoChain;

test.beforeAll(async () => {
  chain = await DemoChain.start();
});
test.afterAll(async () => {
  await chain.end();
});

test('desktop screens', async ({ browser }) => {
  const mine = await ShopScreen.open(browser, chain, 'chen');
  const theirs = await ShopScreen.open(browser, chain, 'liu');
  const { page } = mine;
  const { keyboard } = page;
  for (const screen of [mine, theirs]) await screen.page.setViewportSize(DESKTOP);
  await theirs.search('F200');
  await (await theirs.cell('F200042', '颜色')).click();

  await mine.search('F200');
  await (await mine.cell('F200014', '在手')).click();
  await expect(page.locator('td.lb-colleague').first()).toBeVisible();
  await take(page, '01-grid');

  await page.getByRole('button', { name: '颜色', exact: true }).click();
  const colours = page.getByRole('dialog', { name: '颜色' });
  await colours.getByLabel('按哪一列上色').selectOption({ label: '补货点' });
  await colours.getByLabel('补货点 从').fill('3');
  await colours.getByLabel('补货点 从').press('Enter');
  await colours.getByLabel('范围').selectOption('row');
  await colours.getByRole('button', { name: '添加' }).click();
  await keyboard.press('Escape');
  await page.getByRole('button', { name: '分组', exact: true }).click();
  await page.getByRole('dialog', { name: '分组' }).getByLabel('按哪一列分组').selectOption({ label: '品牌' });
  await keyboard.press('Escape');
  await page.locator('.ht_master tbody tr').nth(3).locator('td').nth(4).click();
  await take(page, '02-groups');
  await page.locator('.ht_clone_top thead th', { hasText: '材质' }).click({ button: 'right' });
  await switchLook(page);
  await page.locator('.ht_clone_top thead th', { hasText: 'Material' }).click({ button: 'right' });
  await take(page, '03-column-menu-en-dark');
  await keyboard.press('Escape');
  await switchLook(page);

  await keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await palette.getByRole('combobox').fill('lp rb');
  await expect(palette.getByRole('option').first()).toContainText('雷朋');
  await take(page, '04-palette');
  await keyboard.press('Escape');

  await mine.page.goto(`${chain.url}/inventory/stock`);
  await mine.gridIsThere();
  await mine.search('F200');
  await mine.type('F200014', '型号', '4969');
  await expect(mine.saveState).toContainText('已同步');
  await chain.kill();
  for (const screen of [mine, theirs]) await expect(screen.saveState).toContainText('离线');
  await mine.type('F200021', '型号', '4696C');
  await theirs.type('F200021', '型号', '4689');
  await expect(mine.saveState).toContainText('已存本机 1 条');
  await page.getByRole('button', { name: '换成深色' }).click();
  await mine.saveState.click();
  await take(page, '05-offline-dark');
  await keyboard.press('Escape');
  await page.getByRole('button', { name: '换成浅色' }).click();
  await chain.restart();
  for (const screen of [mine, theirs]) await expect(screen.saveState).toContainText('已同步', { timeout: 60_000 });
  await (await mine.cell('F200021', '型号')).click();
  await expect(page.getByRole('complementary')).toContainText('有冲突');
  await take(page, '06-conflict');
  await (await mine.cell('F200014', '型号')).click();
  await page.getByRole('tab', { name: '历史' }).click();
  await page.getByRole('button', { name: /^我的操作/ }).click();
  await take(page, '07-history-and-undo');
  await keyboard.press('Escape');

  await page.goto(`${chain.url}/inbox`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await take(page, '08-inbox');
  await theirs.page.getByRole('button', { name: '换成深色' }).click();
  await theirs.page.getByRole('button', { name: '中文 / EN' }).click();
  await theirs.page.goto(`${chain.url}/inventory/movements`);
  await theirs.gridIsThere();
  await take(theirs.page, '09-movements-en-dark');
});

test('tablet and phone screens', async ({ browser }) => {
  const tablet = await openOn(browser, TABLET, 'wang');
  await tablet.search('F200');
  await (await tablet.cell('F200014', '颜色')).tap();
  await expect(tablet.statusBar).toContainText('各店数字一致');
  await take(tablet.page, '10-tablet');

  const phone = new ShopScreen(await (await browser.newContext(PHONE)).newPage());
  await enter(phone, 'wang');
  await phone.page.getByRole('searchbox').or(phone.page.getByRole('search').getByRole('textbox')).first().fill('F2000');
  await expect(phone.page.getByText('F200014').first()).toBeVisible();
  await take(phone.page, '11-phone');
  await phone.page.getByText('F200014').first().click();
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  await phone.page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
  await take(phone.page, '12-phone-card-dark');
});

async function openOn(browser: Browser, options: BrowserContextOptions, person: string): Promise<ShopScreen> {
  const screen = new ShopScreen(await (await browser.newContext(options)).newPage());
  await enter(screen, person);
  await screen.gridIsThere();
  return screen;
}

async function enter({ page }: ShopScreen, person: string): Promise<void> {
  const { name, password } = chain.people.get(person)!;
  await page.goto(chain.url);
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** The other language and the other theme. */
async function switchLook(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  for (const which of [0, 1]) await page.locator('footer .switch').nth(which).click();
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled', caret: 'hide' });
}
