/** Whoever wants to hear of something; one who goes while being told is not told any more. */
export class Listeners<T> {
  readonly #listeners = new Set<(told: T) => void>();

  /** Gives what takes the listener off again. */
  add(listener: (told: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(told: T): void {
    for (const listener of this.#listeners) listener(told);
  }
}
