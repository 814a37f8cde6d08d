/** Chromium for benches: each process with a profile of its own, and a small server that gives it pages and data. */
import { createServer, type Server } from 'node:http';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { findBrowser } from '../../support/ensure-browser.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run'
];

export function newProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'lensbook-bench-'));
}

export const removeProfile = (profile: string): Promise<void> =>
  rm(profile, { recursive: true, force: true, maxRetries: 5 });

/** One browser process; gone when `work` is done. */
export async function inBrowser<T>(
  profile: string,
  work: (page: Page, context: BrowserContext) => Promise<T>
): Promise<T> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser() ?? 'chromium',
    args: FLAGS,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 800 }
  });
  context.setDefaultTimeout(300_000);
  // tsx wraps named functions in a helper of its own, which a function that is sent into a page would look for there.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named;' });
  try {
    return await work(context.pages()[0] ?? (await context.newPage()), context);
  } finally {
    await context.close();
  }
}

/** As `inBrowser`, on a copy of a profile: what one sample does to its disk the next does not see. */
export async function inCopy<T>(
  profile: string,
  work: (page: Page, context: BrowserContext) => Promise<T>
): Promise<T> {
  const copy = await newProfile();
  try {
    await cp(profile, copy, { recursive: true, filter: (path) => !/Singleton(Lock|Socket|Cookie)$/.test(path) });
    return await inBrowser(copy, work);
  } finally {
    await removeProfile(copy);
  }
}

/** Reads how much CPU the page's main thread has used, in ms. */
export async function mainThreadClock(page: Page, context: BrowserContext): Promise<() => Promise<number>> {
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1_000;
  };
}

export interface BenchSite {
  readonly url: string;
  close(): void;
}

/** Serves `/` (a page that runs `scripts[0]`), the other scripts, and `files`. Scripts are named from the benches' folder. */
export async function serveBench(
  scripts: readonly string[],
  files: ReadonlyMap<string, Uint8Array | string>
): Promise<BenchSite> {
  const bundles = new Map<string, string>();
  for (const script of scripts)
    bundles.set(`/${basename(script)}.js`, await bundle(new URL(`../${script}.ts`, import.meta.url).pathname));
  const page = `<!doctype html><meta charset="utf-8"><title>bench</title><style>body{margin:0}</style><div id="grid"></div><script type="module" src="/${basename(scripts[0]!)}.js"></script>`;
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0]!;
    const found = bundles.get(path) ?? files.get(path);
    const type = bundles.has(path) ? 'text/javascript' : path === '/' ? 'text/html' : 'application/octet-stream';
    response.writeHead(found === undefined && path !== '/' ? 404 : 200, { 'content-type': `${type}; charset=utf-8` });
    response.end(path === '/' ? page : found);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    }
  };
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    ...{ entryPoints: [entry], bundle: true, write: false, minify: true },
    ...{ platform: 'browser', format: 'esm', target: 'es2023' }
  });
  return outputFiles[0]!.text;
}
