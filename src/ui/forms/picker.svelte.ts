/** What an input with a list of suggestions does with keys: arrows move, Enter takes, Esc shuts the list and no more. */
export class Picker<T> {
  #isOpen = $state(false);
  #active = $state(0);
  readonly #options: () => readonly T[];
  readonly #take: (option: T) => void;

  constructor(options: () => readonly T[], take: (option: T) => void) {
    this.#options = options;
    this.#take = take;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Index of the marked option. */
  get active(): number {
    return Math.min(this.#active, this.#options().length - 1);
  }

  open(): void {
    this.#isOpen = true;
    this.#active = 0;
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
    const { length } = this.#options();
    if (length > 0) this.#active = (this.active + by + length) % length;
  }
}
