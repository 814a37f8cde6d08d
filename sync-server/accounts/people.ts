/**
 * The people who may sign in. Their hashes are here and in no book; name, roles, shops and state are also rows of the
 * directory, which every colleague reads. An id is in every commit its owner ever makes, so it never changes and is
 * never given again; it is the sign-in name where that can be part of a book's name, and drawn where it cannot.
 */
import { z } from 'zod';
import { drawId } from '#kernel/ids.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import type { DocumentStore } from '#storage/document-store.ts';

export const ROLES = ['owner', 'manager', 'clerk'] as const;
export type Role = (typeof ROLES)[number];

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly signIn: string;
  readonly roles: readonly Role[];
  /** Shop codes; `*` is every shop. */
  readonly shops: readonly string[];
  readonly state: 'active' | 'disabled';
}

export interface NewPerson {
  readonly name: string;
  readonly signIn: string;
  readonly roles: readonly Role[];
  readonly shops: readonly string[];
}

export interface People {
  all(): readonly Person[];
  find(id: string): Person | null;
  findBySignIn(signIn: string): Person | null;
  passwordHashOf(id: string): string | null;
  /** Refusals: see `checkNewPerson`. */
  add(person: NewPerson, passwordHash: string): Promise<Result<Person>>;
  setPasswordHash(id: string, passwordHash: string): Promise<void>;
}

const PREFIX = 'user!';
const SIGN_IN = /^[\p{L}\p{N}][\p{L}\p{N}._-]{1,39}$/u;
/** What a book name can carry, and never something that reads as a year or a month. */
const AS_ID = /^[a-z][a-z0-9-]{1,29}$/;
const SHOP_CODE = /^(\*|(?!\d{4}(?:-\d{2})?$)[a-z0-9][a-z0-9-]{0,39})$/;
const LONGEST_NAME = 60;

const storedPerson = z.object({
  name: z.string(),
  signIn: z.string(),
  roles: z.array(z.enum(ROLES)),
  shops: z.array(z.string()),
  state: z.enum(['active', 'disabled']),
  passwordHash: z.string()
});
type StoredPerson = z.infer<typeof storedPerson>;

/** `Ｃｈｅｎ ` and `chen` are one name: an input method and a phone's capital letter must not lock anybody out. */
export function foldSignIn(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

export async function openPeople(documents: DocumentStore, random: () => number): Promise<People> {
  const stored = new Map<string, StoredPerson>();
  for (const { id, value } of await documents.list(PREFIX))
    stored.set(id.slice(PREFIX.length), storedPerson.parse(value));

  const save = async (id: string, value: StoredPerson): Promise<void> => {
    await documents.put(PREFIX + id, value);
    stored.set(id, value);
  };
  const find = (id: string): Person | null => {
    const found = stored.get(id);
    return found ? personOf(id, found) : null;
  };
  const all = (): readonly Person[] => [...stored].map(([id, value]) => personOf(id, value));
  const findBySignIn = (signIn: string): Person | null =>
    all().find((person) => person.signIn === foldSignIn(signIn)) ?? null;
  return {
    all,
    find,
    findBySignIn,
    passwordHashOf: (id) => stored.get(id)?.passwordHash ?? null,
    add: async (person, passwordHash) => {
      const checked = checkNewPerson(person);
      if (!checked.ok) return checked;
      if (findBySignIn(person.signIn)) return refuse('sign-in-name-taken', { signIn: checked.value.signIn });
      const id = freeIdFor(checked.value.signIn, { isTaken: (wanted) => stored.has(wanted), random });
      await save(id, { ...checked.value, state: 'active', passwordHash });
      return succeed(personOf(id, { ...checked.value, state: 'active' }));
    },
    setPasswordHash: async (id, passwordHash) => {
      const known = stored.get(id);
      if (known) await save(id, { ...known, passwordHash });
    }
  };
}

type CheckedPerson = Omit<StoredPerson, 'state' | 'passwordHash'>;

/** Refusals: `person-needs-a-name`, `sign-in-name-form`, `shop-code-form`. Everything trimmed and folded. */
export function checkNewPerson({ name, signIn, roles, shops }: NewPerson): Result<CheckedPerson> {
  const trimmed = name.normalize('NFKC').trim();
  if (trimmed === '' || trimmed.length > LONGEST_NAME) return refuse('person-needs-a-name', { limit: LONGEST_NAME });
  const folded = foldSignIn(signIn);
  if (!SIGN_IN.test(folded)) return refuse('sign-in-name-form', { typed: signIn });
  const strange = shops.find((code) => !SHOP_CODE.test(code));
  if (strange !== undefined) return refuse('shop-code-form', { typed: strange });
  return succeed({ name: trimmed, signIn: folded, roles: [...new Set(roles)], shops: [...new Set(shops)] });
}

interface IdSource {
  readonly isTaken: (id: string) => boolean;
  readonly random: () => number;
}

function freeIdFor(signIn: string, { isTaken, random }: IdSource): string {
  let id = AS_ID.test(signIn) ? signIn : `u${drawId(8, random)}`;
  while (isTaken(id)) id = `u${drawId(8, random)}`;
  return id;
}

function personOf(id: string, value: Omit<StoredPerson, 'passwordHash'>): Person {
  const { name, signIn, roles, shops, state } = value;
  return { id, name, signIn, roles, shops, state };
}
