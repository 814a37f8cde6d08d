/**
 * The update log: the only place where an edit survives the process that made it.
 *
 * A log holds, per book, opaque updates in the order each session wrote them, and now and then a snapshot that stands
 * for all before it. What an update means is known outside; merging and snapshotting come in as functions, so that
 * this room needs no CRDT. Stores lose records silently (a LevelDB log cut by 30 bytes opens without a word), so every
 * session's updates form a hash chain that is verified at every load (rule 18): damage is named, never skipped.
 */

/** How far one session's chain goes. `seq` counts from 1; `hash` is hex sha-256 over the previous hash and the bytes. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export type SessionHeads = ReadonlyMap<string, ChainHead>;

export interface LoadedBook {
  readonly snapshot: Uint8Array | null;
  /** Everything the snapshot does not hold, each session's in its order. */
  readonly updates: readonly Uint8Array[];
  readonly heads: SessionHeads;
}

/**
 * `hole`: updates are missing before one that is there. `altered`: bytes are not those that were written (session
 * `snapshot` when it is a snapshot). `behind-head`: the end is missing, which only a head kept elsewhere can tell.
 */
export type DamageKind = 'hole' | 'altered' | 'behind-head';

export interface Damage {
  readonly book: string;
  readonly session: string;
  /** The first update that is missing or altered; 0 for a snapshot. */
  readonly seq: number;
  readonly kind: DamageKind;
}

/**
 * Thrown rather than returned: a caller that forgets to look must not go on with half a book. One that wants to save
 * what can be saved takes `intact`, fills the rest from peers or a backup, and writes the whole with `replace`.
 */
export class IntegrityFault extends Error {
  readonly book: string;
  readonly session: string;
  readonly seq: number;
  readonly kind: DamageKind;
  readonly damages: readonly Damage[];
  readonly intact: LoadedBook;

  constructor(first: Damage, damages: readonly Damage[], intact: LoadedBook) {
    super(`The stored log of book ${first.book} is damaged: ${first.kind} at ${first.session} ${first.seq}.`);
    this.name = 'IntegrityFault';
    this.book = first.book;
    this.session = first.session;
    this.seq = first.seq;
    this.kind = first.kind;
    this.damages = damages;
    this.intact = intact;
  }
}

export interface UpdateLog {
  /** Resolves when the update is durably written. Updates that come within one window are merged into one record. */
  append(book: string, update: Uint8Array): Promise<void>;
  /** Writes what waits now, without waiting for the window; rejects if that write failed. */
  flush(): Promise<void>;
  /** Throws `IntegrityFault`. */
  load(book: string): Promise<LoadedBook>;
  /** Whether enough has gathered since the snapshot to be worth a new one; ask at idle. */
  shouldCompact(book: string): boolean;
  /** A new snapshot first, then exactly what it covers is deleted. Throws `IntegrityFault` and touches nothing. */
  compact(book: string): Promise<void>;
  /** `state` instead of all that is stored, damaged or not; for repair after an `IntegrityFault`. */
  replace(book: string, state: Uint8Array): Promise<void>;
  list(): Promise<readonly string[]>;
  /** Wipes a book: a reading right was lost, or a new epoch began. */
  remove(book: string): Promise<void>;
  /** Flushes, then releases the store. */
  close(): Promise<void>;
}

/** What the log must know of updates, given by whoever knows the CRDT. */
export interface UpdateCodec {
  merge(updates: readonly Uint8Array[]): Uint8Array;
  /** One compact state out of a snapshot and the updates after it. */
  snapshot(updates: readonly Uint8Array[]): Uint8Array;
}

/** Encryption at rest. `format` is the first byte of what it sealed; 1 is taken by plain bytes. */
export interface Sealing {
  readonly format: number;
  seal(bytes: Uint8Array): Promise<Uint8Array>;
  open(bytes: Uint8Array): Promise<Uint8Array>;
}

export interface LogOptions {
  /** Fresh at every start: two writers under one session would write one chain twice. */
  readonly session: string;
  readonly codec: UpdateCodec;
  readonly windowMs: number;
  readonly sealing?: Sealing;
  /** Runs something after some time and returns how to call it off; `setTimeout` unless a simulation has its own. */
  readonly after?: (ms: number, run: () => void) => () => void;
}
