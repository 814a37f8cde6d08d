/**
 * One book on the line: y-websocket's provider does the synchronisation; beside it go our questions (what became of
 * these commits, what is your digest) and the relay's answers.
 */
import * as decoding from 'lib0/decoding';
import { Awareness } from 'y-protocols/awareness';
import { messageYjsSyncStep1 } from 'y-protocols/sync';
import { WebsocketProvider } from 'y-websocket';
import type { BookReplica } from '#book/replica.ts';
import { readJsonMessage, writeJsonMessage } from '#protocol/book-message.ts';
import { channelOf, type BookChannel } from '#protocol/epoch.ts';
import { MESSAGE, type Answer, type Answers, type Ask, type DigestMessage } from '#protocol/messages.ts';
import { CHANNEL_URL, type SharedSocket } from './shared-socket.ts';

export interface BookLineSetup {
  readonly socket: SharedSocket;
  readonly channel: BookChannel;
  readonly replica: BookReplica;
  readonly onAnswers: (answers: readonly Answer[]) => void;
  /** Both sides have sent what the other lacked; the moment to ask about commits without an answer. */
  readonly onExchanged: () => void;
  readonly onDigest: (digest: string) => void;
}

type Handler = WebsocketProvider['messageHandlers'][number];

export class BookLine {
  readonly #provider: WebsocketProvider;
  #exchanged = false;

  constructor(setup: BookLineSetup) {
    const awareness = new Awareness(setup.replica.doc);
    awareness.setLocalState(null); // who is here travels once, on its own channel
    this.#provider = new WebsocketProvider(CHANNEL_URL, channelOf(setup.channel), setup.replica.doc, {
      connect: false,
      disableBc: true,
      awareness,
      WebSocketPolyfill: setup.socket.channelClass() as unknown as typeof WebSocket
    });
    this.#listen(setup);
    this.#provider.connect();
  }

  /** Whether sync and the exchange of questions have been done on the present connection. */
  get isExchanged(): boolean {
    return this.#exchanged && this.#provider.wsconnected;
  }

  ask(question: Ask): void {
    this.#send(writeJsonMessage(MESSAGE.ASK, question));
  }

  askDigest(): void {
    this.#send(writeJsonMessage(MESSAGE.DIGEST, {}));
  }

  destroy(): void {
    this.#provider.awareness.destroy();
    this.#provider.destroy();
  }

  #send(bytes: Uint8Array): void {
    this.#provider.ws?.send(bytes as Uint8Array<ArrayBuffer>);
  }

  #listen({ onAnswers, onExchanged, onDigest }: BookLineSetup): void {
    const handlers = this.#provider.messageHandlers;
    const sync = handlers[MESSAGE.SYNC]!;
    const watchedSync: Handler = (encoder, decoder, provider, emitSynced, type) => {
      const step = decoding.peekVarUint(decoder);
      sync(encoder, decoder, provider, emitSynced, type);
      if (step !== messageYjsSyncStep1) return;
      // Our answer to the relay's first step goes out when this handler returns; questions must follow it.
      queueMicrotask(() => {
        this.#exchanged = true;
        onExchanged();
      });
    };
    handlers[MESSAGE.SYNC] = watchedSync;
    handlers[MESSAGE.VERDICTS] = (_encoder, decoder) => onAnswers((readJsonMessage(decoder) as Answers).answers);
    handlers[MESSAGE.DIGEST] = (_encoder, decoder) => onDigest((readJsonMessage(decoder) as DigestMessage).digest);
    handlers[MESSAGE.KEEP_ALIVE] = () => undefined;
    this.#provider.on('connection-close', () => {
      this.#exchanged = false;
    });
  }
}
