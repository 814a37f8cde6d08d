/** When a grid draws and when it puts its rows in order anew: once a frame, and not more often than people can follow. */
export interface PaceSetup {
  readonly draw: () => void;
  readonly rebuild: () => void;
  /** Rows came, went, or stand where they no longer belong. */
  readonly isRebuildDue: () => boolean;
  /** Somebody types, or stands in the row that would move. */
  readonly mustWait: () => boolean;
}

const REBUILD_EVERY_MS = 300;

export class RedrawPace {
  readonly #setup: PaceSetup;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rebuiltAt = 0;

  constructor(setup: PaceSetup) {
    this.#setup = setup;
  }

  /** One drawing a frame, however much came. */
  drawSoon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#setup.draw();
      this.settle();
    });
  }

  /** Takes over what had to wait for somebody to stop typing. */
  settle(): void {
    if (!this.#setup.isRebuildDue() || this.#setup.mustWait()) return;
    const since = performance.now() - this.#rebuiltAt;
    clearTimeout(this.#timer);
    if (since >= REBUILD_EVERY_MS) this.#setup.rebuild();
    else this.#timer = setTimeout(() => this.settle(), REBUILD_EVERY_MS - since);
  }

  noteRebuilt(): void {
    this.#rebuiltAt = performance.now();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }
}
