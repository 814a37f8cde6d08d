/**
 * One socket of one tab, read as a timeline: hello → welcome → channels opened → frames judged → closed. A fault closes
 * the channel it happened on with a named code, never the others; only a broken frame closes the socket.
 *
 * A little beyond the usual length, since the timeline is read in one piece.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebSocket } from 'ws';
import { writeJsonMessage, readJsonMessage } from '#protocol/book-message.ts';
import { CLOSE, type CloseCode } from '#protocol/close-codes.ts';
import { parseChannel, type BookChannel } from '#protocol/epoch.ts';
import { readFrame, writeFrame, type Frame } from '#protocol/frames.ts';
import { LIMITS } from '#protocol/limits.ts';
import {
  MESSAGE,
  PRESENCE_CHANNEL,
  PROTOCOL_VERSION,
  type Answer,
  type Ask,
  type Hello,
  type Welcome
} from '#protocol/messages.ts';
import { NotDurable, type Sender } from './book-host.ts';
import type { Bindings } from './bindings.ts';
import type { Receiver } from './broadcast.ts';
import { readHello } from './hello.ts';
import type { HostedBook, Hub } from './hub.ts';
import type { Presence, PresenceMember } from './presence.ts';
import { TokenBucket } from './token-bucket.ts';

export interface SignedInPerson {
  readonly user: string;
  readonly name: string;
  readonly sessionId: string;
}

export interface ConnectionSetup {
  readonly socket: WebSocket;
  readonly person: SignedInPerson;
  readonly hub: Hub;
  readonly bindings: Bindings;
  readonly presence: Presence;
  readonly now: () => number;
  readonly version: string;
  readonly onFailure: (sentence: string) => void;
  /** The person works: their sign-in does not grow old meanwhile. */
  readonly onUse: () => void;
}

interface BookChannelState extends Receiver {
  readonly id: number;
  readonly hosted: Promise<HostedBook>;
  /** Set once loaded; messages that came before wait on `hosted`. */
  joined: HostedBook | null;
  /** The client has answered our first step; until then its live updates may run ahead of what we have. */
  exchanged: boolean;
}

/** First steps of a book beyond the first, on one connection. */
const AGAIN = { capacity: 20, perSecond: 1 };

const SYNC = { step1: 0, step2: 1, update: 2 } as const;

export class Connection {
  readonly #setup: ConnectionSetup;
  readonly #books = new Map<number, BookChannelState>();
  #sender: Sender | null = null;
  #presence: { readonly channel: number; readonly member: PresenceMember } | null = null;
  #hello: Hello | null = null;
  readonly #firstSteps = new Set<string>();
  readonly #stepBucket: TokenBucket;
  /** Bytes of sync answers on their way: a first sync may exceed what a slow reader may leave lying. */
  #syncBytes = 0;

