import type { BookChannel } from './epoch.ts';

/**
 * What browser and relay say to each other besides y-protocols' sync and awareness. Payloads are JSON text: small, rare,
 * and readable in a log. One socket carries many books; every frame begins with the channel it belongs to.
 *
 * Frame: varUint kind, then
 *   OPEN   varUint channel, varString name (book name with epoch, or `presence`)
 *   CLOSE  varUint channel, varUint code, varString reason
 *   DATA   varUint channel, bytes of one y-websocket message
 *   HELLO  varString JSON of Hello            (browser → relay, first frame)
 *   WELCOME varString JSON of Welcome         (relay → browser)
 *   ALIVE  nothing                            (relay → browser; the browser's watch on a silent line)
 *   BOOKS  varString JSON of BookChannel[]    (relay → browser; books that came to be since the welcome)
 */
export const FRAME = { OPEN: 0, CLOSE: 1, DATA: 2, HELLO: 3, WELCOME: 4, ALIVE: 5, BOOKS: 6 } as const;

/**
 * y-websocket message types in use; 0 to 3 are y-protocols' own. KEEP_ALIVE never travels: the shared socket hands it to
 * each of its channels, whose provider would otherwise take silence for a dead line.
 */
export const MESSAGE = {
  SYNC: 0,
  AWARENESS: 1,
  QUERY_AWARENESS: 3,
  VERDICTS: 100,
  ASK: 101,
  DIGEST: 102,
  KEEP_ALIVE: 103
} as const;

export const PRESENCE_CHANNEL = 'presence';

export interface Hello {
  readonly protocol: number;
  readonly device: string;
  /** The session that speaks. */
  readonly current: SessionBinding;
  /** Earlier sessions of this person on this device: their work may still be unsent, and is theirs to send. */
  readonly earlier: readonly SessionBinding[];
  /** The device's clock, milliseconds since 1970, UTC. */
  readonly now: number;
}

export interface SessionBinding {
  readonly session: string;
  /** Yjs client id of the session, up to 53 bits. */
  readonly client: number;
}

export interface Welcome {
  readonly user: string;
  readonly userName: string;
  readonly now: number;
  readonly version: string;
  /** All books there are, with their epochs. */
  readonly books: readonly BookChannel[];
}

export type Verdict = 'accepted' | 'refused' | 'not-stored';

/** The relay's answer about one commit, said only after the durable write. */
export interface Answer {
  readonly id: string;
  /** sha256 of the commit's text, hex: an answer about other text does not count. */
  readonly hash: string;
  readonly verdict: Verdict;
  readonly rule?: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly cell?: { readonly table: string; readonly row: string; readonly column: string };
}

export interface Answers {
  readonly epoch: number;
  readonly answers: readonly Answer[];
}

/** The browser asks what became of commits whose answer it never heard. */
export interface Ask {
  readonly commits: readonly { readonly id: string; readonly hash: string }[];
}

/** Sum of the hashes of all commits of the book, see kernel/digest. */
export interface DigestMessage {
  readonly digest: string;
}

export const PROTOCOL_VERSION = 1;
