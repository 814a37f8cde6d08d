/**
 * A till without a browser: the real workspace and line over a real websocket, its disk in memory so that a crash is one
 * call. Two tills over one `TillDisk` are one device before and after.
 */
import { WebSocket } from 'ws';
import { drawDeviceId, drawSessionId } from '#kernel/ids.ts';
import { createClock } from '#kernel/stamp.ts';
import type { SocketLike } from '#link/shared-socket.ts';
import { modules } from '#modules/index.ts';
import type { SessionBinding } from '#protocol/messages.ts';
import { createSchema } from '#schema/module.ts';
import { createMemoryDocuments } from '#storage/memory-documents.ts';
import { createMemoryLog, MemoryDisk } from '#storage/memory-log.ts';
import { BookShelf, yjsCodec } from '#workspace/book-shelf.ts';
import { openLine } from '#workspace/open-line.ts';
import type { Line } from '#workspace/status.ts';
import { Workspace } from '#workspace/workspace.ts';

export interface Account {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly cookie: string;
  readonly user: string;
}

export class TillDisk {
  readonly records = new MemoryDisk();
  readonly texts = new Map<string, string>();
  readonly device = drawDeviceId(Math.random);
}

export interface Till {
  readonly workspace: Workspace;
  readonly line: Line;
  /** Gone without a word; what the disk had is what the next start finds. */
  crash(): void;
}

const HANG_MS = 60_000;

export async function openTill(account: Account, disk: TillDisk): Promise<Till> {
  const current = newSession();
  const documents = createMemoryDocuments(disk.texts);
  await documents.put(`session!${current.session}`, { ...current });
  const clock = createClock({ device: disk.device, session: current.session, now: () => Date.now() });
  const log = createMemoryLog({ disk: disk.records, session: current.session, codec: yjsCodec, windowMs: 5 });
  const workspace = new Workspace({
    schema: createSchema(modules),
    person: { user: account.user, device: disk.device },
    userName: account.user,
    clock,
    documents,
    outbox: 'leads',
    openShelf: (setup) => new BookShelf({ ...setup, clock, client: current.client, log })
  });
  await workspace.open(await log.list(), ['org']);
  const line = openLine({
    workspace,
    documents,
    current,
    newSession,
    now: () => Date.now(),
    url: `${account.url.replace('http', 'ws')}/sync`,
    openSocket: (url) =>
      new WebSocket(url, { headers: { origin: account.url, cookie: account.cookie } }) as unknown as SocketLike,
    random: Math.random,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    }
  });
  return {
    workspace,
    line,
    crash() {
      line.close();
      workspace.close();
    }
  };
}

function newSession(): SessionBinding {
  return { session: drawSessionId(Math.random), client: 1 + Math.floor(Math.random() * 2 ** 52) };
}

/** Resolves at the first event after which `holds`; rejects, saying `what`, when nothing happens for a minute. */
export function until({ workspace, line }: Till, what: string, holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop: (() => void)[] = [];
    const end = (): void => {
      clearTimeout(hang);
      for (const each of stop) each();
    };
    const look = (): void => {
      if (!holds()) return;
      end();
      resolve();
    };
    const hang = setTimeout(() => {
      end();
      reject(new Error(`Waited in vain for: ${what}. Status: ${JSON.stringify(line.status())}`));
    }, HANG_MS);
    stop.push(line.onChange(look), workspace.onRows(look), workspace.onState(look));
    look();
  });
}

export const isSettled = ({ line }: Till): boolean => {
  const status = line.status();
  return status.line === 'online' && status.waiting === 0 && status.agreedAt !== null;
};
