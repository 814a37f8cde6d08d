import { describe, expect, test } from 'vitest';
import type { Result } from '#kernel/result.ts';
import type { Accounts, SignedIn } from './accounts.ts';
import { OWNER, openAccountsUnderTest, openCompany } from './accounts.fixture.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ruleOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.rule);
const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.rule);
  return result.value;
};
const enter = async (accounts: Accounts): Promise<SignedIn> =>
  valueOf(await accounts.signIn({ signIn: 'laoban', password: OWNER.password, address: '10.0.0.1' }));
const failAs = (accounts: Accounts, signIn: string, address: string): Promise<Result<SignedIn>> =>
  accounts.signIn({ signIn, password: 'not-the-password', address });

describe('first start', () => {
  test('there is no account and no password to begin with, only a code', async () => {
    const { accounts } = await openAccountsUnderTest();
    expect(accounts.people).toEqual([]);
    expect(accounts.setUpCode).toMatch(/^[0-9a-z]{24}$/);
  });

  test('the owner is made once, by whoever holds the code', async () => {
    const { accounts } = await openAccountsUnderTest();
    const code = accounts.setUpCode ?? '';
    expect(ruleOf(await accounts.setUp(OWNER, 'x'.repeat(24)))).toBe('wrong-set-up-code');
    expect(ruleOf(await accounts.setUp(OWNER, ''))).toBe('wrong-set-up-code');
    const twice = await Promise.all([accounts.setUp(OWNER, code), accounts.setUp({ ...OWNER, signIn: 'thief' }, code)]);
    expect(twice.map(ruleOf)).toEqual(['ok', 'already-set-up']);
    expect(accounts.setUpCode).toBeNull();
    expect(accounts.people).toEqual([
      { id: 'laoban', name: '周老板', signIn: 'laoban', roles: ['owner'], shops: ['*'], state: 'active' }
    ]);
  });

  test('a refused owner can be corrected with the same code', async () => {
    const { accounts } = await openAccountsUnderTest();
    const code = accounts.setUpCode ?? '';
    expect(ruleOf(await accounts.setUp({ ...OWNER, password: 'short' }, code))).toBe('password-too-short');
    expect(ruleOf(await accounts.setUp({ ...OWNER, name: ' ' }, code))).toBe('person-needs-a-name');
    expect(ruleOf(await accounts.setUp(OWNER, code))).toBe('ok');
  });
});

describe('people', () => {
  const person = { name: '陈静', password: 'kq7-vm2-xw90', roles: ['clerk'], shops: ['wuchang'] } as const;

  test('a sign-in name that fits is the id, another gets a drawn one, and none is given twice', async () => {
    const { accounts } = await openCompany();
    expect(valueOf(await accounts.addPerson({ ...person, signIn: 'Chen' })).id).toBe('chen');
    expect(valueOf(await accounts.addPerson({ ...person, signIn: '静静' })).id).toMatch(/^u[0-9a-z]{8}$/);
    expect(ruleOf(await accounts.addPerson({ ...person, signIn: ' ＣＨＥＮ ' }))).toBe('sign-in-name-taken');
  });

  test.each([
    [{ signIn: 'c' }, 'sign-in-name-form'],
    [{ signIn: 'chen jing' }, 'sign-in-name-form'],
    [{ signIn: 'chen', shops: ['Wu Chang'] }, 'shop-code-form'],
    [{ signIn: 'chen', password: 'chen-kq7-vm2' }, 'password-contains-name'],
    [{ signIn: 'chen', password: 'wuchang2026' }, 'password-too-weak']
  ])('%j is refused: %s', async (change, rule) => {
    const { accounts } = await openCompany();
    expect(ruleOf(await accounts.addPerson({ ...person, ...change, signIn: change.signIn }))).toBe(rule);
  });

  test('neither password nor token is on the disk, and the hash is argon2id', async () => {
    const { accounts, texts } = await openCompany();
    const { token } = await enter(accounts);
    const disk = [...texts].flat().join('\n');
    expect(disk).not.toContain(OWNER.password);
    expect(disk).not.toContain(token);
    expect(disk).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(JSON.stringify(accounts.people)).not.toContain('argon2');
  });
});

