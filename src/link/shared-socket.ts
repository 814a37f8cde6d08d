/**
 * One websocket for all books of this tab. y-websocket's provider takes a WebSocket class; `channelClass` gives it one
 * whose instances are channels of the shared socket, so that hundreds of books cost one connection, one sign-in and one
 * back-off (rule 20).
 *
 * A channel asked for while the line is down waits for it. The relay's keep-alive is handed to every channel, whose
 * provider would otherwise take a quiet book for a dead line.
 */
import { CLOSE, type CloseCode } from '#protocol/close-codes.ts';
import type { BookChannel } from '#protocol/epoch.ts';
import { readFrame, writeFrame, type Frame } from '#protocol/frames.ts';
import { LIMITS } from '#protocol/limits.ts';
import { MESSAGE, type Hello, type Welcome } from '#protocol/messages.ts';

export type LineState = 'offline' | 'connecting' | 'online' | 'stopped';

/** What of the browser's WebSocket is used; the class of the package `ws` fits too. */
export interface SocketLike {
  binaryType: string;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: never) => void) | null;
  send(bytes: Uint8Array): void;
  close(code?: number): void;
}

export interface SharedSocketSetup {
  readonly url: string;
  readonly openSocket: (url: string) => SocketLike;
  /** Made anew for every connection: the session may have changed. */
  readonly hello: () => Promise<Hello>;
  readonly random: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly onWelcome: (welcome: Welcome) => void;
  readonly onBooks: (books: readonly BookChannel[]) => void;
  readonly onState: (state: LineState, stopped: CloseCode | null) => void;
}

/** The address the provider is given; what counts is the channel's name behind it. */
export const CHANNEL_URL = 'channel:';

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 8_000;
const KEEP_ALIVE = new Uint8Array([MESSAGE.KEEP_ALIVE]);

export class SharedSocket {
  readonly #setup: SharedSocketSetup;
  readonly #channels = new Map<number, Channel>();
  #socket: SocketLike | null = null;
  #state: LineState = 'offline';
  #nextChannel = 1;
  #failures = 0;
  #cancelRetry: (() => void) | null = null;
  #cancelWatch: (() => void) | null = null;
  #closed = false;

  constructor(setup: SharedSocketSetup) {
    this.#setup = setup;
  }

  get state(): LineState {
    return this.#state;
  }

  /** A WebSocket class whose instances are channels of this socket. */
  channelClass(): new (url: string) => Channel {
    const open = (channel: Channel): number => this.#attach(channel);
    const send = (frame: Frame): void => this.#send(frame);
    const detach = (id: number): void => void this.#channels.delete(id);
    return class extends Channel {
      constructor(url: string) {
        super({ name: url.slice(CHANNEL_URL.length + 1), open, send, detach });
      }
    };
  }

  /** Connects now, whatever the back-off says. */
  connect(): void {
    if (this.#closed || this.#state === 'online' || this.#state === 'connecting') return;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#become('connecting', null);
    const socket = this.#setup.openSocket(this.#setup.url);
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => void this.#greet(socket);
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#receive(new Uint8Array(data as ArrayBuffer));
    };
    socket.onerror = () => undefined; // a close event follows and is handled there
    socket.onclose = ({ code }) => this.#lose(socket, code);
    this.#watch();
  }

