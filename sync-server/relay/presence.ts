/**
 * Who is here: passed on, never stored. Of each connection only the entry of its own client id is forwarded, with user
 * and name filled in by the relay; the rest is dropped silently (protocol 5).
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { LIMITS } from '#protocol/limits.ts';
import { MESSAGE } from '#protocol/messages.ts';

export interface PresenceMember {
  readonly client: number;
  readonly user: string;
  readonly name: string;
  send(message: Uint8Array): void;
}

interface Entry {
  readonly clock: number;
  readonly state: string;
}

const MAX_ENTRIES = 16;
const UPDATES_PER_SECOND = 20;

export class Presence {
  readonly #entries = new Map<PresenceMember, Entry>();
  readonly #members = new Set<PresenceMember>();
  readonly #sentInSecond = new Map<PresenceMember, { second: number; count: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  join(member: PresenceMember): void {
    this.#members.add(member);
    for (const [other, entry] of this.#entries) if (other !== member) member.send(messageOf(other.client, entry));
  }

  leave(member: PresenceMember): void {
    this.#members.delete(member);
    this.#sentInSecond.delete(member);
    const entry = this.#entries.get(member);
    if (!entry) return;
    this.#entries.delete(member);
    this.#pass(member, { clock: entry.clock + 1, state: 'null' });
  }

  /** `update`: an awareness update of y-protocols: varUint count, then per entry varUint client, varUint clock, JSON. */
  hear(member: PresenceMember, update: Uint8Array): void {
    if (update.length > LIMITS.maxPresenceBytes * 2 || this.#isTooFast(member)) return;
    const entry = this.#ownEntry(member, update);
    if (!entry) return;
    this.#entries.set(member, entry);
    this.#pass(member, entry);
  }

  #pass(from: PresenceMember, entry: Entry): void {
    const message = messageOf(from.client, entry);
    for (const member of this.#members) if (member !== from) member.send(message);
  }

  #isTooFast(member: PresenceMember): boolean {
    const second = Math.floor(this.#now() / 1000);
    const sent = this.#sentInSecond.get(member);
    if (sent?.second === second) return ++sent.count > UPDATES_PER_SECOND;
    this.#sentInSecond.set(member, { second, count: 1 });
    return false;
  }

  #ownEntry(member: PresenceMember, update: Uint8Array): Entry | null {
    try {
      const decoder = decoding.createDecoder(update);
      const count = Math.min(decoding.readVarUint(decoder), MAX_ENTRIES);
      for (let i = 0; i < count; i++) {
        const client = decoding.readVarUint(decoder);
        const clock = decoding.readVarUint(decoder);
        const json = decoding.readVarString(decoder);
        if (client === member.client) return { clock, state: filledIn(member, json) };
      }
    } catch {
      // reason: presence is a courtesy; a broken entry is dropped silently and costs nobody anything.
      return null;
    }
    return null;
  }
}

function filledIn({ user, name }: PresenceMember, json: string): string {
  if (json.length > LIMITS.maxPresenceBytes) return 'null';
  const state: unknown = JSON.parse(json);
  return state === null || typeof state !== 'object'
    ? 'null'
    : JSON.stringify({ place: (state as { place?: unknown }).place ?? null, user, name });
}

function messageOf(client: number, { clock, state }: Entry): Uint8Array {
  const entry = encoding.createEncoder();
  encoding.writeVarUint(entry, 1);
  encoding.writeVarUint(entry, client);
  encoding.writeVarUint(entry, clock);
  encoding.writeVarString(entry, state);
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, MESSAGE.AWARENESS);
  encoding.writeVarUint8Array(message, encoding.toUint8Array(entry));
  return encoding.toUint8Array(message);
}
