/** The relay as its own process, so that it can be killed like one. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const ROOT = new URL('../..', import.meta.url).pathname;

export interface RelayProcess {
  readonly url: string;
  /** The one-time code printed at a first start, or null. */
  readonly setUpCode: string | null;
  readonly lines: readonly string[];
  kill(signal: NodeJS.Signals): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Resolves once the relay answers; rejects with what it printed if it ends before. */
export async function startRelayProcess(dataDir: string, port: number): Promise<RelayProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sync-server/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const lines: string[] = [];
  const url = `http://127.0.0.1:${port}`;
  await new Promise<void>((resolve, reject) => {
    const read = (line: string): void => {
      lines.push(line);
      if (line.includes(url)) resolve();
    };
    createInterface({ input: child.stdout! }).on('line', read);
    createInterface({ input: child.stderr! }).on('line', (line) => lines.push(line));
    child.once('exit', (code) => reject(new Error(`The relay ended with ${code}: ${lines.join('\n')}`)));
  });
  const code = lines.map((line) => /[?&]code=([^\s&]+)/.exec(line)?.[1]).find((found) => found !== undefined);
  return { url, setUpCode: code ?? null, lines, kill: (signal) => end(child, signal) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.removeAllListeners('exit');
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** Sets the chain up with its three shops and gives back the owner's cookie. */
export async function setUpChain({ url, setUpCode }: RelayProcess): Promise<{ cookie: string; user: string }> {
  const body = {
    code: setUpCode,
    name: '老板',
    signIn: 'owner',
    password: 'Glasses-for-Wuhan-88',
    shops: [
      { code: 'wuchang', name: '武昌店' },
      { code: 'hankou', name: '汉口店' },
      { code: 'guanggu', name: '光谷店' }
    ]
  };
  const reply = await fetch(`${url}/api/setup`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify(body)
  });
  if (!reply.ok) throw new Error(`Set-up was refused: ${await reply.text()}`);
  const cookie = (reply.headers.get('set-cookie') ?? '').split(';')[0]!;
  const session = (await (await fetch(`${url}/api/session`, { headers: { cookie } })).json()) as { user: string };
  return { cookie, user: session.user };
}
