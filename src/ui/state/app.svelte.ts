/**
 * What every screen needs: the workspace, the line, language, theme, the shop on screen, and the few things any screen
 * may ask the shell for (a notice, an action's form, an import). The workspace and the line are plain objects, never
 * reactive proxies: they hold tens of thousands of rows and tell of changes themselves.
 */
import { createContext } from 'svelte';
import type { Refusal } from '#kernel/result.ts';
import type { CellValue } from '#schema/column.ts';
import type { Page } from '#schema/module.ts';
import { refusalSentence } from '#text/refusals.ts';
import { createText, type Language, type Translate } from '#text/text.ts';
import type { Line } from '#workspace/status.ts';
import type { Workspace } from '#workspace/workspace.ts';
import { Follow } from './follow.svelte.ts';
import { Live } from './live.svelte.ts';
import type { Look, Theme } from './look.svelte.ts';
import { RowFinder } from './row-finder.ts';
import { shopToShow } from './shop-to-show.ts';
import { showValue } from './show-value.ts';
import type { Notices, Tone } from './notices.svelte.ts';

export interface App {
  readonly workspace: Workspace;
  readonly line: Line;
  /** One for all, since it keeps what it has read of the rows. */
  readonly finder: RowFinder;
  language: Language;
  theme: Theme;
  /** Row id of the shop on screen; empty while there is none. */
  shop: string;
  readonly t: Translate;
  sentence(refusal: Pick<Refusal, 'rule' | 'values'>): string;
  notify(text: string, tone?: Tone): void;
  openAction(actionId: string, prefill: Readonly<Record<string, CellValue>>): void;
  openImport(page: Page): void;
  readonly settings: Settings;
}

export interface Settings {
  readonly handsontableKey: string;
}

export interface OpenedAction {
  readonly action: string;
  readonly prefill: Readonly<Record<string, CellValue>>;
}

export interface AppSetup {
  readonly workspace: Workspace;
  readonly line: Line;
  readonly settings: Settings;
  readonly look: Look;
  readonly notices: Notices;
  /** The shop that this person chose last on this device; empty where none was. */
  readonly chosenShop: string;
  readonly rememberShop: (shop: string) => void;
}

export class AppState implements App {
  readonly workspace: Workspace;
  readonly line: Line;
  readonly settings: Settings;
  readonly look: Look;
  readonly notices: Notices;
  readonly live: Live;
  readonly follow: Follow;
  readonly finder: RowFinder;
  readonly #rememberShop: (shop: string) => void;
  #chosenShop = $state('');
  /** Derived, so that what shows the shop is not told of every row that changes. */
  readonly #shop = $derived.by(() => {
    this.live.followRows();
    return shopToShow(this.workspace, this.#chosenShop);
  });
  #openedAction = $state.raw<OpenedAction | null>(null);
  #openedImport = $state.raw<Page | null>(null);

  constructor(setup: AppSetup) {
    this.workspace = setup.workspace;
    this.line = setup.line;
    this.settings = setup.settings;
    this.look = setup.look;
    this.notices = setup.notices;
    this.live = new Live(setup.workspace, setup.line);
    this.follow = new Follow(this);
    this.finder = this.#createFinder();
    this.#rememberShop = setup.rememberShop;
    this.#chosenShop = setup.chosenShop;
  }

  #createFinder(): RowFinder {
    const { workspace } = this;
    return new RowFinder({
      table: (id) => workspace.table(id),
      rows: (id) => workspace.tables.rows(id),
      show: (column, value) => showValue({ workspace, language: this.look.language }, column, value)
    });
  }

  get language(): Language {
    return this.look.language;
  }

  set language(language: Language) {
    this.look.language = language;
  }

  get theme(): Theme {
    return this.look.theme;
  }

  set theme(theme: Theme) {
    this.look.theme = theme;
  }

  get shop(): string {
    return this.#shop;
  }

  set shop(shop: string) {
    this.follow.leave();
    this.#chosenShop = shop;
    this.#rememberShop(shop);
  }

  /** On screen, not chosen: it is forgotten with the page. */
  showShop(shop: string): void {
    this.#chosenShop = shop;
  }

  get t(): Translate {
    return createText(this.look.language);
  }

  sentence(refusal: Pick<Refusal, 'rule' | 'values'>): string {
    return refusalSentence(refusal, this.look.language);
  }

  notify(text: string, tone: Tone = 'info'): void {
    this.notices.show({ text, tone });
  }

  get openedAction(): OpenedAction | null {
    return this.#openedAction;
  }

  openAction(action: string, prefill: Readonly<Record<string, CellValue>>): void {
    this.#openedAction = { action, prefill };
  }

  closeAction(): void {
    this.#openedAction = null;
  }

  get openedImport(): Page | null {
    return this.#openedImport;
  }

  openImport(page: Page): void {
    this.#openedImport = page;
  }

  closeImport(): void {
    this.#openedImport = null;
  }
}

const [getApp, setApp] = createContext<AppState>();

export function provideApp(app: AppState): void {
  setApp(app);
}

export function useApp(): App {
  return getApp();
}

/** The shell's own components, which also open and close what screens ask for. */
export function useShell(): AppState {
  return getApp();
}