  constructor(setup: ConnectionSetup) {
    this.#setup = setup;
    this.#stepBucket = new TokenBucket({ ...AGAIN, now: setup.now });
    setup.socket.on('message', (data: ArrayBuffer | Buffer | Buffer[]) => this.#receive(toBytes(data)));
    setup.socket.on('close', () => this.#leaveAll());
    setup.socket.on('error', () => setup.socket.terminate());
  }

  get person(): SignedInPerson {
    return this.#setup.person;
  }

  close(reason: CloseCode): void {
    this.#setup.socket.close(reason.code, reason.name);
  }

  announce(channel: BookChannel): void {
    if (this.#sender) this.#send({ kind: 'books', json: JSON.stringify([channel]) });
  }

  keepAlive(): void {
    this.#send({ kind: 'alive' });
  }

  #receive(bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    if (!frame) return this.close(CLOSE.malformed);
    if (frame.kind === 'hello')
      return void this.#greet(frame.json).catch((cause: unknown) => this.#failGreeting(cause));
    // Until the sessions are bound nothing is opened: a client id that turns out to be another's must not be heard.
    if (!this.#sender) return this.close(CLOSE.badHello);
    if (frame.kind === 'open') this.#open(frame.channel, frame.name);
    else if (frame.kind === 'close') this.#leave(frame.channel);
    else if (frame.kind === 'data') this.#hear(frame.channel, frame.bytes);
  }

  async #greet(json: string): Promise<void> {
    const hello = readHello(json);
    if (!hello || (this.#hello && this.#hello.device !== hello.device)) return this.close(CLOSE.badHello);
    if (hello.protocol > PROTOCOL_VERSION) return this.close(CLOSE.newerVersion);
    // A second hello adds sessions that began after the first, e.g. of another tab.
    const isFirst = this.#hello === null;
    this.#hello ??= hello;
    const { bindings, person, hub, now, version } = this.#setup;
    const { device, current, earlier } = hello;
    const writers = await bindings.claim({ user: person.user, device, sessions: [current, ...earlier] });
    if (!writers) return this.close(CLOSE.badHello);
    for (const [client, writer] of this.#sender?.writers ?? []) writers.set(client, writer);
    this.#sender = { person: { user: person.user, device }, connection: this, writers };
    if (!isFirst) return;
    const welcome: Welcome = { user: person.user, userName: person.name, now: now(), version, books: hub.channels() };
    this.#send({ kind: 'welcome', json: JSON.stringify(welcome) });
  }

  #failGreeting(cause: unknown): void {
    this.#setup.onFailure(`A hello could not be answered: ${String(cause)}`);
    this.close(CLOSE.goingDown);
  }

  #open(id: number, name: string): void {
    if (this.#books.has(id) || this.#presence?.channel === id) return this.#closeChannel(id, CLOSE.malformed);
    if (this.#books.size >= LIMITS.maxBooksPerSocket) return this.#closeChannel(id, CLOSE.tooFast);
    if (name === PRESENCE_CHANNEL) return this.#openPresence(id);
    const channel = parseChannel(name);
    const hosted = channel && this.#setup.hub.open(channel);
    if (!hosted) return this.#closeChannel(id, CLOSE.noSuchBook);
    const state: BookChannelState = {
      id,
      hosted,
      joined: null,
      exchanged: false,
      sendUpdate: (update) => this.#sendUpdate(id, update),
      resync: () => this.#closeChannel(id, CLOSE.resync)
    };
    this.#books.set(id, state);
    hosted.then(
      (loaded) => {
        state.joined = loaded;
      },
      (cause: unknown) => {
        this.#setup.onFailure(`Book ${name} cannot be opened: ${String(cause)}`);
        this.#closeChannel(id, CLOSE.goingDown);
      }
    );
  }

  #openPresence(channel: number): void {
    if (this.#presence) this.#leave(this.#presence.channel);
    const { person, presence } = this.#setup;
    const member: PresenceMember = {
      client: this.#hello!.current.client,
      user: person.user,
      name: person.name,
      send: (bytes) => this.#send({ kind: 'data', channel, bytes })
    };
    this.#presence = { channel, member };
    presence.join(member);
  }

  #hear(channel: number, bytes: Uint8Array): void {
    if (this.#presence?.channel === channel) return this.#hearPresence(bytes);
    const state = this.#books.get(channel);
    if (!state) return;
    const answered = state.joined
      ? this.#answer(state, state.joined, bytes)
      : state.hosted.then((hosted) => this.#answer(state, hosted, bytes));
    answered.catch((cause: unknown) => this.#fail(state, cause));
  }

  /** A book that could not be written is loaded again from what is on disk; everybody who has it open resynchronises. */
  #fail(state: BookChannelState, cause: unknown): void {
    this.#setup.onFailure(
      `Book ${state.joined?.channel.book ?? '?'}: ${cause instanceof Error ? cause.message : String(cause)}`
    );
    this.#closeChannel(state.id, cause instanceof NotDurable ? CLOSE.goingDown : CLOSE.malformed);
    if (!(cause instanceof NotDurable) || !state.joined) return;
    this.#setup.hub
      .reload(state.joined)
      .catch((failure: unknown) => this.#setup.onFailure(`A book cannot be read again: ${String(failure)}`));
  }

  async #answer(state: BookChannelState, hosted: HostedBook, bytes: Uint8Array): Promise<void> {
    const decoder = decoding.createDecoder(bytes);
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.SYNC:
        return this.#sync(state, hosted, decoder);
      case MESSAGE.ASK:
        return this.#sendAnswers(state, await hosted.host.answerAsk(readJsonMessage(decoder) as Ask));
      case MESSAGE.DIGEST:
        await hosted.host.settled();
        return this.#sendMessage(state.id, writeJsonMessage(MESSAGE.DIGEST, { digest: hosted.host.fold.digest() }));
      default:
        return;
    }
  }

  async #sync(state: BookChannelState, hosted: HostedBook, decoder: decoding.Decoder): Promise<void> {
    const step = decoding.readVarUint(decoder);
    const content = decoding.readVarUint8Array(decoder);
    if (step === SYNC.step1) {
      // A first step is a whole book to encode: one for each book is free, those after it come from a bucket (protocol 4).
      const isFirst = !this.#firstSteps.has(hosted.channel.book);
      this.#firstSteps.add(hosted.channel.book);
      if (!isFirst && !this.#stepBucket.take()) return this.#closeChannel(state.id, CLOSE.tooFast);
      return this.#answerFirstStep(state, hosted, content);
    }
    if (step !== SYNC.step2 && step !== SYNC.update) return this.#closeChannel(state.id, CLOSE.malformed);
    this.#setup.onUse();
    const wasExchanged = state.exchanged;
    if (step === SYNC.step2) state.exchanged = true;
    const received = await hosted.host.receive(content, this.#sender!);
    if (received.kind === 'fault') {
      // Typed between opening the channel and the exchange: the exchange, which is on its way, brings it whole.
      if (received.fault === 'gap' && !wasExchanged) return;
      this.#setup.onFailure(
        `A frame of ${this.person.user} for ${hosted.channel.book} was refused: ${received.fault}.`
      );
      return this.#closeChannel(state.id, received.fault === 'gap' ? CLOSE.resync : CLOSE.malformed);
    }
    if (received.answers.length > 0) this.#sendAnswers(state, received.answers);
  }

  async #answerFirstStep(state: BookChannelState, hosted: HostedBook, stateVector: Uint8Array): Promise<void> {
    const update = await hosted.host.answerSync(stateVector);
    if (!this.#books.has(state.id)) return;
    hosted.broadcast.join(state);
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.SYNC);
    encoding.writeVarUint(encoder, SYNC.step2);
    encoding.writeVarUint8Array(encoder, update);
    this.#syncBytes += update.length;
    const frame = writeFrame({ kind: 'data', channel: state.id, bytes: encoding.toUint8Array(encoder) });
    this.#setup.socket.send(frame, () => {
      this.#syncBytes -= update.length;
    });
    const request = encoding.createEncoder();
    encoding.writeVarUint(request, MESSAGE.SYNC);
    encoding.writeVarUint(request, SYNC.step1);
    encoding.writeVarUint8Array(request, hosted.host.stateVector());
    this.#sendMessage(state.id, encoding.toUint8Array(request));
  }

  #sendAnswers(state: BookChannelState, answers: readonly Answer[]): void {
    this.#sendMessage(state.id, writeJsonMessage(MESSAGE.VERDICTS, { epoch: 1, answers }));
  }

