import { afterEach, beforeEach, expect, test } from 'vitest';
import { OWNER } from '../accounts/accounts.fixture.ts';
import { cookieOf, ruleOf, startApp, type RunningApp } from './running-app.fixture.ts';

let app: RunningApp;
beforeEach(async () => void (app = await startApp()));
afterEach(() => app.close());

const signIn = (body: unknown, headers = {}): Promise<Response> =>
  app.call('/api/session', { method: 'POST', body, headers });
const right = { signIn: OWNER.signIn, password: OWNER.password };

test('the set-up page makes the owner and the shops once, and signs the owner in', async () => {
  const code = app.accounts.setUpCode;
  const shops = [{ code: ' WuChang ', name: '武昌店' }];
  expect(await (await app.call('/api/settings')).json()).toMatchObject({ setUp: false });
  const made = await app.call('/api/setup', { method: 'POST', body: { ...OWNER, code, shops } });
  expect([made.status, await made.json()]).toEqual([
    201,
    { user: 'laoban', name: '周老板', roles: ['owner'], shops: ['*'] }
  ]);
  const who = await app.call('/api/session', { headers: { cookie: cookieOf(made) } });
  expect(await who.json()).toMatchObject({ user: 'laoban' });
  expect(await (await app.call('/api/settings')).json()).toMatchObject({ setUp: true });
  const again = await app.call('/api/setup', { method: 'POST', body: { ...OWNER, code } });
  expect([again.status, await ruleOf(again)]).toEqual([409, 'already-set-up']);
  const at = app.clock.at;
  expect(app.rows).toEqual([
    {
      table: 'shops.shops',
      id: 'shop:wuchang',
      values: { code: 'wuchang', name: '武昌店', active: true },
      by: 'laoban',
      at
    },
    {
      table: 'shops.people',
      id: 'person:laoban',
      values: { id: 'laoban', name: '周老板', roles: 'owner', shops: '*', state: 'active' },
      by: 'laoban',
      at
    }
  ]);
});

test('a wrong code makes nobody, and a wrong shop code does not use up the set-up', async () => {
  const wrong = await app.call('/api/setup', { method: 'POST', body: { ...OWNER, code: 'guess' } });
  expect([wrong.status, await ruleOf(wrong)]).toEqual([403, 'wrong-set-up-code']);
  const body = { ...OWNER, code: app.accounts.setUpCode, shops: [{ code: '武昌', name: '武昌店' }] };
  const shop = await app.call('/api/setup', { method: 'POST', body });
  expect([shop.status, await ruleOf(shop)]).toEqual([422, 'shop-code-form']);
  expect([app.accounts.isSetUp, app.rows]).toEqual([false, []]);
});

test('before the set-up nobody can sign in, and the answer says why', async () => {
  const reply = await signIn(right);
  expect([reply.status, await ruleOf(reply)]).toEqual([409, 'not-set-up']);
});

test('signing in sets a cookie that scripts cannot read and other sites cannot send', async () => {
  await app.setUp();
  const reply = await signIn(right);
  const [value, ...flags] = (reply.headers.get('set-cookie') ?? '').split('; ');
  expect(value).toMatch(/^lensbook_session=[\w-]{43}$/);
  expect(flags).toEqual(['Path=/', 'Max-Age=2592000', 'HttpOnly', 'SameSite=Strict']);
  expect(await reply.json()).toEqual({ user: 'laoban', name: '周老板', roles: ['owner'], shops: ['*'] });
});

test('behind a proxy that speaks https the cookie is Secure', async () => {
  await app.setUp();
  const reply = await signIn(right, { 'x-forwarded-proto': 'https' });
  expect(reply.headers.get('set-cookie')).toMatch(/; Secure$/);
});

test('signing in again gives a new token, and the old one is nobody any more', async () => {
  const first = await app.setUp();
  const second = cookieOf(await signIn(right, { cookie: first }));
  expect(second).not.toBe(first);
  const statuses = [first, second].map((cookie) => app.call('/api/session', { headers: { cookie } }));
  expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([401, 200]);
});

