/**
 * The relay on an HTTP server: accepts sockets of signed-in people, keeps them alive, ends them with their sessions, and
 * condenses logs and books when nothing else is to be done.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CLOSE } from '#protocol/close-codes.ts';
import { LIMITS } from '#protocol/limits.ts';
import type { Schema } from '#schema/module.ts';
import type { DocumentStore } from '#storage/document-store.ts';
import type { UpdateLog } from '#storage/update-log.ts';
import { Bindings } from './bindings.ts';
import { Connection, type SignedInPerson } from './connection.ts';
import { Hub } from './hub.ts';
import { Presence } from './presence.ts';
import type { RefusalDocuments } from './refusal-ledger.ts';
import { seedRows, type SeedRow } from './seed-rows.ts';

export interface RelaySetup {
  readonly server: Server;
  authenticate(request: IncomingMessage): Promise<SignedInPerson | null>;
  isAllowedOrigin(origin: string | undefined, host: string | undefined): boolean;
  readonly log: UpdateLog;
  readonly documents: DocumentStore;
  readonly schema: Schema;
  readonly now: () => number;
  readonly random: () => number;
  readonly version: string;
  readonly onFailure: (sentence: string) => void;
  /** A session's person wrote something: a till that only talks over the socket is not idle. */
  noteUse(sessionId: string): void;
  /** Told the id of a session that ended; returns how to stop listening. */
  onSessionEnded(listener: (sessionId: string) => void): () => void;
}

export interface Relay {
  summary(): { readonly books: number; readonly connections: number };
  /** Writes rows as the relay's own work, e.g. demo data; resolves when durable. */
  seed(rows: Iterable<SeedRow>): Promise<void>;
  close(): Promise<void>;
}

const SYNC_PATH = '/sync';
const IDLE_EVERY_MS = 60_000;

export async function attachRelay(setup: RelaySetup): Promise<Relay> {
  const documents = setup.documents as RefusalDocuments;
  const hub = new Hub({
    schema: setup.schema,
    log: setup.log,
    documents,
    now: setup.now,
    random: setup.random,
    after: (ms, run) => void setTimeout(run, ms),
    onDamage: setup.onFailure
  });
  const bindings = new Bindings(documents);
  await Promise.all([hub.start(), bindings.open()]);
  const sockets = new SocketKeeper(setup, hub, bindings);
  const idle = setInterval(
    () => void condense(hub, setup.log).catch((cause: unknown) => setup.onFailure(String(cause))),
    IDLE_EVERY_MS
  );
  idle.unref();
  return {
    summary: () => ({ books: hub.channels().length, connections: sockets.count }),
    seed: (rows) => seedRows(hub, { schema: setup.schema, rows, random: setup.random }),
    async close() {
      clearInterval(idle);
      await sockets.close();
      await hub.settle();
    }
  };
}

/** Packs books whose dead commits outweigh what lives, and makes new snapshots of logs that have grown. */
async function condense(hub: Hub, log: UpdateLog): Promise<void> {
  for await (const { host } of hub.opened()) {
    if (host.shouldPack()) await host.pack();
    if (log.shouldCompact(host.book)) await log.compact(host.book);
  }
}

class SocketKeeper {
  readonly #setup: RelaySetup;
  readonly #hub: Hub;
  readonly #bindings: Bindings;
  readonly #presence: Presence;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.maxFrameBytes,
    perMessageDeflate: false
  });
  readonly #connections = new Map<WebSocket, Connection>();
  readonly #answered = new WeakSet<WebSocket>();
  readonly #perAddress = new Map<string, number>();
  readonly #stop: (() => void)[] = [];

  constructor(setup: RelaySetup, hub: Hub, bindings: Bindings) {
    this.#setup = setup;
    this.#hub = hub;
    this.#bindings = bindings;
    this.#presence = new Presence(setup.now);
    const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void =>
      this.#upgrade(request, socket, head);
    setup.server.on('upgrade', upgrade);
    const alive = setInterval(() => this.#keepAlive(), LIMITS.aliveEveryMs);
    alive.unref();
    this.#stop.push(
      () => setup.server.off('upgrade', upgrade),
      () => clearInterval(alive),
      setup.onSessionEnded((sessionId) => this.#endSession(sessionId)),
      hub.onBook((channel) => {
        for (const connection of this.#connections.values()) connection.announce(channel);
      })
    );
  }

  get count(): number {
    return this.#connections.size;
  }

  async close(): Promise<void> {
    for (const stop of this.#stop) stop();
    for (const connection of this.#connections.values()) connection.close(CLOSE.goingDown);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#connections.keys()) socket.terminate();
  }

  /**
   * A refused upgrade looks to the browser like any broken line and would be retried for ever: so the upgrade is
   * accepted, and closed with a code that says why.
   */
  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Cut by hand: an address that is none makes `URL` throw, and nobody above would catch it.
    if ((request.url ?? '').split('?')[0] !== SYNC_PATH) return void socket.destroy();
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      opened.on('error', () => opened.terminate());
      this.#admit(request, opened).catch((cause: unknown) => {
        this.#setup.onFailure(`Nobody could be asked who is there: ${String(cause)}`);
        opened.close(CLOSE.goingDown.code, CLOSE.goingDown.name);
      });
    });
  }

  async #admit(request: IncomingMessage, socket: WebSocket): Promise<void> {
    // Frames that come before the answer to "who are you" must not be lost: the socket is paused, not deaf.
    socket.pause();
    const { origin, host } = request.headers;
    const person = this.#setup.isAllowedOrigin(origin, host) ? await this.#setup.authenticate(request) : null;
    socket.resume();
    // Gone meanwhile: its close event has passed and would never take it off the lists.
    if (socket.readyState !== socket.OPEN) return;
    if (!person) return socket.close(CLOSE.signInNeeded.code, CLOSE.signInNeeded.name);
    const address = request.socket.remoteAddress ?? '';
    if (!this.#countIn(address)) return socket.close(CLOSE.tooFast.code, CLOSE.tooFast.name);
    const { now, version, onFailure } = this.#setup;
    const connection = new Connection({
      socket,
      person,
      hub: this.#hub,
      bindings: this.#bindings,
      presence: this.#presence,
      now,
      version,
      onFailure,
      onUse: () => this.#setup.noteUse(person.sessionId)
    });
    this.#connections.set(socket, connection);
    this.#answered.add(socket);
    socket.on('pong', () => this.#answered.add(socket));
    socket.on('close', () => {
      this.#connections.delete(socket);
      this.#perAddress.set(address, (this.#perAddress.get(address) ?? 1) - 1);
    });
  }

  #countIn(address: string): boolean {
    const count = this.#perAddress.get(address) ?? 0;
    if (count >= LIMITS.maxSocketsPerAddress) return false;
    this.#perAddress.set(address, count + 1);
    return true;
  }

  /** A phone that left the Wi-Fi keeps its socket "open" for minutes: who has not answered since the last round is gone. */
  #keepAlive(): void {
    for (const [socket, connection] of this.#connections) {
      if (!this.#answered.has(socket)) {
        socket.terminate();
        continue;
      }
      this.#answered.delete(socket);
      socket.ping();
      connection.keepAlive();
    }
  }

  #endSession(sessionId: string): void {
    for (const connection of this.#connections.values())
      if (connection.person.sessionId === sessionId) connection.close(CLOSE.signInNeeded);
  }
}
