/** The people of a test around one relay: honest ones, hostile ones, and those who watch. */
import { expect } from 'vitest';
import type { Commit } from '#protocol/commit.ts';
import { addItem, newAuthor, toText, type Author, type TestRelay } from './hostile-relay.ts';
import { RawPeer } from './raw-peer.ts';

export class HostileShop {
  readonly peers: RawPeer[] = [];
  /** Asked anew each time: a test may start the relay again. */
  readonly #relay: () => TestRelay;

  constructor(relay: () => TestRelay) {
    this.#relay = relay;
  }

  async join(user: string, author: Author = newAuthor(user, () => this.#relay().nowMs)): Promise<RawPeer> {
    const peer = await RawPeer.open(this.#relay().url, author);
    this.keep(peer);
    return peer;
  }

  /** To be closed at the end. */
  keep(peer: RawPeer): void {
    this.peers.push(peer);
  }

  close(): void {
    for (const peer of this.peers) peer.close();
  }
}

/** An honest commit goes through and reaches the colleague: whatever happened before, work goes on. */
export async function expectWorkGoesOn(peer: RawPeer, colleague: RawPeer): Promise<void> {
  const text = toText(addItem(peer.author, 'honest'));
  const [answer] = await peer.append(text);
  expect(answer).toMatchObject({ verdict: 'accepted' });
  await colleague.until('the honest commit', () => colleague.hasHeard(text));
}

/** The rule by which a text was refused, or `accepted`. */
export async function refusalOf(peer: RawPeer, commit: Commit | string): Promise<string | undefined> {
  const [answer] = await peer.append(typeof commit === 'string' ? commit : toText(commit));
  return answer?.verdict === 'refused' ? answer.rule : answer?.verdict;
}
