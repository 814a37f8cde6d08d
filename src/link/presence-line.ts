/** Who is here: y-protocols' awareness on a channel of its own, one entry a tab. The relay fills in user and name. */
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { MESSAGE, PRESENCE_CHANNEL } from '#protocol/messages.ts';
import { CHANNEL_URL, type SharedSocket } from './shared-socket.ts';

export interface PresentPerson {
  readonly client: number;
  readonly user: string;
  readonly name: string;
  readonly place: unknown;
}

export class PresenceLine {
  readonly #doc = new Doc();
  readonly #awareness: Awareness;
  readonly #provider: WebsocketProvider;

  constructor(socket: SharedSocket, client: number, onChange: () => void) {
    this.#doc.clientID = client;
    this.#awareness = new Awareness(this.#doc);
    this.#provider = new WebsocketProvider(CHANNEL_URL, PRESENCE_CHANNEL, this.#doc, {
      disableBc: true,
      awareness: this.#awareness,
      WebSocketPolyfill: socket.channelClass() as unknown as typeof WebSocket
    });
    this.#provider.messageHandlers[MESSAGE.KEEP_ALIVE] = () => undefined;
    this.#awareness.on('change', onChange);
  }

  setPlace(place: unknown): void {
    this.#awareness.setLocalState({ place });
  }

  others(): PresentPerson[] {
    return [...this.#awareness.getStates()]
      .filter(([client]) => client !== this.#doc.clientID)
      .map(([client, state]) => ({
        client,
        user: String(state['user'] ?? ''),
        name: String(state['name'] ?? ''),
        place: state['place']
      }));
  }

  destroy(): void {
    this.#awareness.destroy();
    this.#provider.destroy();
    this.#doc.destroy();
  }
}
