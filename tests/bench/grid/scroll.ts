/** A screen's half at a time, as with a wheel that is turned fast; each step has two frames to be drawn in. */
import type { Page } from '@playwright/test';

export const SCROLL_STEPS = 60;
const STEP_PX = 400;

export function scrollThrough(page: Page): Promise<void> {
  return page.evaluate(
    async ({ steps, px }) => {
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const holder = document.querySelector('.ht_master .wtHolder')!;
      for (let i = 0; i < steps; i++) {
        holder.scrollTop += px;
        await frame();
        await frame();
      }
    },
    { steps: SCROLL_STEPS, px: STEP_PX }
  );
}
