/**
 * A second place for the heads of the chains, outside the database: a log that lost its end, or everything, is
 * consistent in itself, and only somebody who remembers how far it went can tell (rule 18).
 */
import type { ChainHead, SessionHeads } from './update-log.ts';

export interface AdvancedHead {
  readonly book: string;
  readonly session: string;
  readonly head: ChainHead;
}

export interface HeadKeeper {
  headsOf(book: string): SessionHeads;
  listBooks(): readonly string[];
  /** Called after the log itself is durable, so that a crash in between never looks like a loss. */
  advance(heads: readonly AdvancedHead[]): Promise<void>;
  /** Forgets the sessions of the book that are not named; none named forgets the book. */
  retain(book: string, sessions: ReadonlySet<string>): Promise<void>;
  close(): Promise<void>;
}
