/**
 * Five wrong passwords within a quarter of an hour close an account, and an address, for a quarter of an hour.
 *
 * Accounts that do not exist are closed in the same way, or the lock would tell which ones do. Who signs in at last has
 * their own mistakes forgiven, at their address too: a shop of six behind one router must not be shut out by six honest
 * typing errors. Kept in memory: guessers cannot restart the server, and a store of theirs would only fill the disk.
 */
export const MOST_FAILURES = 5;
export const LOCK_MS = 15 * 60_000;

export interface Attempt {
  readonly account: string;
  readonly address: string;
}

interface Failure extends Attempt {
  readonly at: number;
}

export interface FailedAttempts {
  /** Milliseconds until the next try is allowed; 0 when it is now. */
  lockedFor(attempt: Attempt): number;
  /** Counts a failure; true when it was the one that closed something. */
  add(attempt: Attempt): boolean;
  forgive(account: string): void;
}

export function createFailedAttempts(now: () => number): FailedAttempts {
  let failures: Failure[] = [];
  const lockedUntil = new Map<string, number>();
  const keysOf = ({ account, address }: Attempt): readonly string[] => [`account ${account}`, `address ${address}`];

  const forget = (): void => {
    const time = now();
    failures = failures.filter(({ at }) => at > time - LOCK_MS);
    for (const [key, until] of lockedUntil) if (until <= time) lockedUntil.delete(key);
  };
  return {
    lockedFor(attempt) {
      forget();
      const until = Math.max(...keysOf(attempt).map((key) => lockedUntil.get(key) ?? 0));
      return Math.max(0, until - now());
    },
    add(attempt) {
      forget();
      failures.push({ ...attempt, at: now() });
      const full = keysOf(attempt).filter(
        (key) => failures.filter((failure) => keysOf(failure).includes(key)).length >= MOST_FAILURES
      );
      for (const key of full) lockedUntil.set(key, now() + LOCK_MS);
      return full.length > 0;
    },
    forgive(account) {
      failures = failures.filter((failure) => failure.account !== account);
    }
  };
}
