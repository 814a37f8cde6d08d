/** What of the inbox is on screen: which kind, which shop, read or not; and marking, which shows at once. */
import type { AppState } from '#ui/state/app.svelte.ts';
import { placeOfAlert } from '#ui/state/alert-words.ts';
import { itemsIn, sortItems, type InboxItem, type Kind } from './inbox-items.ts';
import { markRead, ReadMarks } from './read-marks.ts';

export type Shown = Kind | 'all';

export interface Entry {
  readonly item: InboxItem;
  readonly isRead: boolean;
}

export class InboxState {
  isThisShop = $state(false);
  isUnreadOnly = $state(false);
  readonly #app: AppState;
  readonly #shown: () => Shown;
  #marked = $state(0);
  readonly #entries = $derived.by(() => {
    const { workspace, live } = this.#app;
    live.followRows();
    void this.#marked;
    const marks = new ReadMarks(workspace);
    return sortItems([...itemsIn(workspace)]).map((item): Entry => ({ item, isRead: marks.isRead(item) }));
  });
  /** What the filters beside the kind let through; the counts on the tabs are of these. */
  readonly #passed = $derived(
    this.#entries.filter(
      ({ item, isRead }) => !(this.isUnreadOnly && isRead) && !(this.isThisShop && this.#isAway(item))
    )
  );

  constructor(app: AppState, shown: () => Shown) {
    this.#app = app;
    this.#shown = shown;
  }

  get shown(): Shown {
    return this.#shown();
  }

  get entries(): readonly Entry[] {
    return this.shown === 'all' ? this.#passed : this.#passed.filter(({ item }) => item.kind === this.shown);
  }

  get unread(): readonly InboxItem[] {
    return this.entries.filter(({ isRead }) => !isRead).map(({ item }) => item);
  }

  /** Whether anything waits at all, whatever is filtered. */
  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  countOf(shown: Shown): number {
    return shown === 'all' ? this.#passed.length : this.#passed.filter(({ item }) => item.kind === shown).length;
  }

  mark(items: readonly InboxItem[]): void {
    const { workspace } = this.#app;
    const done = markRead(workspace, items);
    if (done && !done.ok) this.#app.notify(this.#app.sentence(done), 'error');
    this.#marked++;
  }

  /** An alert about another shop; what is about no shop in particular is everybody's. */
  #isAway(item: InboxItem): boolean {
    if (item.kind !== 'alerts') return false;
    const { shop } = placeOfAlert(this.#app.workspace, item.about);
    return shop !== null && shop !== this.#app.shop;
  }
}