describe('signing in', () => {
  test('the name may be typed in capitals or full width, the password in full width', async () => {
    const { accounts } = await openCompany();
    const typed = { signIn: ' ＬＡＯban ', password: 'ｔoma-ribu-sefo-47', address: 'a' };
    expect(ruleOf(await accounts.signIn(typed))).toBe('ok');
  });

  test('a wrong name and a wrong password get the same answer after the same work', async () => {
    const { accounts, comparisons } = await openCompany();
    const wrongPassword = await failAs(accounts, 'laoban', 'a');
    const work = comparisons.count;
    expect(await failAs(accounts, 'nobody', 'a')).toEqual(wrongPassword);
    expect([work, comparisons.count]).toEqual([1, 2]);
  });

  test('five failures close the account for 15 minutes, from every address', async () => {
    const { accounts, clock, locked } = await openCompany();
    for (let i = 0; i < 5; i++)
      expect(ruleOf(await failAs(accounts, 'laoban', `10.0.0.${i}`))).toBe('wrong-name-or-password');
    const right = { signIn: 'laoban', password: OWNER.password, address: '10.0.0.99' };
    expect(await accounts.signIn(right)).toMatchObject({ rule: 'locked', values: { minutes: 15 } });
    expect(locked).toEqual(['laoban 10.0.0.4']);
    clock.at += 15 * MINUTE - 1;
    expect(await accounts.signIn(right)).toMatchObject({ rule: 'locked', values: { minutes: 1 } });
    clock.at += 1;
    expect(ruleOf(await accounts.signIn(right))).toBe('ok');
  });

  test('an account that does not exist is closed in the same way', async () => {
    const { accounts } = await openCompany();
    const answers: unknown[] = [[], []];
    for (const [index, name] of ['laoban', 'nobody'].entries()) {
      const given: unknown[] = [];
      for (let i = 0; i < 6; i++) given.push(await failAs(accounts, name, `10.0.${index}.${i}`));
      answers[index] = given;
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]).toMatchObject([{}, {}, {}, {}, {}, { rule: 'locked' }]);
  });

  test('five failures from one address close it for every account, and no other address', async () => {
    const { accounts, comparisons } = await openCompany();
    for (let i = 0; i < 5; i++) await failAs(accounts, `guess${i}`, '10.0.0.1');
    const before = comparisons.count;
    const right = { signIn: 'laoban', password: OWNER.password };
    expect(ruleOf(await accounts.signIn({ ...right, address: '10.0.0.1' }))).toBe('locked');
    expect(comparisons.count).toBe(before);
    expect(ruleOf(await accounts.signIn({ ...right, address: '10.0.0.2' }))).toBe('ok');
  });

  test('guesses sent at once count one by one', async () => {
    const { accounts } = await openCompany();
    const answers = await Promise.all(Array.from({ length: 8 }, () => failAs(accounts, 'laoban', 'a')));
    expect(answers.map(ruleOf).filter((rule) => rule === 'locked')).toHaveLength(3);
  });

  test('failures a quarter of an hour ago, and those before a success, are forgotten', async () => {
    const { accounts, clock } = await openCompany();
    for (let i = 0; i < 4; i++) await failAs(accounts, 'laoban', '10.0.0.1');
    await enter(accounts);
    for (let i = 0; i < 4; i++) await failAs(accounts, 'laoban', '10.0.0.1');
    clock.at += 15 * MINUTE;
    expect(ruleOf(await failAs(accounts, 'laoban', '10.0.0.1'))).toBe('wrong-name-or-password');
    expect((await enter(accounts)).person.id).toBe('laoban');
  });
});

