/** Accounts over memory with a clock that the test moves, and a count of how often a password was really compared. */
import { randomBytes } from 'node:crypto';
import { createMemoryDocuments } from '#storage/memory-documents.ts';
import { openAccounts, type Accounts, type Owner } from './accounts.ts';
import { argon2Hasher, type PasswordHasher } from './password-hasher.ts';

export const OWNER: Owner = { name: '周老板', signIn: 'laoban', password: 'toma-ribu-sefo-47' };

export interface AccountsUnderTest {
  readonly accounts: Accounts;
  readonly clock: { at: number };
  readonly comparisons: { count: number };
  readonly ended: string[];
  readonly locked: string[];
  /** What the disk holds. */
  readonly texts: Map<string, string>;
  /** The same disk under a new process. */
  restart(): Promise<Accounts>;
}

export async function openAccountsUnderTest(): Promise<AccountsUnderTest> {
  const clock = { at: Date.parse('2026-11-24T09:00:00+08:00') };
  const comparisons = { count: 0 };
  const texts = new Map<string, string>();
  const locked: string[] = [];
  const ended: string[] = [];
  const hasher: PasswordHasher = {
    hash: argon2Hasher.hash,
    verify: (hashed, password) => {
      comparisons.count++;
      return argon2Hasher.verify(hashed, password);
    }
  };
  const open = async (): Promise<Accounts> => {
    const accounts = await openAccounts({
      documents: createMemoryDocuments(texts),
      hasher,
      now: () => clock.at,
      random: () => randomBytes(4).readUInt32LE() / 2 ** 32,
      randomBytes: (count) => new Uint8Array(randomBytes(count)),
      onWriteFailure: (cause) => {
        throw cause;
      },
      onLocked: ({ account, address }) => locked.push(`${account} ${address}`)
    });
    accounts.onSessionEnded((id) => ended.push(id));
    return accounts;
  };
  return { accounts: await open(), clock, comparisons, ended, locked, texts, restart: open };
}

/** With the owner made. */
export async function openCompany(): Promise<AccountsUnderTest> {
  const under = await openAccountsUnderTest();
  const made = await under.accounts.setUp(OWNER, under.accounts.setUpCode ?? '');
  if (!made.ok) throw new Error(made.rule);
  return under;
}
