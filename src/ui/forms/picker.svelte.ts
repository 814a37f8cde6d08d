/**
 * What an input with a list of suggestions does with keys: arrows move, Enter takes, Esc shuts the list and no more. The
 * mark stays with the option somebody moved it to, also when more options arrive before that one.
 */
export class Picker<T extends { readonly id: string }> {
  #isOpen = $state(false);
  /** Id of the option that was moved to; null is the first one, whichever that is. */
  #marked = $state<string | null>(null);
  readonly #options: () => readonly T[];
  readonly #take: (option: T) => void;

  constructor(options: () => readonly T[], take: (option: T) => void) {
    this.#options = options;
    this.#take = take;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Index of the marked option; -1 when there is none. */
  get active(): number {
    const options = this.#options();
    const moved = this.#marked === null ? -1 : options.findIndex(({ id }) => id === this.#marked);
    return moved < 0 ? Math.min(0, options.length - 1) : moved;
  }

  open(): void {
    this.#isOpen = true;
    this.#marked = null;
  }

  close(): void {
    this.#isOpen = false;
  }

  take(option: T): void {
    this.close();
    this.#take(option);
  }

  onKeydown(event: KeyboardEvent): void {
    // An input method uses Enter and the arrows for its own list of characters.
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!this.#isOpen) this.open();
      else this.#move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && this.#isOpen) {
      const option = this.#options()[this.active];
      if (option === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      this.take(option);
    } else if (event.key === 'Escape' && this.#isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === 'Tab') this.close();
  }

  #move(by: number): void {
    const options = this.#options();
    const next = options[(this.active + by + options.length) % options.length];
    if (next) this.#marked = next.id;
  }
}