test('signing out ends the session on the server and takes the cookie away', async () => {
  const cookie = await app.setUp();
  const out = await app.call('/api/session', { method: 'DELETE', headers: { cookie } });
  expect([out.status, out.headers.get('set-cookie')]).toEqual([
    204,
    'lensbook_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict'
  ]);
  expect((await app.call('/api/session', { headers: { cookie } })).status).toBe(401);
  expect(app.ended).toHaveLength(1);
});

test('a wrong name and a wrong password read the same, in the language of the caller', async () => {
  await app.setUp();
  const texts = async (body: unknown): Promise<string[]> =>
    Promise.all(
      ['zh-CN,zh;q=0.9', 'en-GB,en'].map(async (language) =>
        (await signIn(body, { 'accept-language': language })).text()
      )
    );
  const unknown = await texts({ signIn: 'nobody', password: 'some-password' });
  expect(await texts({ signIn: 'laoban', password: 'some-password' })).toEqual(unknown);
  expect(unknown[0]).not.toBe(unknown[1]);
  expect(unknown[0]).toMatch(/[\u4e00-\u9fff]/);
});

test('the sixth wrong password is told to wait, and when to come back', async () => {
  await app.setUp();
  for (let i = 0; i < 5; i++) expect((await signIn({ ...right, password: 'wrong' })).status).toBe(401);
  const reply = await signIn(right);
  expect([reply.status, reply.headers.get('retry-after'), await ruleOf(reply)]).toEqual([429, '900', 'locked']);
});

test('a new password is set by who knows the old one, and the session goes on under a new token', async () => {
  const cookie = await app.setUp();
  const body = { current: OWNER.password, password: 'vemo-hiku-radi-62' };
  expect((await app.call('/api/password', { method: 'POST', body })).status).toBe(401);
  const reply = await app.call('/api/password', { method: 'POST', body, headers: { cookie } });
  const next = cookieOf(reply);
  expect((await app.call('/api/session', { headers: { cookie } })).status).toBe(401);
  expect((await app.call('/api/session', { headers: { cookie: next } })).status).toBe(200);
  expect((await signIn({ ...right, password: body.password })).status).toBe(200);
});

test('the owner adds people, who are rows of the directory at once; they add nobody and see no list', async () => {
  const cookie = await app.setUp();
  const person = { name: '陈静', signIn: 'chen', password: 'kq7-vm2-xw90', roles: ['manager'], shops: ['wuchang'] };
  const made = await app.call('/api/users', { method: 'POST', body: person, headers: { cookie } });
  expect([made.status, await made.json()]).toEqual([
    201,
    { id: 'chen', name: '陈静', signIn: 'chen', roles: ['manager'], shops: ['wuchang'], state: 'active' }
  ]);
  expect(app.rows.at(-1)).toMatchObject({ table: 'shops.people', id: 'person:chen', by: 'laoban' });
  const list = await app.call('/api/users', { headers: { cookie } });
  expect(await list.json()).toMatchObject({ users: [{ id: 'laoban' }, { id: 'chen' }] });

  const chen = cookieOf(await signIn(person));
  for (const method of ['GET', 'POST']) {
    const body = method === 'POST' ? { ...person, signIn: 'chen2' } : undefined;
    const refused = await app.call('/api/users', { method, body, headers: { cookie: chen } });
    expect([refused.status, await ruleOf(refused)]).toEqual([403, 'not-allowed']);
    expect((await app.call('/api/users', { method, body })).status).toBe(401);
  }
});

test.each([
  { signIn: 'laoban' },
  { signIn: 1, password: 'x' },
  [],
  'text',
  null,
  { signIn: 'x'.repeat(2000), password: '' }
])('a body like %j is refused by name', async (body) => {
  const reply = await signIn(body);
  expect([reply.status, await ruleOf(reply)]).toEqual([400, 'unreadable-request']);
});
