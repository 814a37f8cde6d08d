/** The whole server in this process: real folder, real PouchDB, real relay, real sockets. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { OWNER } from './accounts/accounts.fixture.ts';
import { cookieOf } from './http/running-app.fixture.ts';
import { createLogger } from './logger.ts';
import { openServer, type Server } from './open-server.ts';
import { attachRelay } from './relay/attach-relay.ts';

let folder: string;
let server: Server;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lensbook-server-'));
  await start();
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function start(): Promise<void> {
  server = await openServer({
    config: {
      port: 0,
      host: '127.0.0.1',
      dataDir: folder,
      handsontableLicenseKey: 'a-key',
      allowedOrigins: [],
      logLevel: 'error'
    },
    project: { folder, version: '1.2.3' },
    logger: createLogger({ level: 'silent', now: () => 0, write: () => undefined }),
    attachRelay
  });
  url = (await server.listen())[0] ?? '';
}

function call(
  path: string,
  { method = 'GET', body, cookie = '' }: { method?: string; body?: unknown; cookie?: string }
) {
  const headers = { origin: url, cookie, ...(body ? { 'content-type': 'application/json' } : {}) };
  return fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
}

async function setUp(): Promise<string> {
  const shops = [{ code: 'wuchang', name: '武昌店' }];
  return cookieOf(
    await call('/api/setup', { method: 'POST', body: { ...OWNER, code: server.accounts.setUpCode, shops } })
  );
}

interface Watched {
  readonly socket: WebSocket;
  readonly opened: Promise<void>;
  readonly closedWith: Promise<number>;
}

function openSocket(headers: Record<string, string>): Watched {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`, { headers });
  return {
    socket,
    opened: new Promise((resolve) => socket.once('open', () => resolve())),
    closedWith: new Promise((resolve) => socket.once('close', (code) => resolve(code)))
  };
}

test('people and sessions outlive a restart, the set-up code does not come back', async () => {
  const cookie = await setUp();
  await server.close();
  await start();
  expect(server.accounts.setUpCode).toBeNull();
  expect(await (await call('/api/session', { cookie })).json()).toMatchObject({ user: 'laoban' });
  const body = { signIn: OWNER.signIn, password: OWNER.password };
  expect((await call('/api/session', { method: 'POST', body })).status).toBe(200);
});

test('shops and people of the set-up are in the book that everybody reads', async () => {
  await setUp();
  expect(await (await call('/api/health', {})).json()).toMatchObject({ version: '1.2.3', books: 1, connections: 0 });
});

test('sockets of nobody, and of foreign pages, are told to sign in', async () => {
  const cookie = await setUp();
  for (const headers of [
    { origin: url },
    { origin: url, cookie: 'lensbook_session=guess' },
    { origin: 'https://evil.example', cookie },
    { cookie }
  ])
    expect([headers, await openSocket(headers).closedWith]).toEqual([headers, 4401]);
});

test('signing out closes the sockets of that session at once, and no other', async () => {
  const here = await setUp();
  const body = { signIn: OWNER.signIn, password: OWNER.password };
  const there = cookieOf(await call('/api/session', { method: 'POST', body }));
  const [mine, other] = [openSocket({ origin: url, cookie: here }), openSocket({ origin: url, cookie: there })];
  await Promise.all([mine.opened, other.opened]);
  await expect.poll(async () => (await (await call('/api/health', {})).json()).connections).toBe(2);
  await call('/api/session', { method: 'DELETE', cookie: here });
  expect(await mine.closedWith).toBe(4401);
  expect(other.socket.readyState).toBe(WebSocket.OPEN);
});

test('a new password closes every socket of the person', async () => {
  const cookie = await setUp();
  const watched = openSocket({ origin: url, cookie });
  await watched.opened;
  await expect.poll(async () => (await (await call('/api/health', {})).json()).connections).toBe(1);
  await call('/api/password', {
    method: 'POST',
    cookie,
    body: { current: OWNER.password, password: 'vemo-hiku-radi-62' }
  });
  expect(await watched.closedWith).toBe(4401);
});

test('closing tells open sockets to come back, and lets go of the folder', async () => {
  const cookie = await setUp();
  const watched = openSocket({ origin: url, cookie });
  await watched.opened;
  await expect.poll(async () => (await (await call('/api/health', {})).json()).connections).toBe(1);
  await server.close();
  expect(await watched.closedWith).toBe(4520);
  await start();
});
