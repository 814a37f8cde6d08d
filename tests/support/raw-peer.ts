/**
 * A websocket that speaks the relay's frames by hand: it can say anything at any time, keeps every byte it hears, and
 * folds what it receives like an honest client, so that a test can look from both sides.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { readJsonMessage, writeJsonMessage } from '#protocol/book-message.ts';
import { readFrame, writeFrame } from '#protocol/frames.ts';
import {
  MESSAGE,
  PROTOCOL_VERSION,
  type Answer,
  type Answers,
  type DigestMessage,
  type Hello
} from '#protocol/messages.ts';
import { hashOf } from '../../sync-server/relay/book-host.ts';
import { honestFrame, type Author } from './hostile-relay.ts';

export interface PeerOptions {
  /** Null: nobody is signed in. */
  readonly user?: string | null;
  readonly origin?: string;
  readonly hello?: Partial<Hello>;
}

interface Closed {
  readonly channel: number;
  readonly code: number;
}

const HANG_MS = 60_000;
const SYNC = { step1: 0, step2: 1, update: 2 } as const;

export class RawPeer {
  readonly author: Author;
  readonly doc = new Y.Doc();
  /** Everything heard, one entry a websocket message. */
  readonly heard: Uint8Array[] = [];
  readonly answers = new Map<string, Answer>();
  readonly closedChannels: Closed[] = [];
  readonly presence: Uint8Array[] = [];
  digest: string | null = null;
  welcomed = false;
  /** Close code of the socket. */
  closeCode: number | null = null;
  synced = 0;
  /** Structs of its own that it has sent. */
  sent = 0;
  readonly #socket: WebSocket;
  readonly #looks = new Set<() => void>();