  /** Says hello once more on a standing line: this device has a session that the relay does not know yet. */
  async greetAgain(): Promise<void> {
    if (this.#state === 'online' && this.#socket) await this.#greet(this.#socket);
  }

  /** Ends the connection; `connect` or the back-off starts a new one with a new hello. */
  reconnect(): void {
    const socket = this.#socket;
    if (!socket) return this.connect();
    socket.close();
    this.#lose(socket, 1000);
    this.connect();
  }

  close(): void {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#cancelWatch?.();
    this.#socket?.close();
    this.#socket = null;
    this.#dropChannels();
  }

  async #greet(socket: SocketLike): Promise<void> {
    const hello = await this.#setup.hello();
    if (socket === this.#socket) this.#send({ kind: 'hello', json: JSON.stringify(hello) });
  }

  #receive(bytes: Uint8Array): void {
    this.#watch();
    const frame = readFrame(bytes);
    if (!frame) return;
    if (frame.kind === 'data') this.#channels.get(frame.channel)?.deliver(frame.bytes);
    else if (frame.kind === 'close') this.#channels.get(frame.channel)?.end(frame.code, frame.reason);
    else if (frame.kind === 'alive') for (const channel of [...this.#channels.values()]) channel.deliver(KEEP_ALIVE);
    else if (frame.kind === 'books') this.#setup.onBooks(JSON.parse(frame.json) as BookChannel[]);
    else if (frame.kind === 'welcome') this.#enter(JSON.parse(frame.json) as Welcome);
  }

  #enter(welcome: Welcome): void {
    this.#failures = 0;
    this.#setup.onWelcome(welcome);
    this.#become('online', null);
    for (const [id, channel] of [...this.#channels]) this.#openChannel(id, channel);
  }

  #attach(channel: Channel): number {
    const id = this.#nextChannel++;
    this.#channels.set(id, channel);
    // The provider sets its handlers right after construction, so opening waits for the end of its turn.
    if (this.#state === 'online') queueMicrotask(() => this.#openChannel(id, channel));
    return id;
  }

  #openChannel(id: number, channel: Channel): void {
    if (this.#state !== 'online' || this.#channels.get(id) !== channel || channel.readyState !== Channel.CONNECTING)
      return;
    this.#send({ kind: 'open', channel: id, name: channel.name });
    channel.begin();
  }

  #send(frame: Frame): void {
    this.#socket?.send(writeFrame(frame));
  }

  #lose(socket: SocketLike, code: number): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.#cancelWatch?.();
    this.#dropChannels();
    if (this.#closed) return;
    const known = Object.values(CLOSE).find((reason) => reason.code === code);
    if (known?.client === 'stop') return this.#become('stopped', known);
    this.#become('offline', null);
    this.#retryLater();
  }

  /** Exponential, with full jitter: after a relay's restart a thousand tills must not come back in one moment. */
  #retryLater(): void {
    const longest = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** this.#failures++);
    const wait = longest / 4 + this.#setup.random() * longest * 0.75;
    this.#cancelRetry = this.#setup.after(wait, () => this.connect());
  }

  #watch(): void {
    this.#cancelWatch?.();
    const socket = this.#socket;
    this.#cancelWatch = this.#setup.after(LIMITS.aliveEveryMs * 3, () => {
      if (!socket) return;
      socket.close();
      this.#lose(socket, 1006);
    });
  }

  #dropChannels(): void {
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    for (const channel of channels) channel.end(1006, 'line lost');
  }

  #become(state: LineState, stopped: CloseCode | null): void {
    this.#state = state;
    this.#setup.onState(state, stopped);
  }
}

interface ChannelPorts {
  readonly name: string;
  open(channel: Channel): number;
  send(frame: Frame): void;
  detach(id: number): void;
}

/** As much of a WebSocket as y-websocket's provider uses. */
export class Channel {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readonly name: string;
  readyState: number = Channel.CONNECTING;
  binaryType = 'arraybuffer';
  onopen: ((event: object) => void) | null = null;
  onmessage: ((event: { data: Uint8Array }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly #ports: ChannelPorts;
  readonly #id: number;

  constructor(ports: ChannelPorts) {
    this.name = ports.name;
    this.#ports = ports;
    this.#id = ports.open(this);
  }

  send(bytes: Uint8Array): void {
    if (this.readyState === Channel.OPEN) this.#ports.send({ kind: 'data', channel: this.#id, bytes });
  }

  close(): void {
    if (this.readyState === Channel.CLOSED) return;
    const wasOpen = this.readyState === Channel.OPEN;
    this.readyState = Channel.CLOSED;
    this.#ports.detach(this.#id);
    if (wasOpen) this.#ports.send({ kind: 'close', channel: this.#id, code: 1000, reason: '' });
  }

  begin(): void {
    this.readyState = Channel.OPEN;
    this.onopen?.({});
  }

  deliver(bytes: Uint8Array): void {
    if (this.readyState === Channel.OPEN) this.onmessage?.({ data: bytes });
  }

  end(code: number, reason: string): void {
    if (this.readyState === Channel.CLOSED) return;
    this.readyState = Channel.CLOSED;
    this.#ports.detach(this.#id);
    this.onclose?.({ code, reason });
  }
}
