/** The real process, started as a keeper would start it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = new URL('..', import.meta.url).pathname;

let folder: string;
const running = new Set<ChildProcess>();
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'lensbook-process-'))));
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  await rm(folder, { recursive: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  /** Resolves with all that was printed once `pattern` is in it. */
  printed(pattern: RegExp): Promise<string>;
}

function start(environment: Readonly<Record<string, string>>, args = ['sync-server/main.ts']): Started {
  const env = { PATH: process.env['PATH'], PORT: '0', DATA_DIR: join(folder, 'data'), ...environment };
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe']
  });
  running.add(child);
  const texts = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...texts }));
  return {
    child,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(texts.out)) resolve(texts.out);
        };
        child.stdout.on('data', look);
        look();
        void ended.then(({ code, err }) => reject(new Error(`It ended with ${code}: ${err}`)));
      })
  };
}

test('a taken port is one clear line in both languages and exit code 2', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { code, out, err } = await start({ PORT: String(port) }).ended;
  taken.close();
  expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1]);
  expect(err).toContain(`端口 ${port} 已被占用`);
  expect(err).toContain(`Port ${port} is already in use`);
});

test('a folder that cannot be written is one clear line and exit code 2', async () => {
  await writeFile(join(folder, 'file'), 'not a folder');
  const { code, err } = await start({ DATA_DIR: join(folder, 'file', 'data') }).ended;
  expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
  expect(err).toContain('不能写入');
  expect(err).toContain('is not writable: ENOTDIR');
});

test('a folder that another server holds is one clear line and exit code 2, and that server goes on', async () => {
  const first = start({});
  const url = /http:\S+(?=\n)/.exec(await first.printed(/setup\?code=/))?.[0] ?? '';
  const { code, err } = await start({}).ended;
  expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
  expect(err).toContain('Is another Lensbook using it?');
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
});

test('a wrong setting is named before anything is opened', async () => {
  const { code, out, err } = await start({ PORT: 'many' }).ended;
  expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1]);
  expect(err).toContain('PORT=many is not valid');
});

test('without users it prints a set-up link that works once, ends in order on SIGTERM, and prints none afterwards', async () => {
  const first = start({});
  const link = /http:\S+setup\?code=(\w+)/.exec(await first.printed(/setup\?code=/));
  const { origin } = new URL(link?.[0] ?? '');
  const body = JSON.stringify({ name: '周老板', signIn: 'laoban', password: 'toma-ribu-sefo-47', code: link?.[1] });
  const setUp = (): Promise<Response> =>
    fetch(`${origin}/api/setup`, { method: 'POST', body, headers: { origin, 'content-type': 'application/json' } });
  expect([(await setUp()).status, (await setUp()).status]).toEqual([201, 409]);
  first.child.kill('SIGTERM');
  expect(await first.ended).toMatchObject({ code: 0, err: '' });

  const second = start({});
  expect(await second.printed(/Lensbook[^]*data {6}/)).not.toContain('setup');
  second.child.kill('SIGINT');
  expect((await second.ended).code).toBe(0);
});

test('the demo prints sign-ins that work, and goes into no folder that holds something else', async () => {
  const demo = start({}, ['sync-server/demo.ts', join(folder, 'demo')]);
  const printed = await demo.printed(/sun .*\n/);
  const origin = /http:\S+(?=\n)/.exec(printed)?.[0] ?? '';
  const lines = [...printed.matchAll(/^ {2}([a-z]+) +(\w{4}-\w{4}-\w{4}-\d\d) /gm)];
  expect(lines.map(([, signIn]) => signIn)).toEqual(['laoban', 'chen', 'liu', 'wang', 'huang', 'zhao', 'sun']);
  for (const [, signIn, password] of lines) {
    const headers = { origin, 'content-type': 'application/json' };
    const body = JSON.stringify({ signIn, password });
    expect([signIn, (await fetch(`${origin}/api/session`, { method: 'POST', body, headers })).status]).toEqual([
      signIn,
      200
    ]);
  }
  expect(await (await fetch(`${origin}/api/health`)).json()).toMatchObject({ books: expect.any(Number) });
  demo.child.kill('SIGTERM');
  expect((await demo.ended).code).toBe(0);

  const again = start({}, ['sync-server/demo.ts', join(folder, 'demo')]);
  await again.printed(/The demo is in this folder already/);
  again.child.kill('SIGTERM');
  await again.ended;

  const shop = start({});
  await shop.printed(/setup\?code=/);
  const url = new URL(/http:\S+setup\S+/.exec(await shop.printed(/setup\?code=/))?.[0] ?? '');
  const owner = { name: '周老板', signIn: 'laoban', password: 'toma-ribu-sefo-47', code: url.searchParams.get('code') };
  const headers = { origin: url.origin, 'content-type': 'application/json' };
  await fetch(`${url.origin}/api/setup`, { method: 'POST', body: JSON.stringify(owner), headers });
  shop.child.kill('SIGTERM');
  await shop.ended;
  const refused = await start({}, ['sync-server/demo.ts']).ended;
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('This folder holds other data')]);
});
