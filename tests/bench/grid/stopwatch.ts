/** Time in the page's own clock: from a real key, click or input to the frame that shows what came of it. */
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    lastInputAt: number;
    longTasks: number[];
  }
}

/** What to look for: the first element by a selector whose text matches. */
export interface Sight {
  readonly selector: string;
  readonly pattern: string;
}

/** `performance.now()` of the page when the first frame with that sight was on the screen. */
export function paintedWhen(page: Page, sight: Sight): Promise<number> {
  return page.evaluate(
    ({ selector, pattern }) =>
      new Promise<number>((resolve) => {
        const wanted = new RegExp(pattern);
        const look = (): void => {
          const isThere = [...document.querySelectorAll(selector)].some((found) =>
            wanted.test(found.textContent ?? '')
          );
          if (!isThere) return void requestAnimationFrame(look);
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now());
            port2.postMessage(null);
          });
        };
        look();
      }),
    sight
  );
}

/** Remembers when keys, clicks and inputs happened, by the browser's own stamp: time in its queue counts. */
export async function watchInput(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const type of ['keydown', 'pointerdown', 'input'])
      window.addEventListener(type, (event) => void (window.lastInputAt = event.timeStamp), { capture: true });
  });
}

/** ms from the last key, click or input of `act` to the frame that shows `sight`. */
export async function timeInput(page: Page, sight: Sight, act: () => Promise<unknown>): Promise<number> {
  const painted = paintedWhen(page, sight);
  await act();
  return (await painted) - (await page.evaluate(() => window.lastInputAt));
}

/** ms from a call in the page, which the page itself stamps, to the frame that shows `sight`. */
export async function timeCall(page: Page, sight: Sight, call: () => Promise<number>): Promise<number> {
  const painted = paintedWhen(page, sight);
  const start = await call();
  return (await painted) - start;
}

/** Longer than a blink of an eye is long: what somebody feels under their hands. */
const LONG_MS = 100;

export interface LongTasks {
  readonly count: number;
  /** ms, 0 where there was none. */
  readonly longest: number;
}

export async function longTasksDuring(page: Page, work: () => Promise<unknown>): Promise<LongTasks> {
  await page.evaluate(() => {
    window.longTasks = [];
    new PerformanceObserver((list) =>
      window.longTasks.push(...list.getEntries().map(({ duration }) => duration))
    ).observe({ type: 'longtask' });
  });
  await work();
  const tasks = (await page.evaluate(() => window.longTasks)).filter((duration) => duration > LONG_MS);
  return { count: tasks.length, longest: Math.max(0, ...tasks) };
}
