/**
 * Shops and people as rows of the directory, which every browser reads and only the relay writes people into. Written
 * through the relay like any other commit, so that they reach all screens at once.
 */
import { keyedRowId } from '#kernel/ids.ts';
import { refuse, succeed, type Result } from '#kernel/result.ts';
import { peopleTable, shopTable } from '#modules/shops/module.ts';
import type { Person } from './accounts/people.ts';
import type { Relay } from './relay/attach-relay.ts';
import type { SeedRow } from './relay/seed-rows.ts';

export interface NewShop {
  readonly code: string;
  readonly name: string;
}

/** Who did it, and when (milliseconds since 1970, UTC). */
export interface Author {
  readonly by: string;
  readonly at: number;
}

export interface Directory {
  /** Refusal: `shop-code-form`, `shop-needs-a-name`. Codes are folded as the table folds them. */
  checkShops(shops: readonly NewShop[]): Result<readonly NewShop[]>;
  addShops(shops: readonly NewShop[], author: Author): Promise<void>;
  addPerson(person: Person, author: Author): Promise<void>;
}

export function createDirectory(relay: Pick<Relay, 'seed'>): Directory {
  return {
    checkShops,
    addShops: async (shops, author) => {
      if (shops.length > 0) await relay.seed(shops.map((shop) => rowOfShop(shop, author)));
    },
    addPerson: (person, author) => relay.seed([rowOfPerson(person, author)])
  };
}

/** The table of shops decides what a code may be: it is the declaration, this only asks it. */
function checkShops(shops: readonly NewShop[]): Result<readonly NewShop[]> {
  const { normalize, pattern } = shopTable.columns.code;
  const folded = shops.map(({ code, name }) => ({ code: normalize?.(code) ?? code, name: name.trim() }));
  const strange = folded.find(({ code }) => pattern !== undefined && !pattern.test(code));
  if (strange) return refuse('shop-code-form', { typed: strange.code });
  if (folded.some(({ name }) => name === '')) return refuse('shop-needs-a-name');
  return succeed([...new Map(folded.map((shop) => [shop.code, shop])).values()]);
}

function rowOfShop({ code, name }: NewShop, author: Author): SeedRow {
  return { table: shopTable.id, id: keyedRowId('shop', code), values: { code, name, active: true }, ...author };
}

export function rowOfPerson({ id, name, roles, shops, state }: Person, author: Author): SeedRow {
  const values = { id, name, roles: roles.join(','), shops: shops.join(','), state };
  return { table: peopleTable.id, id: keyedRowId('person', id), values, ...author };
}
