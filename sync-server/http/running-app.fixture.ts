/** The HTTP side on a real port, over accounts in memory, with a small built app in a temporary folder. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openAccountsUnderTest, OWNER, type AccountsUnderTest } from '../accounts/accounts.fixture.ts';
import { createDirectory } from '../directory.ts';
import { createLogger } from '../logger.ts';
import type { SeedRow } from '../relay/seed-rows.ts';
import { createOriginCheck } from './allowed-origin.ts';
import { createHttp } from './create-http.ts';

export const BOOT_SCRIPT = '\n\tconst start = () => import("/_app/immutable/entry/start.js");\n\tstart();\n';
export const META_POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'";

const FILES: Readonly<Record<string, string>> = {
  'index.html': `<!doctype html><meta http-equiv="content-security-policy" content="${META_POLICY}"><title>镜账</title><script>${BOOT_SCRIPT}</script>`,
  'service-worker.js': '// worker',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '_app/immutable/entry/start.js': 'export {};',
  '_app/version.json': '{"version":"1"}'
};

export interface Call {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RunningApp extends AccountsUnderTest {
  readonly port: number;
  readonly rows: SeedRow[];
  readonly logged: string[];
  /** As a page of ours would call it, unless the headers say otherwise. */
  call(path: string, call?: Call): Promise<Response>;
  /** Makes the owner; gives back the cookie. */
  setUp(): Promise<string>;
  close(): Promise<void>;
}

export interface AppUnderTest {
  readonly files?: Readonly<Record<string, string>>;
  readonly health?: () => Readonly<Record<string, number>>;
}

export async function startApp({
  files = FILES,
  health = () => ({ books: 3 })
}: AppUnderTest = {}): Promise<RunningApp> {
  const clientFolder = await mkdtemp(join(tmpdir(), 'lensbook-client-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(clientFolder, name)), { recursive: true });
    await writeFile(join(clientFolder, name), text);
  }
  const under = await openAccountsUnderTest();
  const rows: SeedRow[] = [];
  const logged: string[] = [];
  const app = await createHttp({
    accounts: under.accounts,
    directory: createDirectory({ seed: async (seeded) => void rows.push(...seeded) }),
    isAllowedOrigin: createOriginCheck(['https://jing.example.com']),
    clientFolder,
    version: '1.2.3',
    handsontableLicenseKey: 'a-key',
    health,
    logger: createLogger({ level: 'debug', now: () => 0, write: (line) => logged.push(line) }),
    now: () => under.clock.at
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const call = (path: string, { method = 'GET', body, headers = {} }: Call = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        origin: `http://127.0.0.1:${port}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    });
  return {
    ...under,
    port,
    rows,
    logged,
    call,
    setUp: async () => {
      const reply = await call('/api/setup', { method: 'POST', body: { ...OWNER, code: under.accounts.setUpCode } });
      return cookieOf(reply);
    },
    close: async () => {
      await app.close();
      await rm(clientFolder, { recursive: true });
    }
  };
}

/** `name=value` of the cookie that a reply sets. */
export function cookieOf(reply: Response): string {
  return (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export async function ruleOf(reply: Response): Promise<unknown> {
  return ((await reply.json()) as { readonly rule?: unknown }).rule;
}
