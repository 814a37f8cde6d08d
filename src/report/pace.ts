/**
 * How much is done between two yields. Whoever works a report off looks at the clock after each yield and lets go of the
 * page after 8 ms; a unit is about a row read or two names compared, a few microseconds.
 */
export const UNITS_A_STEP = 128;

/** A piece of work that can be stopped after each yield. */
export type Steps<T> = Generator<void, T>;

export class Pace {
  #left = UNITS_A_STEP;

  /** True when it is time to yield. */
  isDue(): boolean {
    if (--this.#left > 0) return false;
    this.#left = UNITS_A_STEP;
    return true;
  }
}

/** Without stopping, for tests and for where nobody watches. */
export function runSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
