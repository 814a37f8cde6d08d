/**
 * What a database must do to carry an update log. Everything that makes the log trustworthy (windows, chains,
 * compaction order, verification) stands above this port, so that all adapters keep one contract by construction.
 */
import type { SessionHeads } from './update-log.ts';

export interface UpdateKey {
  readonly book: string;
  readonly session: string;
  readonly seq: number;
}

/** Immutable once written. `prev` and `hash` are hex. */
export interface UpdateRecord extends UpdateKey {
  readonly prev: string;
  readonly hash: string;
  readonly stored: Uint8Array;
}

export interface SnapshotKey {
  readonly book: string;
  /** Of the heads and the bytes, and part of the id: a changed snapshot cannot keep its name. */
  readonly hash: string;
}

export interface SnapshotLabel extends SnapshotKey {
  readonly heads: SessionHeads;
}

export interface SnapshotRecord extends SnapshotLabel {
  readonly stored: Uint8Array;
}

export interface RecordStore {
  /**
   * One durable write for all. The answer tells for each record why it was not written, or null. A throw means that
   * nothing is known: some may be there, none may be called saved.
   */
  append(records: readonly UpdateRecord[]): Promise<readonly (string | null)[]>;
  find(key: UpdateKey): Promise<UpdateRecord | null>;
  /** All live updates of the book; those that `covered` holds may be left out. */
  readUpdates(book: string, covered: SessionHeads): Promise<readonly UpdateRecord[]>;
  listSnapshots(book: string): Promise<readonly SnapshotLabel[]>;
  /** Empty where the bytes are gone. */
  readSnapshot(key: SnapshotKey): Promise<Uint8Array>;
  /** Durable when it resolves. */
  writeSnapshot(snapshot: SnapshotRecord): Promise<void>;
  erase(updates: readonly UpdateKey[], snapshots: readonly SnapshotKey[]): Promise<void>;
  eraseBook(book: string): Promise<void>;
  listBooks(): Promise<readonly string[]>;
  close(): Promise<void>;
}
