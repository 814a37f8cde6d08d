/** Bounds the relay holds every connection to, and the browser keeps within (protocol 4, 5; reliability). */
export const LIMITS = {
  /** A frame of one book; a larger sync answer goes in several. */
  maxFrameBytes: 16_000_000,
  maxStructsPerFrame: 10_000,
  maxBooksPerSocket: 500,
  maxSocketsPerAddress: 200,
  maxBufferedBytes: 8_000_000,
  maxPresenceBytes: 2_048,
  /** Text of one commit. */
  maxCommitCharacters: 4_000_000,
  maxCommitCells: 50_000,
  maxNamedStampsPerCell: 64,
  /** Broadcasts of one book are gathered for this long and sent as one update. */
  broadcastWindowMs: 25,
  /** Appends to the update log wait at most this long for company before one durable write. */
  durableWindowMs: 10,
  /** The browser batches its local writes within this. */
  localWindowMs: 80,
  aliveEveryMs: 15_000
} as const;
