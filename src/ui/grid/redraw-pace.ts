/**
 * When a grid draws and when it puts its rows in order anew: not more often than people can follow.
 *
 * Changed rows are painted in the next frame, alone. What only colours cells (a colleague's cursor, a draft) may be
 * anywhere on screen: drawing all of it costs fifty times as much, so it waits until half a second after the last such
 * drawing.
 */
import type { RowId } from '#kernel/ids.ts';

export type Drawn = ReadonlySet<RowId> | 'all';

export interface PaceSetup {
  readonly draw: (what: Drawn) => void;
  readonly rebuild: () => void;
  /** Rows came, went, or stand where they no longer belong. */
  readonly isRebuildDue: () => boolean;
  /** Somebody types, or stands in the row that would move. */
  readonly mustWait: () => boolean;
}

const REBUILD_EVERY_MS = 300;
const COLOURS_EVERY_MS = 500;

export class RedrawPace {
  readonly #setup: PaceSetup;
  #rows = new Set<RowId>();
  #isAllDue = false;
  #frame = 0;
  #allTimer: ReturnType<typeof setTimeout> | undefined;
  #allDrawnAt = -Infinity;
  #rebuildTimer: ReturnType<typeof setTimeout> | undefined;
  #rebuiltAt = 0;

  constructor(setup: PaceSetup) {
    this.#setup = setup;
  }

  drawRows(rows: Iterable<RowId>): void {
    for (const row of rows) this.#rows.add(row);
    this.#drawInFrame();
  }

  drawAll(): void {
    this.#isAllDue = true;
    this.#drawInFrame();
  }

  /** For what only colours cells. */
  drawAllLater(): void {
    if (this.#isAllDue || this.#allTimer !== undefined) return;
    const since = performance.now() - this.#allDrawnAt;
    this.#allTimer = setTimeout(() => this.drawAll(), Math.max(0, COLOURS_EVERY_MS - since));
  }

  /** Takes over what had to wait for somebody to stop typing. */
  settle(): void {
    if (!this.#setup.isRebuildDue() || this.#setup.mustWait()) return;
    const since = performance.now() - this.#rebuiltAt;
    clearTimeout(this.#rebuildTimer);
    if (since >= REBUILD_EVERY_MS) this.#setup.rebuild();
    else this.#rebuildTimer = setTimeout(() => this.settle(), REBUILD_EVERY_MS - since);
  }

  noteRebuilt(): void {
    this.#rebuiltAt = performance.now();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#allTimer);
    clearTimeout(this.#rebuildTimer);
  }

  #drawInFrame(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const what = this.#isAllDue ? 'all' : this.#rows;
      this.#rows = new Set();
      if (this.#isAllDue) this.#noteAllDrawn();
      this.#setup.draw(what);
      this.settle();
    });
  }

  #noteAllDrawn(): void {
    this.#isAllDue = false;
    this.#allDrawnAt = performance.now();
    clearTimeout(this.#allTimer);
    this.#allTimer = undefined;
  }
}