  private constructor(author: Author, socket: WebSocket) {
    this.author = author;
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      this.#hear(new Uint8Array(data));
      this.#look();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#look();
    });
    socket.on('error', () => undefined);
  }

  /** Resolves when the socket is open; the hello has been sent unless nobody is signed in. */
  static async connect(url: string, author: Author, options: PeerOptions = {}): Promise<RawPeer> {
    const { user = author.user, origin = 'http://shop.test', hello } = options;
    const socket = new WebSocket(url, { headers: { origin, ...(user === null ? {} : { 'x-user': user }) } });
    const peer = new RawPeer(author, socket);
    await new Promise((opened, failed) => socket.once('open', opened).once('error', failed));
    const { device, session, client, clock } = author;
    const said = {
      protocol: PROTOCOL_VERSION,
      device,
      current: { session, client },
      earlier: [],
      now: clock.now(),
      ...hello
    };
    peer.sendRaw(writeFrame({ kind: 'hello', json: JSON.stringify(said) }));
    return peer;
  }

  /** Connected, welcomed and in step with the book. */
  static async open(url: string, author: Author, book = 'org'): Promise<RawPeer> {
    const peer = await RawPeer.connect(url, author);
    await peer.until('a welcome', () => peer.welcomed);
    await peer.openBook(1, book);
    return peer;
  }

  async openBook(channel: number, book: string): Promise<void> {
    const before = this.synced;
    this.openChannel(channel, `${book}#1`);
    this.sendData(channel, syncMessage(SYNC.step1, Y.encodeStateVector(this.doc)));
    await this.until(`the book ${book}`, () => this.synced > before);
    // The answer to the relay's first step: from now on a gap is a fault.
    this.sendData(channel, syncMessage(SYNC.step2, new Uint8Array([0, 0])));
  }

  openChannel(channel: number, name: string): void {
    this.sendRaw(writeFrame({ kind: 'open', channel, name }));
  }

  /** As the feed of this author goes on; resolves with the answers to those that are commits. */
  async append(...texts: string[]): Promise<Answer[]> {
    this.sendUpdate(honestFrame(this.author, this.sent, texts));
    this.sent += texts.length;
    const hashes = new Set(texts.map(hashOf));
    const found = (): Answer[] => [...this.answers.values()].filter((answer) => hashes.has(answer.hash));
    await this.until('answers', () => found().length === hashes.size);
    return found();
  }

  sendUpdate(update: Uint8Array, channel = 1): void {
    this.sendData(channel, syncMessage(SYNC.update, update));
  }

  askFor(id: string, hash: string): void {
    this.sendData(1, writeJsonMessage(MESSAGE.ASK, { commits: [{ id, hash }] }));
  }

  sendData(channel: number, bytes: Uint8Array): void {
    this.sendRaw(writeFrame({ kind: 'data', channel, bytes }));
  }

  sendRaw(bytes: Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  /** Resolves when the relay has dealt with all that was sent before: it answers in order. */
  async settled(channel = 1): Promise<string> {
    this.digest = null;
    this.sendData(channel, writeJsonMessage(MESSAGE.DIGEST, {}));
    await this.until('a digest', () => this.digest !== null);
    return this.digest!;
  }

  /** The code with which the relay closes the channel (or the socket). */
  async closing(channel = 1): Promise<number> {
    const found = (): number | undefined =>
      this.closedChannels.find((c) => c.channel === channel)?.code ?? this.closeCode ?? undefined;
    await this.until('a close', () => found() !== undefined);
    return found()!;
  }

  /** Texts of all feeds as this peer holds them. */
  texts(): string[] {
    return [...this.doc.share.keys()].flatMap((name) => this.doc.getArray<string>(name).toArray());
  }

  hasHeard(marker: string): boolean {
    return this.heard.some((bytes) => Buffer.from(bytes).includes(marker));
  }

  until(what: string, holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const hang = setTimeout(
        () =>
          reject(
            new Error(`Waited in vain for ${what}; closed: ${JSON.stringify(this.closedChannels)} ${this.closeCode}`)
          ),
        HANG_MS
      );
      const look = (): void => {
        if (!holds()) return;
        clearTimeout(hang);
        this.#looks.delete(look);
        resolve();
      };
      this.#looks.add(look);
      look();
    });
  }

  close(): void {
    this.#socket.terminate();
    this.doc.destroy();
  }

  #look(): void {
    for (const look of [...this.#looks]) look();
  }

  #hear(bytes: Uint8Array): void {
    this.heard.push(bytes);
    const frame = readFrame(bytes);
    if (frame?.kind === 'welcome') this.welcomed = true;
    else if (frame?.kind === 'close') this.closedChannels.push({ channel: frame.channel, code: frame.code });
    else if (frame?.kind === 'data') this.#hearData(frame.bytes);
  }

  #hearData(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.VERDICTS)
      for (const answer of (readJsonMessage(decoder) as Answers).answers)
        this.answers.set(answer.id || answer.hash, answer);
    else if (type === MESSAGE.DIGEST) this.digest = (readJsonMessage(decoder) as DigestMessage).digest;
    else if (type === MESSAGE.AWARENESS) this.presence.push(decoding.readVarUint8Array(decoder));
    else if (type === MESSAGE.SYNC) this.#hearSync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder));
  }

  #hearSync(step: number, content: Uint8Array): void {
    if (step === SYNC.step1) return;
    Y.applyUpdate(this.doc, content, 'relay');
    if (step === SYNC.step2) this.synced += 1;
  }
}

export function syncMessage(step: number, content: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.SYNC);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, content);
  return encoding.toUint8Array(encoder);
}

export function presenceMessage(
  entries: readonly { readonly client: number; readonly clock: number; readonly json: string }[]
): Uint8Array {
  const update = encoding.createEncoder();
  encoding.writeVarUint(update, entries.length);
  for (const { client, clock, json } of entries) {
    encoding.writeVarUint(update, client);
    encoding.writeVarUint(update, clock);
    encoding.writeVarString(update, json);
  }
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, MESSAGE.AWARENESS);
  encoding.writeVarUint8Array(message, encoding.toUint8Array(update));
  return encoding.toUint8Array(message);
}

export interface PresenceEntry {
  readonly client: number;
  readonly state: Record<string, unknown> | null;
}

export function readPresence(update: Uint8Array): PresenceEntry[] {
  const decoder = decoding.createDecoder(update);
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const client = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    return { client, state: JSON.parse(decoding.readVarString(decoder)) as Record<string, unknown> | null };
  });
}
