/**
 * argon2id with the parameters OWASP names as the least for it (19 MiB, 2 passes, 1 lane): about 30 ms here, and memory
 * that makes a guesser's graphics card useless. A port of its own, so that a test can count how often it is asked.
 */
import { hash, verify, type Algorithm } from '@node-rs/argon2';
import { canonicalPassword } from './password-rules.ts';

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(hashed: string, password: string): Promise<boolean>;
}

/** The package declares it as a `const enum`, which a module compiled by itself cannot read: 2 is argon2id. */
const ARGON2ID = 2 as Algorithm;

const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const argon2Hasher: PasswordHasher = {
  hash: (password) => hash(canonicalPassword(password), OPTIONS),
  verify: (hashed, password) => verify(hashed, canonicalPassword(password))
};
