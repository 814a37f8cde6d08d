/**
 * Feeds: `<device>.<session>/<n>`, written by that session alone; `pack/<stamp>`, written by the relay alone. One parser
 * for both, since one device id may be the beginning of another.
 */
import { DEVICE_WIDTH, SESSION_WIDTH, type DeviceId, type SessionId } from '#kernel/stamp.ts';

/** A merge of runs copies the neighbouring array (`arr.concat` in Yjs), so an endless feed would be quadratic. */
export const COMMITS_PER_FEED = 512;

export interface WriterFeed {
  readonly kind: 'writer';
  readonly device: DeviceId;
  readonly session: SessionId;
  readonly part: number;
}

export interface PackFeed {
  readonly kind: 'pack';
}

const WRITER = new RegExp(`^([0-9a-z]{${DEVICE_WIDTH}})\\.([0-9a-z]{${SESSION_WIDTH}})/(\\d{1,6})$`);

export function parseFeedName(name: string): WriterFeed | PackFeed | null {
  if (name.startsWith('pack/')) return { kind: 'pack' };
  const match = WRITER.exec(name);
  return match ? { kind: 'writer', device: match[1]!, session: match[2]!, part: Number(match[3]) } : null;
}

export function feedName(writer: string, part: number): string {
  return `${writer}/${part}`;
}
