/**
 * Accounts: who may sign in, and who is signed in. There is no account to begin with and no default password: the first
 * start draws a code, shows it on the console, and whoever holds it makes the owner, once. Clock, random and hash come
 * in as arguments, so that a test can let 30 days pass and count how often a password was really compared.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { drawId } from '#kernel/ids.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { DocumentStore } from '#storage/document-store.ts';
import { createOneAtATime, type OneAtATime } from '../one-at-a-time.ts';
import { createFailedAttempts, type Attempt, type FailedAttempts } from './failed-attempts.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { checkPassword } from './password-rules.ts';
import { checkNewPerson, foldSignIn, openPeople, type NewPerson, type People, type Person } from './people.ts';
import { openSessions, type NewSession, type Session, type Sessions } from './sessions.ts';

export interface AccountsSetup {
  readonly documents: DocumentStore;
  readonly hasher: PasswordHasher;
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /** Numbers in [0, 1) from a source that cannot be guessed: the set-up code is drawn from it. */
  readonly random: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly onWriteFailure: (cause: unknown) => void;
  /** Somebody failed often enough to be locked out. */
  readonly onLocked: (attempt: Attempt) => void;
}

export interface PersonWithPassword extends NewPerson {
  readonly password: string;
}

export interface Owner {
  readonly name: string;
  readonly signIn: string;
  readonly password: string;
}

export interface SignIn {
  readonly signIn: string;
  readonly password: string;
  /** Of the connection. */
  readonly address: string;
}

export interface PasswordChange {
  readonly session: Session;
  readonly current: string;
  readonly password: string;
  readonly address: string;
}

export interface SignedIn extends NewSession {
  readonly person: Person;
}

/** 124 bits: nobody guesses it, so wrong codes need no lock. */
const SET_UP_CODE_LENGTH = 24;

export async function openAccounts(setup: AccountsSetup): Promise<Accounts> {
  const people = await openPeople(setup.documents, setup.random);
  const sessions = await openSessions(setup);
  // Compared with when there is no such account, so that the answer takes as long.
  const decoy = await setup.hasher.hash(drawId(SET_UP_CODE_LENGTH, setup.random));
  return new Accounts({ ...setup, people, sessions, decoy });
}

interface Parts extends AccountsSetup {
  readonly people: People;
  readonly sessions: Sessions;
  readonly decoy: string;
}

export class Accounts {
  readonly #parts: Parts;
  readonly #failures: FailedAttempts;
  readonly #inTurn: OneAtATime = createOneAtATime();
  readonly #setUpCode: string;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#failures = createFailedAttempts(parts.now);
    this.#setUpCode = drawId(SET_UP_CODE_LENGTH, parts.random);
  }

  get isSetUp(): boolean {
    return this.#parts.people.all().length > 0;
  }

  /** Null when there is an owner. */
  get setUpCode(): string | null {
    return this.isSetUp ? null : this.#setUpCode;
  }

  get people(): readonly Person[] {
    return this.#parts.people.all();
  }

  /** Creates the owner. Refusals: `already-set-up`, `wrong-set-up-code`, and those of `addPerson`. */
  setUp(owner: Owner, code: string): Promise<Result<Person>> {
    return this.#inTurn(async () => {
      if (this.isSetUp) return refuse('already-set-up');
      if (!isSameText(code, this.#setUpCode)) return refuse('wrong-set-up-code');
      return this.#add({ ...owner, roles: ['owner'], shops: ['*'] });
    });
  }

  /**
   * Refusals: `person-needs-a-name`, `sign-in-name-form`, `sign-in-name-taken`, `shop-code-form`, `password-too-short`,
   * `password-contains-name`, `password-too-weak`.
   */
  addPerson(person: PersonWithPassword): Promise<Result<Person>> {
    return this.#inTurn(() => this.#add(person));
  }

  /** Refusals: `wrong-name-or-password`, `locked` (with minutes); the same for accounts that do not exist. */
  signIn({ signIn, password, address }: SignIn): Promise<Result<SignedIn>> {
    return this.#inTurn(async () => {
      const known = this.#parts.people.findBySignIn(signIn);
      const person = known?.state === 'active' ? known : null;
      const verified = await this.#verify({ account: foldSignIn(signIn), address }, { person, password });
      if (!verified.ok) return verified;
      const begun = await this.#parts.sessions.begin(verified.value.id);
      return succeed({ ...begun, person: verified.value });
    });
  }

  /** Ends all sessions of the person and begins a new one. Refusals: those of signing in and of new passwords. */
  changePassword({ session, current, password, address }: PasswordChange): Promise<Result<SignedIn>> {
    return this.#inTurn(async () => {
      const person = this.#parts.people.find(session.user);
      const verified = await this.#verify({ account: person?.signIn ?? '', address }, { person, password: current });
      if (!verified.ok) return verified;
      const weak = checkPassword(password, { signIn: verified.value.signIn, names: [verified.value.name] });
      if (weak) return weak;
      await this.#parts.people.setPasswordHash(verified.value.id, await this.#parts.hasher.hash(password));
      await this.#parts.sessions.endAllOf(verified.value.id);
      const begun = await this.#parts.sessions.begin(verified.value.id);
      return succeed({ ...begun, person: verified.value });
    });
  }

  /** The live session of a token and its person, or null; counts as use. */
  find(token: string): { readonly session: Session; readonly person: Person } | null {
    const session = this.#parts.sessions.use(token);
    const person = session ? this.#parts.people.find(session.user) : null;
    return session && person?.state === 'active' ? { session, person } : null;
  }

  noteUse(sessionId: string): void {
    this.#parts.sessions.noteUse(sessionId);
  }

  signOut(sessionId: string): Promise<void> {
    return this.#parts.sessions.end(sessionId);
  }

  endExpiredSessions(): Promise<void> {
    return this.#parts.sessions.endExpired();
  }

  /** Sockets of an ended session must close within 5 seconds; the listener is called at once. */
  onSessionEnded(listener: (sessionId: string) => void): () => void {
    return this.#parts.sessions.onEnded(listener);
  }

  async #add({ password, ...wanted }: PersonWithPassword): Promise<Result<Person>> {
    const checked = checkNewPerson(wanted);
    if (!checked.ok) return checked;
    const { signIn, name, shops } = checked.value;
    const weak = checkPassword(password, { signIn, names: [name, ...shops] });
    if (weak) return weak;
    return this.#parts.people.add(wanted, await this.#parts.hasher.hash(password));
  }

  async #verify(
    attempt: Attempt,
    { person, password }: { readonly person: Person | null; readonly password: string }
  ): Promise<Result<Person>> {
    const waitMs = this.#failures.lockedFor(attempt);
    if (waitMs > 0) return refuse('locked', { minutes: Math.ceil(waitMs / 60_000) });
    const hash = (person && this.#parts.people.passwordHashOf(person.id)) ?? this.#parts.decoy;
    const isRight = await this.#parts.hasher.verify(hash, password);
    if (person && isRight) {
      this.#failures.forgive(attempt.account);
      return succeed(person);
    }
    if (this.#failures.add(attempt)) this.#parts.onLocked(attempt);
    return refuse('wrong-name-or-password');
  }
}

function isSameText(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(new Uint8Array(a), new Uint8Array(b));
}
