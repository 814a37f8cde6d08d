/**
 * Which Yjs client id belongs to whom. One session is one client id, bound at its first hello to a user and a device for
 * ever; an id that is bound elsewhere is refused (protocol 1). Durable, so that a restart does not free any.
 */
import type { SessionBinding } from '#protocol/messages.ts';
import type { RefusalDocuments } from './refusal-ledger.ts';

export interface Binding {
  readonly client: number;
  /** `<device>.<session>` */
  readonly writer: string;
  readonly user: string;
}

export interface Claim {
  readonly user: string;
  readonly device: string;
  readonly sessions: readonly SessionBinding[];
}

/** One session, one client id, also within one hello; the same pair twice is one. */
function isOneToOne(claimed: readonly Binding[]): boolean {
  const pairs = new Set(claimed.map(({ client, writer }) => `${client} ${writer}`)).size;
  return (
    pairs === new Set(claimed.map(({ client }) => client)).size &&
    pairs === new Set(claimed.map(({ writer }) => writer)).size
  );
}

export class Bindings {
  readonly #documents: RefusalDocuments;
  readonly #byClient = new Map<number, Binding>();
  readonly #byWriter = new Map<string, Binding>();

  constructor(documents: RefusalDocuments) {
    this.#documents = documents;
  }

  async open(): Promise<void> {
    for (const { value } of await this.#documents.list('binding!')) this.#remember(value as Binding);
  }

  /** Client id → writer for all claimed sessions, or null if one of them is somebody else's. */
  async claim({ user, device, sessions }: Claim): Promise<Map<number, string> | null> {
    const claimed = sessions.map(({ session, client }): Binding => ({ client, writer: `${device}.${session}`, user }));
    if (claimed.some((binding) => this.#isTaken(binding)) || !isOneToOne(claimed)) return null;
    const fresh = claimed.filter((binding) => !this.#byClient.has(binding.client));
    for (const binding of fresh) this.#remember(binding);
    await Promise.all(fresh.map((binding) => this.#documents.put(`binding!${binding.client}`, binding)));
    return new Map(claimed.map(({ client, writer }) => [client, writer]));
  }

  #isTaken({ client, writer, user }: Binding): boolean {
    return [this.#byClient.get(client), this.#byWriter.get(writer)].some(
      (known) => known !== undefined && (known.client !== client || known.writer !== writer || known.user !== user)
    );
  }

  #remember(binding: Binding): void {
    this.#byClient.set(binding.client, binding);
    this.#byWriter.set(binding.writer, binding);
  }
}
