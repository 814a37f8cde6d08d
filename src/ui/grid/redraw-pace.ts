/** When a grid draws and when it puts its rows in order anew: not more often than people can follow. */
import { DrawPace } from './draw-pace.ts';

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
  readonly #drawing: DrawPace;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rebuiltAt = 0;

  constructor(setup: PaceSetup) {
    this.#setup = setup;
    this.#drawing = new DrawPace(() => {
      setup.draw();
      this.settle();
    });
  }

  drawSoon(): void {
    this.#drawing.soon();
  }

  /** For what only colours cells. */
  drawLater(): void {
    this.#drawing.later();
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
    this.#drawing.stop();
    clearTimeout(this.#timer);
  }
}
