/** A device's clock never falls behind what it has seen: opening a book adopts the newest stamp in it. */
import type { Clock, Stamp } from '#kernel/stamp.ts';
import { idOfText } from '#protocol/commit.ts';

export function adoptAll(clock: Clock, texts: readonly string[]): void {
  let newest: Stamp | null = null;
  let newestText = '';
  // From the end: texts come in the order of their ids, so the first one that is a commit is the newest.
  for (let i = texts.length - 1; i >= 0; i--) {
    const text = texts[i]!;
    const id = text > newestText ? idOfText(text) : null;
    if (id === null || (newest !== null && id <= newest)) continue;
    newest = id;
    newestText = text;
  }
  if (newest !== null) clock.adopt(newest);
}
