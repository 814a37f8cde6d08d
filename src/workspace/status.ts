/** What the bar at the top says about saving. It is a sentence made of these numbers; it never lies and never nags. */
import { CLOSE } from '#protocol/close-codes.ts';

export interface SaveStatus {
  /** `stopped`: the relay will not let this session go on, e.g. the sign-in has expired; work goes on locally. */
  readonly line: 'online' | 'connecting' | 'offline' | 'stopped';
  /** Name of the close code that stopped the line. */
  readonly stopReason: string | null;
  /** Commits made here that the relay has not accepted yet. */
  readonly waiting: number;
  /** Of these, how many are not even on this device yet. */
  readonly saving: number;
  /** When the oldest of them was made, ms since 1970, UTC. */
  readonly since: number | null;
  readonly refused: number;
  readonly lastAcceptedAt: number | null;
  /** When all open books were last found equal to the relay's, by digest. */
  readonly agreedAt: number | null;
  /** Books whose digest differed twice in a row with nothing waiting. */
  readonly disagreeing: readonly string[];
}

/** The relay will hear this session again once its person has signed in. */
export function isSignInNeeded({ line, stopReason }: SaveStatus): boolean {
  return line === 'stopped' && stopReason === CLOSE.signInNeeded.name;
}

/** A colleague who is here now. Passed on by the relay, never stored. */
export interface Colleague {
  /** One tab of one device. */
  readonly client: number;
  readonly user: string;
  readonly name: string;
  readonly place: Place;
}

export interface Place {
  /** Shop row id on that person's screen. */
  readonly shop: string | null;
  /** `module.page` */
  readonly page: string | null;
  readonly row: string | null;
  readonly column: string | null;
}

/** The line to the relay as the screens see it. */
export interface Line {
  status(): SaveStatus;
  colleagues(): readonly Colleague[];
  setPlace(place: Place): void;
  onChange(listener: () => void): () => void;
  /** Asks for a connection now instead of at the end of the back-off. */
  retry(): void;
  close(): void;
}
