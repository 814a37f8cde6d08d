/**
 * What is found while somebody types. A search runs in slices, so that the next key never waits for it; the newest one
 * wins. A search that fits into one slice is done at once, and a longer one shows nothing meanwhile: what an older text
 * found must not be taken by a quick Enter.
 */
const SLICE_MS = 12;

export class TypedSearch<T> {
  readonly #nothing: T;
  #found = $state.raw() as T;
  #isBusy = $state(false);
  #asked = 0;
  #then: (() => void) | null = null;

  constructor(nothing: T) {
    this.#nothing = nothing;
    this.#found = nothing;
  }

  get found(): T {
    return this.#found;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  ask(steps: Generator<void, T>): void {
    this.#then = null;
    this.#run(steps, ++this.#asked);
  }

  /** Does it once the present search has ended; forgotten when another text is asked for before. */
  whenFound(act: () => void): void {
    if (this.#isBusy) this.#then = act;
    else act();
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#asked++;
    this.#then = null;
  }

  #run(steps: Generator<void, T>, asked: number): void {
    const until = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return this.#end(step.value);
    } while (performance.now() < until);
    this.#found = this.#nothing;
    this.#isBusy = true;
    setTimeout(() => asked === this.#asked && this.#run(steps, asked));
  }

  #end(found: T): void {
    this.#found = found;
    this.#isBusy = false;
    const act = this.#then;
    this.#then = null;
    act?.();
  }
}
