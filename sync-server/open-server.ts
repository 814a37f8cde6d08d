/**
 * Joins the rooms of the server: folder → storage → accounts → HTTP → relay. Everything impure (clock, random numbers,
 * the disk) is made here and passed in. It does not listen yet: the demo fills the books first.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { drawSessionId } from '#kernel/ids.ts';
import { modules } from '#modules/index.ts';
import { LIMITS } from '#protocol/limits.ts';
import { createSchema } from '#schema/module.ts';
import type { DocumentStore } from '#storage/document-store.ts';
import { createPouchDocuments } from '#storage/pouch-documents.ts';
import { createPouchLog } from '#storage/pouch-log.ts';
import type { UpdateLog } from '#storage/update-log.ts';
import { yjsCodec } from '#workspace/book-shelf.ts';
import { openAccounts, type Accounts } from './accounts/accounts.ts';
import { argon2Hasher } from './accounts/password-hasher.ts';
import type { Config } from './config.ts';
import { openDataFolder } from './data-folder.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createOriginCheck } from './http/allowed-origin.ts';
import { readCaller } from './http/caller.ts';
import { createHttp } from './http/create-http.ts';
import { listenAt } from './listen.ts';
import type { Logger } from './logger.ts';
import type { Project } from './project-folder.ts';
import type { Relay, attachRelay } from './relay/attach-relay.ts';

export interface ServerSetup {
  readonly config: Config;
  readonly project: Project;
  readonly logger: Logger;
  readonly attachRelay: typeof attachRelay;
}

export interface Server {
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly relay: Relay;
  readonly documents: DocumentStore;
  /** Gives back the addresses. Throws `StartFault`. */
  listen(): Promise<readonly string[]>;
  /** Takes no more callers, closes the sockets, writes what waits, lets go of the folder. */
  close(): Promise<void>;
}

const SWEEP_EVERY_MS = 60_000;

const now = (): number => Date.now();
/** Ids and codes are drawn from the system's generator: the set-up code must not be guessable. */
const random = (): number => randomInt(2 ** 47) / 2 ** 47;

/** Throws `StartFault`. */
export async function openServer({ config, project, logger, attachRelay }: ServerSetup): Promise<Server> {
  const { handle, keeper } = await openDataFolder(config.dataDir);
  const documents = createPouchDocuments(handle);
  const session = drawSessionId(random);
  const log = createPouchLog({ handle, keeper, session, codec: yjsCodec, windowMs: LIMITS.durableWindowMs });
  const accounts = await openServerAccounts(documents, logger);
  const isAllowedOrigin = createOriginCheck(config.allowedOrigins);
  const directory = createDirectory({ seed: (rows) => relay.seed(rows) });
  const app = await createHttp({
    accounts,
    directory,
    isAllowedOrigin,
    clientFolder: join(project.folder, 'build/client'),
    version: project.version,
    handsontableLicenseKey: config.handsontableLicenseKey,
    health: () => ({ ...relay.summary() }),
    logger,
    now
  });
  const relay = await attachRelay({
    ...{ server: app.server, log, documents, schema: createSchema(modules), now, random, version: project.version },
    isAllowedOrigin,
    authenticate: (request) => authenticate(accounts, request),
    onFailure: (sentence) => logger.error(sentence),
    noteUse: (sessionId) => accounts.noteUse(sessionId),
    onSessionEnded: (listener) => accounts.onSessionEnded(listener)
  });
  const sweep = setInterval(() => void endExpired(accounts, logger), SWEEP_EVERY_MS);
  return {
    accounts,
    directory,
    relay,
    documents,
    listen: () => listenAt(app, config),
    close: async () => {
      clearInterval(sweep);
      await closeInOrder({ app, relay, log });
    }
  };
}

function openServerAccounts(documents: DocumentStore, logger: Logger): Promise<Accounts> {
  return openAccounts({
    documents,
    hasher: argon2Hasher,
    now,
    random,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    onWriteFailure: (cause) => logger.error('The accounts could not be written.', { cause }),
    onLocked: ({ account, address }) => logger.warn('Too many wrong passwords: locked.', { account, address })
  });
}

async function endExpired(accounts: Accounts, logger: Logger): Promise<void> {
  await accounts.endExpiredSessions().catch((cause: unknown) => logger.error('Sessions could not end.', { cause }));
}

async function authenticate(accounts: Accounts, request: Parameters<typeof readCaller>[1]) {
  const caller = readCaller(accounts, request);
  if (!caller.ok) return null;
  const { person, session } = caller.value;
  return { user: person.id, name: person.name, sessionId: session.id };
}

interface Closing {
  readonly app: { close(): Promise<unknown> };
  readonly relay: Relay;
  readonly log: UpdateLog;
}

/** HTTP closes only once its sockets are gone, and the relay's sockets are among them: so both at once, the log last. */
async function closeInOrder({ app, relay, log }: Closing): Promise<void> {
  await Promise.all([app.close(), relay.close()]);
  await log.close();
}
