/**
 * When the grid is drawn again. Changed cells: in the next frame, however much came. What only colours them (on this
 * device, accepted, a colleague's cursor) comes several times for every typed cell, and each drawing costs as much as
 * that of the cell itself: it waits until a quarter of a second after the last drawing.
 */
const COLOURS_EVERY_MS = 250;

export class DrawPace {
  readonly #draw: () => void;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawnAt = -Infinity;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  soon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.stop();
      this.#drawnAt = performance.now();
      this.#draw();
    });
  }

  later(): void {
    if (this.#frame !== 0 || this.#timer !== undefined) return;
    const since = performance.now() - this.#drawnAt;
    if (since >= COLOURS_EVERY_MS) this.soon();
    else this.#timer = setTimeout(() => this.soon(), COLOURS_EVERY_MS - since);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#timer = undefined;
  }
}
