/**
 * Fills an empty server with the demo company: its people with drawn passwords, then half a year of trade, each row in
 * the name of somebody who would have written it. Only ever into an empty folder: nobody's real books get demo stock.
 */
import { localDateAt } from '#kernel/local-date.ts';
import { assert } from '#kernel/result.ts';
import { createDemo } from '#modules/demo.ts';
import type { DemoRow } from '#modules/demo-row.ts';
import { shopCodeOf } from '#schema/book-name.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { NewPerson } from '../accounts/people.ts';
import type { Server } from '../open-server.ts';
import type { SeedRow } from '../relay/seed-rows.ts';
import { StartFault } from '../start-fault.ts';
import { drawReadablePassword } from './readable-password.ts';
import { textTable } from './text-table.ts';

export interface DemoSetup {
  readonly now: () => number;
  /** Numbers in [0, 1) that cannot be guessed. */
  readonly random: () => number;
}

const MADE = 'demo!made';
const SEED = 7;
/** Rows of the demo begin with it; no device of a person can have this id. */
const WRITER = 'demodev1.demoses1';
const OWNER = 'laoban';

const PEOPLE: readonly NewPerson[] = [
  { signIn: OWNER, name: '周老板', roles: ['owner'], shops: ['*'] },
  { signIn: 'chen', name: '陈静', roles: ['manager'], shops: ['wuchang'] },
  { signIn: 'liu', name: '刘洋', roles: ['manager'], shops: ['hankou'] },
  { signIn: 'wang', name: '王芳', roles: ['manager'], shops: ['guanggu'] },
  { signIn: 'huang', name: '黄小雨', roles: ['clerk'], shops: ['wuchang'] },
  { signIn: 'zhao', name: '赵磊', roles: ['clerk'], shops: ['hankou'] },
  { signIn: 'sun', name: '孙倩', roles: ['clerk'], shops: ['guanggu'] }
];
const ROLE_NAMES = { owner: '店主 owner', manager: '店长 manager', clerk: '店员 clerk' } as const;

/** Lines for the console. Throws `StartFault` for a folder that holds something else. */
export async function fillWithDemo(server: Server, setup: DemoSetup): Promise<readonly string[]> {
  if ((await server.documents.get(MADE)) !== null)
    return [
      '  这个文件夹已有演示数据，登录密码在第一次启动时显示过。',
      '  The demo is in this folder already; its sign-ins were shown at its first start.',
      ''
    ];
  if (server.accounts.isSetUp || server.relay.summary().books > 0)
    throw new StartFault({
      zh: '这个文件夹里已有别的数据，演示数据不会写进去。请指定一个空文件夹。',
      en: 'This folder holds other data, and the demo does not write into it. Name an empty folder.'
    });
  const passwords = await addPeople(server, setup);
  await server.relay.seed(seedRowsOf(setup.now()));
  for (const person of server.accounts.people) await server.directory.addPerson(person, { by: OWNER, at: setup.now() });
  await server.documents.put(MADE, true);
  return signInLines(passwords);
}

type PasswordBySignIn = ReadonlyMap<string, string>;

async function addPeople({ accounts }: Pick<Server, 'accounts'>, { random }: DemoSetup): Promise<PasswordBySignIn> {
  const passwords = new Map<string, string>();
  for (const person of PEOPLE) passwords.set(person.signIn, await addPerson(accounts, { person, random }));
  return passwords;
}

interface DemoPerson {
  readonly person: NewPerson;
  readonly random: () => number;
}

/** Three drawn words can happen to be one that everybody guesses: then others are drawn. */
async function addPerson(accounts: Accounts, { person, random }: DemoPerson): Promise<string> {
  for (;;) {
    const password = drawReadablePassword(random);
    const added = await accounts.addPerson({ ...person, password });
    if (added.ok) return password;
    assert(added.rule.startsWith('password-'), `A demo account was refused: ${added.rule}.`);
  }
}

function* seedRowsOf(now: number): IterableIterator<SeedRow> {
  const { rows } = createDemo({ seed: SEED, until: localDateAt(now), writer: WRITER });
  for (const row of rows) {
    const { table, id, values } = row;
    yield { table, id, values, by: authorOf(row), at: Math.min(now, openingTimeOf(row)) };
  }
}

function openingTimeOf({ on }: DemoRow): number {
  return Date.parse(`${on}T09:00:00+08:00`);
}

/** The clerk of the shop that the row is about, the owner where it is about the chain. */
function authorOf({ values }: DemoRow): string {
  const shop = values['shop'];
  const clerk = PEOPLE.find(
    ({ roles, shops }) => roles.includes('clerk') && typeof shop === 'string' && shops.includes(shopCodeOf(shop))
  );
  return clerk?.signIn ?? OWNER;
}

function signInLines(passwords: PasswordBySignIn): string[] {
  const rows = PEOPLE.map(({ signIn, name, roles, shops }) => [
    signIn,
    passwords.get(signIn) ?? '',
    name,
    roles.map((role) => ROLE_NAMES[role]).join(', '),
    shops.join(', ')
  ]);
  const heading = ['登录名 sign-in', '密码 password', '姓名 name', '角色 role', '门店 shop'];
  return [...textTable([heading, ...rows]).map((line) => `  ${line}`), ''];
}