  #sendUpdate(channel: number, update: Uint8Array): void {
    if (this.#setup.socket.bufferedAmount - this.#syncBytes > LIMITS.maxBufferedBytes) return this.close(CLOSE.tooSlow);
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.SYNC);
    encoding.writeVarUint(encoder, SYNC.update);
    encoding.writeVarUint8Array(encoder, update);
    this.#sendMessage(channel, encoding.toUint8Array(encoder));
  }

  #hearPresence(bytes: Uint8Array): void {
    const update = readAwareness(bytes);
    if (update) this.#setup.presence.hear(this.#presence!.member, update);
  }

  #sendMessage(channel: number, bytes: Uint8Array): void {
    this.#send({ kind: 'data', channel, bytes });
  }

  #send(frame: Frame): void {
    if (this.#setup.socket.readyState === this.#setup.socket.OPEN) this.#setup.socket.send(writeFrame(frame));
  }

  #closeChannel(channel: number, { code, name }: CloseCode): void {
    this.#leave(channel);
    this.#send({ kind: 'close', channel, code, reason: name });
  }

  #leave(channel: number): void {
    const state = this.#books.get(channel);
    this.#books.delete(channel);
    void state?.hosted.then(({ broadcast }) => broadcast.leave(state)).catch(() => undefined);
    if (this.#presence?.channel !== channel) return;
    this.#setup.presence.leave(this.#presence.member);
    this.#presence = null;
  }

  #leaveAll(): void {
    for (const channel of [...this.#books.keys()]) this.#leave(channel);
    if (this.#presence) this.#leave(this.#presence.channel);
  }
}

function readAwareness(bytes: Uint8Array): Uint8Array | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    return decoding.readVarUint(decoder) === MESSAGE.AWARENESS ? decoding.readVarUint8Array(decoder) : null;
  } catch {
    // reason: presence is a courtesy; a broken message is dropped silently and costs nobody anything.
    return null;
  }
}

function toBytes(data: ArrayBuffer | Buffer | Buffer[]): Uint8Array {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  const buffer = Array.isArray(data) ? Buffer.concat(data as unknown as Uint8Array[]) : data;
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
