/** How often something costly may be asked for: `capacity` at once, then `perSecond`. */
export interface BucketSetup {
  readonly capacity: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly now: () => number;
}

export class TokenBucket {
  readonly #setup: BucketSetup;
  #tokens: number;
  #filledAt: number;

  constructor(setup: BucketSetup) {
    this.#setup = setup;
    this.#tokens = setup.capacity;
    this.#filledAt = setup.now();
  }

  take(): boolean {
    const { capacity, perSecond, now } = this.#setup;
    const at = now();
    this.#tokens = Math.min(capacity, this.#tokens + (Math.max(0, at - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = at;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
