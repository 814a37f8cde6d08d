/**
 * The HTTP side: the built app, and a small JSON interface for what cannot be a book (set-up, sessions, settings).
 * Every reply passes the first hook, so none leaves without its security headers; what changes something must come from
 * a page of ours.
 */
import type { Socket } from 'node:net';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Directory } from '../directory.ts';
import type { Logger } from '../logger.ts';
import type { IsAllowedOrigin } from './allowed-origin.ts';
import { NO_PAGE_POLICY, policyOfPage } from './page-policy.ts';
import { sendRefusal } from './refusal-reply.ts';
import { HTTPS_HEADERS, securityHeaders, type Headers } from './security-headers.ts';
import { addSessionRoutes } from './session-routes.ts';
import { PAGE_FILE, isForThePage, readPage, serveFiles } from './static-files.ts';
import { addUserRoutes } from './user-routes.ts';

export interface HttpSetup {
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly isAllowedOrigin: IsAllowedOrigin;
  /** Where the built app lies; it need not be there. */
  readonly clientFolder: string;
  readonly version: string;
  readonly handsontableLicenseKey: string;
  /** Counts for `/api/health`; nothing in it may be secret. */
  readonly health: () => Readonly<Record<string, number>>;
  readonly logger: Logger;
  readonly now: () => number;
}

/** Forms, no files: a megabyte here could only be an attack. */
const BODY_LIMIT = 64 * 1024;
const CHANGES_NOTHING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export async function createHttp(setup: HttpSetup): Promise<FastifyInstance> {
  const page = readPage(setup.clientFolder);
  const headers = securityHeaders(page === null ? NO_PAGE_POLICY : policyOfPage(page));
  const answerError = createErrorHandler(setup.logger);
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    // A proxy for https stands on the same machine; from anywhere else these headers are a caller's invention.
    trustProxy: 'loopback',
    clientErrorHandler: (_cause, socket) => refuseBrokenRequest(socket as Socket, headers),
    frameworkErrors: (error, request, reply) => answerError(error, request, reply.headers(headers))
  });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (request.protocol === 'https') reply.headers(HTTPS_HEADERS);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    const { origin, host } = request.headers;
    if (!CHANGES_NOTHING.has(request.method) && !setup.isAllowedOrigin(origin, host))
      return sendRefusal(request, reply, refuse('foreign-origin', { origin: origin ?? '-' }));
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => {
    if (page !== null && isForThePage(request)) return reply.sendFile(PAGE_FILE);
    return sendRefusal(request, reply, refuse('no-such-page'));
  });
  if (page !== null) await serveFiles(app, setup.clientFolder);
  addSystemRoutes(app, setup);
  addSessionRoutes(app, setup);
  addUserRoutes(app, setup);
  return app;
}

function addSystemRoutes(app: FastifyInstance, setup: HttpSetup): void {
  const { version, accounts, handsontableLicenseKey } = setup;
  app.get('/api/health', () => ({ version, uptimeSeconds: Math.floor(process.uptime()), ...setup.health() }));
  app.get('/api/settings', () => ({ version, handsontableLicenseKey, setUp: accounts.isSetUp }));
}

type ErrorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

function createErrorHandler(logger: Logger): ErrorHandler {
  return (error, request, reply) => {
    const refusal = refusalOfError(error as FastifyError);
    const path = request.url.split('?', 1)[0];
    if (refusal.rule === 'server-fault') logger.error('A request failed.', { method: request.method, path, error });
    return sendRefusal(request, reply, refusal);
  };
}

function refusalOfError({ statusCode = 500 }: FastifyError): Refusal {
  if (statusCode === 404) return refuse('no-such-page');
  if (statusCode === 413) return refuse('request-too-large', { limit: BODY_LIMIT });
  return statusCode < 500 ? refuse('unreadable-request', { field: 'request' }) : refuse('server-fault');
}

/** What Node could not parse has no request to answer to, but it still must not leave without the headers. */
function refuseBrokenRequest(socket: Socket, headers: Headers): void {
  if (!socket.writable) return void socket.destroy();
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' });
  socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
}
