/**
 * Looking over a colleague's shoulder: the screen goes where theirs goes, page, row, column and shop, until one does
 * something oneself. The own shop comes back then.
 */
import type { Colleague } from '#workspace/status.ts';
import type { AppState } from './app.svelte.ts';

export class Follow {
  readonly #app: AppState;
  #user = $state<string | null>(null);
  #ownShop = '';
  /** One person may have several tabs open: the one that stands in a row says most. */
  readonly colleague = $derived.by((): Colleague | null => {
    if (this.#user === null) return null;
    const theirs = this.#app.live.colleagues.filter(({ user }) => user === this.#user);
    return theirs.find(({ place }) => place.row !== null) ?? theirs[0] ?? null;
  });

  constructor(app: AppState) {
    this.#app = app;
  }

  get user(): string | null {
    return this.#user;
  }

  start(user: string): void {
    if (this.#user === null) this.#ownShop = this.#app.shop;
    this.#user = user;
  }

  stop(): void {
    if (this.#user === null) return;
    this.leave();
    this.#app.showShop(this.#ownShop);
  }

  /** Another shop was chosen by hand: that one stays. */
  leave(): void {
    this.#user = null;
  }
}
