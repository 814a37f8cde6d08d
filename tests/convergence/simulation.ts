/**
 * One book, one relay, four devices, in one process and without real time: the relay's host, the replicas and the gate
 * are the real ones; clock, network and disk are passed in and misbehave as the seed says.
 */
import * as Y from 'yjs';
import { composeCommit } from '#book/compose.ts';
import { BookReplica } from '#book/replica.ts';
import { shapesOf } from '#book/shapes.ts';
import { planUndo } from '#book/undo.ts';
import { drawDeviceId, drawSessionId, rowIdOf } from '#kernel/ids.ts';
import { createClock, millisOf, writerOf, type Clock } from '#kernel/stamp.ts';
import { commitToText, parseCommit, type Commit } from '#protocol/commit.ts';
import type { Answer } from '#protocol/messages.ts';
import type { PlannedWrite } from '#schema/action.ts';
import { createSchema, type Schema } from '#schema/module.ts';
import { column } from '#schema/column.ts';
import { ledger, sheet } from '#schema/table.ts';
import { BookHost, hashOf, type Sender } from '../../sync-server/relay/book-host.ts';
import { PackArchive } from '../../sync-server/relay/pack-archive.ts';
import { RefusalLedger, type RefusalDocuments } from '../../sync-server/relay/refusal-ledger.ts';
import type { Chance } from '../support/random.ts';
import type { RecordedCommit, RecordedWrite, Value } from './oracle.ts';

export const BOOK = 'org';
const both = (text: string) => ({ zh: text, en: text });

const items = sheet({
  id: 'test.items',
  label: both('items'),
  book: { audience: 'org' },
  columns: {
    name: column.text({ label: both('name') }),
    price: column.money({ label: both('price'), min: 0, onConflict: 'hold' }),
    stock: column.integer({ label: both('stock') })
  }
});

const moves = ledger({
  id: 'test.moves',
  label: both('moves'),
  book: { audience: 'org' },
  columns: { item: column.text({ label: both('item') }), quantity: column.integer({ label: both('quantity') }) },
  contra: { negate: ['quantity'], link: 'item' }
});

export function testSchema(): Schema {
  const move = {
    id: 'test.move',
    label: both('move'),
    input: {},
    writes: [{ table: 'test.moves' }],
    plan: () => ({ ok: true as const, value: [] })
  };
  return createSchema([
    {
      id: 'test',
      label: both('test'),
      area: 'business',
      tables: [items, moves],
      groups: [],
      computed: {},
      actions: [move],
      alerts: [],
      pages: []
    }
  ]);
}

/** What survives a crash of a device. */
export interface Profile {
  readonly device: string;
  readonly updates: Uint8Array[];
  readonly sessions: { session: string; client: number }[];
  readonly recorded: Map<string, { readonly commit: Commit; answered: boolean }>;
  /** Old id → new id of commits that had to be stamped again, as far as this disk knows. */
  readonly renamed: Map<string, string>;
}

export interface Device {
  readonly name: string;
  profile: Profile;
  replica: BookReplica;
  clock: Clock;
  writer: string;
  skewMs: number;
  online: boolean;
  /** Updates on their way to the relay and from it. */
  outgoing: Uint8Array[];
  incoming: Uint8Array[];
  mine: Commit[];
}

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 1);

class MemoryDocuments implements RefusalDocuments {
  readonly #values = new Map<string, unknown>();
  async put(id: string, value: unknown): Promise<void> {
    this.#values.set(id, structuredClone(value));
  }
  async list(prefix: string): Promise<{ id: string; value: unknown }[]> {
    return [...this.#values]
      .filter(([id]) => id.startsWith(prefix))
      .sort()
      .map(([id, value]) => ({ id, value }));
  }
}

export class Simulation {
  readonly chance: Chance;
  readonly schema = testSchema();
  readonly devices: Device[] = [];
  readonly history = new Map<string, RecordedCommit>();
  readonly verdicts = new Map<string, 'accepted' | 'refused'>();
  /** Commits whose stamp was ahead, as they were first recorded. */
  readonly restamped = new Map<string, RecordedCommit>();
  readonly forbidden = new Set<string>();
  host!: BookHost;
  nowMs = START_MS;
  packs = 0;
  readonly #stored: Uint8Array[] = [];
  readonly #documents = new MemoryDocuments();
  #relayStarts = 0;

  constructor(chance: Chance) {
    this.chance = chance;
  }

