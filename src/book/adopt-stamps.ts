/** A device's clock never falls behind what it has seen: opening a book adopts the newest stamp in it. */
import type { Clock, Stamp } from '#kernel/stamp.ts';
import { idOfText } from '#protocol/commit.ts';

export function adoptAll(clock: Clock, texts: readonly string[]): void {
  let newest: Stamp | null = null;
  for (const text of texts) {
    const id = idOfText(text);
    if (id !== null && (newest === null || id > newest)) newest = id;
  }
  if (newest !== null) clock.adopt(newest);
}
