import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OWNER } from '../accounts/accounts.fixture.ts';
import { BOOT_SCRIPT, META_POLICY, ruleOf, startApp, type RunningApp } from './running-app.fixture.ts';

let app: RunningApp;
beforeEach(async () => void (app = await startApp()));
afterEach(() => app.close());

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const HASH = `'sha256-${createHash('sha256').update(BOOT_SCRIPT).digest('base64')}'`;
const POLICY = META_POLICY.replace("'wasm-unsafe-eval'", `'wasm-unsafe-eval' ${HASH}`) + "; frame-ancestors 'none'";

/** Sends bytes as they are and gives back all that came. */
function sendRaw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(app.port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('headers', () => {
  const calls = [
    ['GET', '/', 200],
    ['HEAD', '/', 200],
    ['GET', '/inventory/products', 200],
    ['GET', '/_app/immutable/entry/start.js', 200],
    ['GET', '/_app/immutable/gone.js', 404],
    ['GET', '/api/health', 200],
    ['GET', '/api/settings', 200],
    ['GET', '/api/session', 401],
    ['GET', '/api/users', 401],
    ['GET', '/api/nothing', 404],
    ['GET', '/%zz', 400],
    ['GET', '/..%2f..%2fpackage.json', 404],
    ['POST', '/api/session', 400],
    ['POST', '/api/nothing', 404],
    ['DELETE', '/', 404],
    ['OPTIONS', '/', 404]
  ] as const;

  test.each(calls)('%s %s is %i and carries all of them', async (method, path, status) => {
    const reply = await app.call(path, { method, headers: HTML });
    expect(reply.status).toBe(status);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY'
    });
    expect(reply.headers.has('strict-transport-security')).toBe(false);
    expect(reply.headers.has('x-powered-by')).toBe(false);
  });

  test('not even a request that cannot be parsed goes without', async () => {
    const answer = await sendRaw('NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain(`content-security-policy: ${POLICY}\r\n`);
    expect(answer).toContain('x-content-type-options: nosniff\r\n');
  });

  test('a fault of ours is a named refusal with headers, is logged, and tells nothing of the inside', async () => {
    await app.close();
    app = await startApp({
      health: () => {
        throw new Error('secret detail');
      }
    });
    const reply = await app.call('/api/health?password=hidden');
    expect(reply.headers.get('content-security-policy')).toBe(POLICY);
    const text = await reply.text();
    expect([reply.status, JSON.parse(text).rule]).toEqual([500, 'server-fault']);
    expect(text).not.toContain('secret detail');
    expect(app.logged.join('')).toContain('secret detail');
    expect(app.logged.join('')).not.toContain('hidden');
  });

  test('strict transport only under https', async () => {
    const reply = await app.call('/', { headers: { ...HTML, 'x-forwarded-proto': 'https' } });
    expect(reply.headers.get('strict-transport-security')).toBe('max-age=15552000');
  });

  test('without a built app the policy allows nothing at all, and pages are missing by name', async () => {
    await app.close();
    app = await startApp({ files: {} });
    const reply = await app.call('/', { headers: HTML });
    expect(reply.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect([reply.status, await ruleOf(reply)]).toEqual([404, 'no-such-page']);
  });
});

describe('origin', () => {
  const signIn = (origin: string): Promise<Response> =>
    app.call('/api/session', { method: 'POST', body: { signIn: 'laoban', password: 'x' }, headers: { origin } });

  test('pages of ours, and of the origins in the settings, may change something; others and none may not', async () => {
    await app.setUp();
    expect((await signIn('https://jing.example.com')).status).toBe(401);
    for (const origin of ['https://evil.example', 'null', '', `http://127.0.0.1:${app.port + 1}`]) {
      const reply = await signIn(origin);
      expect([origin, reply.status, await ruleOf(reply)]).toEqual([origin, 403, 'foreign-origin']);
    }
    expect(await sendRaw('DELETE /api/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/ 403 /);
  });

  test('a foreign page cannot sign anybody out, set up, or count as a failed attempt', async () => {
    const cookie = await app.setUp();
    const headers = { cookie, origin: 'https://evil.example' };
    expect((await app.call('/api/session', { method: 'DELETE', headers })).status).toBe(403);
    expect((await app.call('/api/session', { headers: { cookie } })).status).toBe(200);
    for (let i = 0; i < 6; i++) await signIn('https://evil.example');
    const body = { signIn: OWNER.signIn, password: OWNER.password };
    expect((await app.call('/api/session', { method: 'POST', body })).status).toBe(200);
  });
});

describe('files', () => {
  test('the page answers every address that only the app knows', async () => {
    for (const path of ['/', '/inventory/products', '/sign-in?next=/a.b', '/products/p:8.6']) {
      const reply = await app.call(path, { headers: HTML });
      expect([path, reply.status, reply.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
      expect(await reply.text()).toContain('<title>镜账</title>');
    }
  });

  test.each([
    ['/_app/immutable/chunks/gone.js', HTML],
    ['/favicon.ico', HTML],
    ['/api/gone', HTML],
    ['/api', HTML],
    ['/sync', HTML],
    ['/sync/org', HTML],
    ['/inventory/products', { accept: '*/*' }],
    ['/inventory/products', { accept: 'application/json' }]
  ])('%s with %j is missing, not a page', async (path, headers) => {
    const reply = await app.call(path, { headers });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
  });

  test('what has a hash in its name is kept for ever, the rest is asked for anew', async () => {
    const cacheOf = async (path: string): Promise<string | null> => (await app.call(path)).headers.get('cache-control');
    expect(await cacheOf('/_app/immutable/entry/start.js')).toBe('public, max-age=31536000, immutable');
    for (const path of ['/', '/index.html', '/service-worker.js', '/icon.svg', '/_app/version.json'])
      expect([path, await cacheOf(path)]).toEqual([path, 'no-cache']);
    expect(await cacheOf('/api/settings')).toBe('no-store');
  });

  test('nothing outside the folder is served', async () => {
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%5c..%5cpackage.json'])
      expect(await sendRaw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`), path).toMatch(/ 4\d\d /);
  });
});

test('health and settings say what a monitor and a page need', async () => {
  expect(await (await app.call('/api/health')).json()).toEqual({
    version: '1.2.3',
    uptimeSeconds: expect.any(Number),
    books: 3
  });
  expect(await (await app.call('/api/settings')).json()).toEqual({
    version: '1.2.3',
    handsontableLicenseKey: 'a-key',
    setUp: false
  });
});

test('bodies that are no JSON, too large or poisoned are refused by name', async () => {
  const send = async (body: string, type = 'application/json'): Promise<unknown[]> => {
    const origin = `http://127.0.0.1:${app.port}`;
    const init = { method: 'POST', body, headers: { origin, 'content-type': type } };
    const reply = await fetch(`${origin}/api/session`, init);
    return [reply.status, await ruleOf(reply)];
  };
  expect(await send('{')).toEqual([400, 'unreadable-request']);
  expect(await send('a=1', 'application/x-www-form-urlencoded')).toEqual([400, 'unreadable-request']);
  expect(await send('{"__proto__":{"a":1}}')).toEqual([400, 'unreadable-request']);
  expect(await send(JSON.stringify({ signIn: 'x'.repeat(100_000) }))).toEqual([413, 'request-too-large']);
});