  async start(deviceCount: number): Promise<void> {
    await this.startRelay();
    const skews = [0, -400 * DAY_MS, 3 * 60_000, 400 * DAY_MS];
    for (let i = 0; i < deviceCount; i++) {
      const profile: Profile = {
        device: drawDeviceId(() => this.chance.next()),
        updates: [],
        sessions: [],
        recorded: new Map(),
        renamed: new Map()
      };
      this.devices.push(this.boot(`device ${i}`, profile, skews[i % skews.length]!));
    }
  }

  /** A fresh process over what is stored. */
  async startRelay(): Promise<void> {
    this.host?.destroy();
    const session = drawSessionId(() => this.chance.next());
    const clock = createClock({ device: 'relay000', session, now: () => this.nowMs });
    this.#relayStarts += 1;
    this.host = new BookHost(
      {
        book: BOOK,
        schema: this.schema,
        shapes: shapesOf(this.schema),
        clock,
        client: 9_000_000 + this.#relayStarts,
        refusals: new RefusalLedger(this.#documents),
        archive: new PackArchive(this.#documents),
        log: {
          load: async () => ({ snapshot: null, updates: [...this.#stored] }),
          append: async (_book, update) => void this.#stored.push(update)
        }
      },
      `relay000.${session}`
    );
    await this.host.open();
    this.host.listen((update) => {
      for (const device of this.devices) if (device.online) device.incoming.push(update);
    });
  }

  boot(name: string, profile: Profile, skewMs: number): Device {
    const session = drawSessionId(() => this.chance.next());
    const client = Math.floor(this.chance.next() * 2 ** 52) + 1;
    profile.sessions.push({ session, client });
    const clock = createClock({ device: profile.device, session, now: () => this.nowMs + skewMs });
    const replica = new BookReplica({ shapes: shapesOf(this.schema), clock, client });
    replica.load(profile.updates);
    const device: Device = {
      name,
      profile,
      replica,
      clock,
      writer: `${profile.device}.${session}`,
      skewMs,
      online: false,
      outgoing: [],
      incoming: [],
      mine: []
    };
    replica.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'load') return;
      device.profile.updates.push(update);
      if (origin !== 'relay' && device.online) device.outgoing.push(update);
    });
    return device;
  }

  /** Killed and started again from its own disk, as a new session. */
  restart(device: Device): void {
    device.replica.destroy();
    Object.assign(device, this.boot(device.name, device.profile, device.skewMs));
  }

  /** Started from a copy of the disk made earlier; the relay keeps what it had accepted meanwhile. */
  restore(device: Device, old: Profile): void {
    device.replica.destroy();
    const profile: Profile = {
      device: old.device,
      updates: [...old.updates],
      sessions: [...old.sessions],
      recorded: new Map(old.recorded),
      renamed: new Map(old.renamed)
    };
    Object.assign(device, this.boot(device.name, profile, device.skewMs));
  }

  // ---- what people do ----------------------------------------------------------------------------------------------

  write(device: Device, action: string, writes: readonly PlannedWrite[], undoes?: readonly string[]): Commit {
    const { replica, clock, profile } = device;
    const commit = composeCommit(replica.fold, {
      id: clock.next(),
      by: userOf(device),
      on: profile.device,
      action,
      writes,
      ...(undoes ? { undoes } : {})
    });
    this.record(device, commit, new Set(this.seenBy(device)));
    replica.append(commit);
    device.mine.push(commit);
    return commit;
  }

  /** Everything whose effect is on the device's screen: living commits and what packs cover. */
  seenBy(device: Device): string[] {
    const { fold } = device.replica;
    const covered = [...this.history.keys()].filter((id) => fold.isCovered(id) && this.verdicts.get(id) === 'accepted');
    // Under old stamps too: if this commit is stamped again itself, they are mapped with it.
    return [...fold.ids(), ...covered];
  }

  record(device: Device, commit: Commit, seen: Set<string>): void {
    const births = commit.writes.filter((w) => w.new).flatMap((w) => w.rows.map((row) => `${w.table} ${row[0]}`));
    const writes = commit.writes.flatMap((w) =>
      w.rows.flatMap((row) =>
        w.columns.flatMap((name, c): RecordedWrite[] => {
          const value = row[c + 1] as Value;
          return w.new && value === null ? [] : [{ table: w.table, row: row[0], column: name, value }];
        })
      )
    );
    this.history.set(commit.id, { id: commit.id, births, writes, seen });
    device.profile.recorded.set(commit.id, { commit, answered: false });
  }

  undoLast(device: Device): void {
    const commit = device.mine.pop();
    const text = commit && device.replica.fold.textOf(commit.id);
    const standing = text === undefined ? null : parseCommit(text);
    if (!standing) return;
    const { writes } = planUndo(device.replica.fold, standing, this.schema.tables);
    if (writes.length > 0) this.write(device, 'undo', writes, [standing.id]);
  }

  newRowId(device: Device): string {
    return rowIdOf(device.clock.next(), 0);
  }

  // ---- the line ----------------------------------------------------------------------------------------------------

  connect(device: Device): void {
    device.online = true;
    device.incoming = [];
    device.outgoing = [];
  }

  disconnect(device: Device): void {
    device.online = false;
    device.incoming = [];
    device.outgoing = [];
  }

  /** Both directions whole, as after a (re)connect, and the question about commits without an answer. */
  async exchange(device: Device): Promise<void> {
    const forDevice = await this.host.answerSync(Y.encodeStateVector(device.replica.doc));
    Y.applyUpdate(device.replica.doc, forDevice, 'relay');
    await this.deliverUp(device, Y.encodeStateAsUpdate(device.replica.doc, this.host.stateVector()));
    const open = [...device.profile.recorded].filter(([, entry]) => !entry.answered);
    const asked = open.map(([id, { commit }]) => ({ id, hash: hashOf(commitToText(commit)) }));
    if (asked.length > 0) this.hear(device, await this.host.answerAsk({ commits: asked }));
  }

  async deliverUp(device: Device, update: Uint8Array): Promise<void> {
    const received = await this.host.receive(update, this.senderOf(device));
    if (received.kind === 'judged') this.hear(device, received.answers);
    else if (received.fault !== 'gap')
      throw new Error(`${device.name}: the relay found fault with an honest frame: ${received.fault}`);
  }

  deliverDown(device: Device, update: Uint8Array): void {
    Y.applyUpdate(device.replica.doc, update, 'relay');
  }

  senderOf(device: Device): Sender {
    const writers = new Map(
      device.profile.sessions.map(({ session, client }) => [client, `${device.profile.device}.${session}`])
    );
    return { person: { user: userOf(device), device: device.profile.device }, connection: device, writers };
  }

  hear(device: Device, answers: readonly Answer[]): void {
    for (const { id, verdict, rule } of answers) {
      const entry = device.profile.recorded.get(id);
      if (verdict === 'not-stored') continue;
      if (rule === 'clock-ahead') {
        if (entry && !entry.answered) this.restamp(device, entry.commit);
        if (entry) entry.answered = true;
        continue;
      }
      if (entry) entry.answered = true;
      const said = this.verdicts.get(id);
      if (said !== undefined && said !== verdict) throw new Error(`${id} was ${said} and is now ${verdict}`);
      this.verdicts.set(id, verdict);
    }
  }

  /** The clock was ahead: as a new session with the clock set right, the same rows under a new stamp. */
  restamp(device: Device, commit: Commit): void {
    if (millisOf(device.clock.next()) > this.nowMs + 5 * 60_000 || writerOf(commit.id) === device.writer) {
      const session = drawSessionId(() => this.chance.next());
      const client = Math.floor(this.chance.next() * 2 ** 52) + 1;
      device.profile.sessions.push({ session, client });
      device.writer = `${device.profile.device}.${session}`;
      device.skewMs = 0;
      const standing = [...device.replica.fold.ids()].filter((id) => this.verdicts.get(id) === 'accepted').sort();
      device.clock.renew({ session, offsetMs: this.nowMs - device.clock.now(), from: standing.pop() ?? null });
      device.replica.doc.clientID = client;
    }
    const { renamed } = device.profile;
    const again: Commit = {
      ...commit,
      id: device.clock.next(),
      ...(commit.stamps ? { stamps: commit.stamps.map((stamp) => renamed.get(stamp) ?? stamp) } : {}),
      ...(commit.undoes ? { undoes: commit.undoes.map((stamp) => renamed.get(stamp) ?? stamp) } : {}),
      madeAt: millisOf(commit.id)
    };
    renamed.set(commit.id, again.id);
    const original = this.restamped.get(commit.id) ?? this.history.get(commit.id)!;
    this.restamped.set(commit.id, original);
    this.history.delete(commit.id);
    const seen = new Set([...original.seen].map((id) => renamed.get(id) ?? id));
    this.record(device, again, seen);
    device.replica.append(again);
  }
}

function userOf(device: Device): string {
  return `user-${device.profile.device}`;
}
