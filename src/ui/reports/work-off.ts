/** Steps of a report, 8 ms at a time: the page stays usable between them. */
import { takeBreath } from '#exchange/sheet.ts';
import type { Steps } from '#report/pace.ts';

const SLICE_MS = 8;

export interface Watched {
  readonly signal: AbortSignal;
  /** After each slice. */
  readonly tell?: () => void;
}

/** The word `dropped` where nobody wants to know any more. */
export async function workOff<T>(steps: Steps<T>, { signal, tell }: Watched): Promise<T | 'dropped'> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    tell?.();
    await takeBreath();
    if (signal.aborted) return 'dropped';
  }
}
