/** One person at one screen: what they do with keys and mouse, and what they read there. */
import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import type { DemoChain, SignIn } from './demo-chain.ts';

export class ShopScreen {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors the page reported; a failed request while the relay is dead is none. */
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.context = page.context();
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_|Failed to load resource|WebSocket/.test(message.text()))
        this.errors.push(message.text());
    });
  }

  /** A profile of its own, which may read and write the clipboard, signed in. */
  static async open(browser: Browser, chain: Pick<DemoChain, 'url' | 'people'>, person: string): Promise<ShopScreen> {
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: chain.url });
    const screen = new ShopScreen(await context.newPage());
    await screen.signIn(chain.url, chain.people.get(person)!);
    return screen;
  }

  async signIn(url: string, { name, password }: SignIn): Promise<void> {
    await this.page.goto(url);
    await this.page.getByLabel('登录名').fill(name);
    await this.page.getByLabel('密码', { exact: true }).fill(password);
    await this.page.keyboard.press('Enter');
    await this.gridIsThere();
  }

  async gridIsThere(): Promise<void> {
    await expect(this.page.locator('.ht_master tbody tr').first()).toBeVisible({ timeout: 60_000 });
  }

  /** The service worker holds the app: from now on a reload needs no server. */
  async canReloadOffline(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller)
        await new Promise((resolve) =>
          navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true })
        );
    });
  }

  async chooseShop(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^门店/ }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  get saveState(): Locator {
    return this.page.getByTestId('save-state');
  }

  get statusBar(): Locator {
    return this.page.locator('footer');
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole('toolbar').getByRole('searchbox').fill(text);
  }

  /** A cell by the text in its row's first column and its heading. */
  async cell(code: string, label: string): Promise<Locator> {
    const row = this.page
      .locator('.ht_master tbody tr')
      .filter({ has: this.page.locator('td', { hasText: new RegExp(`^${code}$`) }) });
    return row.locator('td').nth(await this.columnIndex(label));
  }

  /** Of a column on screen, by its heading; 0 is the first. */
  async columnIndex(label: string): Promise<number> {
    const index = await this.page.evaluate((wanted) => {
      const heads = [...document.querySelectorAll('.ht_master thead th')].map((th) =>
        th.querySelector('.colHeader')?.textContent?.trim()
      );
      return heads.indexOf(wanted);
    }, label);
    expect(index, `a visible column ${label}`).toBeGreaterThan(0);
    return index - 1;
  }

  async type(code: string, label: string, text: string): Promise<void> {
    await (await this.cell(code, label)).click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }

  /** A real paste event with what Excel puts on the clipboard, at the selected cell. */
  async paste(rows: readonly (readonly string[])[]): Promise<void> {
    const text = rows.map((row) => row.join('\t')).join('\n');
    await this.page.evaluate((content) => navigator.clipboard.writeText(content), text);
    await this.page.keyboard.press('Control+v');
  }

  /** Says yes to a change of more cells than are written unasked. */
  async agree(cells: number): Promise<void> {
    await this.page
      .getByRole('dialog')
      .getByRole('button', { name: `改动 ${cells} 格` })
      .click();
  }

  /** Fills an action's form and sends it. */
  async act(button: string, fields: Readonly<Record<string, string>>): Promise<void> {
    await this.page.getByRole('toolbar').getByRole('button', { name: button, exact: true }).click();
    const dialog = this.page.getByRole('dialog');
    for (const [label, text] of Object.entries(fields)) {
      const field = dialog.getByLabel(new RegExp(`^${label}`));
      if ((await field.getAttribute('role')) === 'combobox') {
        await field.fill(text);
        await dialog.getByRole('listbox').getByRole('option').first().click();
      } else if ((await field.evaluate((element) => element.tagName)) === 'SELECT')
        await field.selectOption({ label: text });
      else await field.fill(text);
    }
    await dialog.getByRole('button', { name: new RegExp(button) }).click();
    await expect(dialog).toBeHidden();
  }
}
