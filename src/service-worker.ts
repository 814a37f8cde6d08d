/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/**
 * Keeps the whole app on the device, so that a reload works with the server dead. Files come from the cache first, every
 * navigation gets the app's one page. A new version installs beside the old one and waits for the word of the app:
 * taking over by itself would delete files that a page with unaccepted work still needs.
 */
import { build, files, version } from '$service-worker';

// reason: TypeScript types `self` in a module as a window; this file runs only as a service worker.
const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = `app-${version}`;
const PAGE = '/index.html';
/** The page is in none of Kit's lists: it is the fallback that the adapter writes. */
const PRECACHED: ReadonlySet<string> = new Set([...build, ...files, PAGE]);

worker.addEventListener('install', (event) => {
  // Past the HTTP cache: a stale index.html would name scripts that the new server no longer has.
  const requests = [...PRECACHED].map((path) => new Request(path, { cache: 'reload' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(deleteOldCaches().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith('/api/') || url.pathname === '/sync' || url.pathname.startsWith('/sync/')) return;
  if (request.mode === 'navigate') event.respondWith(fromCache(PAGE, request));
  else if (PRECACHED.has(url.pathname)) event.respondWith(fromCache(url.pathname, request));
});

async function deleteOldCaches(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('app-') && name !== CACHE) await caches.delete(name);
}

/** Only what this version precached: another version's cache may hold a page that names other scripts. */
async function fromCache(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
