/**
 * The built app. What has a hash in its name may be kept for ever; everything else is asked for anew, or a browser would
 * go on with yesterday's page and last week's chunks. An address that only the app knows is answered with the app's page,
 * a missing file never is: HTML under a script's name would be kept by the service worker as that script.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const PAGE = 'index.html';
const FOR_EVER = 'public, max-age=31536000, immutable';
const FILE_NAME = /\.[a-z][a-z0-9]{1,12}$/i;
const NEVER_A_PAGE = /^\/(?:api|sync|_app)(?:\/|$)/;

/** Null when the app was not built. */
export function readPage(clientFolder: string): string | null {
  const path = join(clientFolder, PAGE);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

export async function serveFiles(app: FastifyInstance, clientFolder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: clientFolder,
    index: [PAGE],
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.replaceAll('\\', '/').includes('/_app/immutable/');
      reply.header('cache-control', isHashed ? FOR_EVER : 'no-cache');
    }
  });
}

export function isForThePage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? '/';
  const wantsHtml = (headers.accept ?? '').includes('text/html');
  return method === 'GET' && wantsHtml && !NEVER_A_PAGE.test(path) && !FILE_NAME.test(path);
}

export const PAGE_FILE = PAGE;