describe('sessions', () => {
  test('each sign-in has a token of 256 bits of its own', async () => {
    const { accounts } = await openCompany();
    const tokens = [await enter(accounts), await enter(accounts)].map(({ token }) => token);
    expect(new Set(tokens).size).toBe(2);
    expect(Buffer.from(tokens[0] ?? '', 'base64url')).toHaveLength(32);
    expect(accounts.find(tokens[0] ?? '')?.person.name).toBe('周老板');
    expect(accounts.find('A'.repeat(43))).toBeNull();
  });

  test('a session outlives a restart, and ends with sign-out for good', async () => {
    const { accounts, restart, ended } = await openCompany();
    const { token, session } = await enter(accounts);
    const next = await restart();
    expect(next.find(token)?.person.id).toBe('laoban');
    await next.signOut(session.id);
    expect(next.find(token)).toBeNull();
    expect(ended).toEqual([session.id]);
    expect((await restart()).find(token)).toBeNull();
  });

  test('12 hours without use end it, use puts that off, 30 days end it anyway', async () => {
    const { accounts, clock } = await openCompany();
    const idle = await enter(accounts);
    clock.at += 12 * HOUR - 1;
    expect(accounts.find(idle.token)).not.toBeNull();
    clock.at += 12 * HOUR;
    expect(accounts.find(idle.token)).toBeNull();

    const busy = await enter(accounts);
    const begun = clock.at;
    while (clock.at + 11 * HOUR < begun + 30 * DAY) {
      clock.at += 11 * HOUR;
      expect(accounts.find(busy.token)).not.toBeNull();
    }
    clock.at = begun + 30 * DAY;
    expect(accounts.find(busy.token)).toBeNull();
  });

  test('work over a socket is use', async () => {
    const { accounts, clock } = await openCompany();
    const { token, session } = await enter(accounts);
    clock.at += 11 * HOUR;
    accounts.noteUse(session.id);
    clock.at += 11 * HOUR;
    expect(accounts.find(token)).not.toBeNull();
  });

  test('an expired session tells its sockets at the next sweep, and one of a day ago is gone at the next start', async () => {
    const { accounts, clock, ended, restart, texts } = await openCompany();
    const first = await enter(accounts);
    clock.at += 12 * HOUR;
    await accounts.endExpiredSessions();
    expect(ended).toEqual([first.session.id]);
    await enter(accounts);
    clock.at += DAY;
    await restart();
    expect([...texts.keys()].filter((id) => id.startsWith('session!'))).toEqual([]);
  });

  test('a new password ends every session of the person, others stay, and only the new one signs in', async () => {
    const { accounts, ended } = await openCompany();
    const chen = { name: '陈静', signIn: 'chen', password: 'kq7-vm2-xw90', roles: ['clerk'], shops: [] } as const;
    await accounts.addPerson(chen);
    const other = valueOf(await accounts.signIn({ ...chen, address: 'b' }));
    const [here, elsewhere] = [await enter(accounts), await enter(accounts)];
    const change = { session: here.session, current: OWNER.password, password: 'vemo-hiku-radi-62', address: 'a' };
    expect(ruleOf(await accounts.changePassword({ ...change, current: 'wrong' }))).toBe('wrong-name-or-password');
    expect(ruleOf(await accounts.changePassword({ ...change, password: 'laoban-62-vem' }))).toBe(
      'password-contains-name'
    );
    expect(ended).toEqual([]);
    const changed = valueOf(await accounts.changePassword(change));
    expect(new Set(ended)).toEqual(new Set([here.session.id, elsewhere.session.id]));
    expect(accounts.find(here.token)).toBeNull();
    expect(accounts.find(changed.token)?.person.id).toBe('laoban');
    expect(accounts.find(other.token)?.person.id).toBe('chen');
    const old = { signIn: 'laoban', password: OWNER.password, address: 'a' };
    expect(ruleOf(await accounts.signIn(old))).toBe('wrong-name-or-password');
    expect(ruleOf(await accounts.signIn({ ...old, password: change.password }))).toBe('ok');
  });
});
