/** Servers of the bench as processes of their own, so that their work is not counted as the client's. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../support/relay-process.ts';
import { BENCH_ACCOUNT } from './bench-account.ts';

const ROOT = new URL('../../..', import.meta.url).pathname;

export interface ChildServer {
  readonly url: string;
  end(): Promise<void>;
}

/** Runs a script of this folder; ready when it has printed its address. */
export async function startChild(script: string, args: readonly string[]): Promise<ChildServer> {
  const folder = await mkdtemp(join(tmpdir(), 'lensbook-bench-server-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', `tests/bench/open/${script}.ts`, ...args], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: folder, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit']
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  const ended = once(child, 'exit');
  const ready = new Promise<'ready'>((resolve) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (line.includes(url)) resolve('ready');
    });
  });
  if ((await Promise.race([ready, ended])) !== 'ready') throw new Error(`${script} ended before it was ready.`);
  return {
    url,
    async end() {
      process.off('exit', kill);
      kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** The cookie of a new session at the seeded server. */
export async function signIn(url: string): Promise<{ cookie: string; user: string }> {
  const { signIn: name, password } = BENCH_ACCOUNT;
  const reply = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ signIn: name, password })
  });
  if (!reply.ok) throw new Error(`Sign-in was refused: ${await reply.text()}`);
  const cookie = (reply.headers.get('set-cookie') ?? '').split(';')[0]!;
  const { user } = (await (await fetch(`${url}/api/session`, { headers: { cookie } })).json()) as { user: string };
  return { cookie, user };
}
