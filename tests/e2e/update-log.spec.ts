/**
 * The contract of the update log against PouchDB over IndexedDB, in a real Chromium: the same cases that vitest runs
 * against memory and LevelDB, bundled into one page.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { UPDATE_LOG_CONTRACT } from '../contracts/update-log-contract.ts';

let server: Server;
let page: Page;

test.beforeAll(async ({ browser }) => {
  const script = await bundle(new URL('update-log-page.ts', import.meta.url).pathname);
  server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><title>update log</title><script src="/page.js"></script>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

test.afterAll(async () => {
  await page.close();
  await new Promise((closed) => server.close(closed));
});

for (const [index, { name }] of UPDATE_LOG_CONTRACT.entries()) {
  test(`IndexedDB: ${name}`, async () => {
    expect(await page.evaluate((i) => window.runUpdateLogCase(i), index)).toBeNull();
  });
}

test('IndexedDB: what compaction superseded leaves no bytes, tombstones or notes behind', async () => {
  const documents = await page.evaluate(() => window.readCompactedStore(4));
  expect(documents.map(({ id }) => id.slice(0, 6))).toEqual(['b!org', 's!org!', 'blob-s', 'meta']);
  expect(documents[1]!.bytes).toBeGreaterThan(400_000);
  expect(documents[1]!.bytes).toBeLessThan(420_000);
});

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2023'
  });
  return outputFiles[0]!.text;
}
