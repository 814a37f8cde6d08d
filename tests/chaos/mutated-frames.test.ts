/**
 * Frames that began honest and were bent: bytes flipped, cut, doubled, counts blown up, sections of others put beside.
 * Whatever comes, the relay's host neither throws nor waits for pieces, keeps nothing that no one judged, and goes on
 * taking honest work. `RUNS` sets the number of frames, `SEED` one seed.
 */
import { afterAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { shapesOf } from '#book/shapes.ts';
import { digestTables } from '#book/table-digest.ts';
import { Fold } from '#book/fold.ts';
import { createClock } from '#kernel/stamp.ts';
import { createMemoryDocuments } from '#storage/memory-documents.ts';
import { BookHost, type Sender } from '../../sync-server/relay/book-host.ts';
import { PackArchive } from '../../sync-server/relay/pack-archive.ts';
import { RefusalLedger, type RefusalDocuments } from '../../sync-server/relay/refusal-ledger.ts';
import {
  addItem,
  editItem,
  encodeRaw,
  honestFrame,
  hostileSchema,
  newAuthor,
  rowOf,
  startTestRelay,
  toText,
  writerOf,
  type Author
} from '../support/hostile-relay.ts';
import { expectWorkGoesOn, HostileShop } from '../support/hostile-shop.ts';
import { createChance, type Chance } from '../support/random.ts';

const FRAMES = Number(process.env['RUNS'] ?? 5_000);
const SEED = Number(process.env['SEED'] ?? 1);
const HONEST_EVERY = 100;
const HANG_MS = 2_000;
const tally = {
  frames: 0,
  judged: 0,
  refusedTexts: 0,
  accepted: 0,
  faults: {} as Record<string, number>,
  slowestMs: 0
};

interface Stage {
  readonly host: BookHost;
  readonly stored: Uint8Array[];
}

async function openHost(): Promise<Stage> {
  const documents = createMemoryDocuments(new Map()) as RefusalDocuments;
  const schema = hostileSchema();
  const stored: Uint8Array[] = [];
  const host = new BookHost(
    {
      book: 'org',
      schema,
      shapes: shapesOf(schema),
      clock: createClock({ device: 'relay000', session: 'relay000', now: Date.now }),
      client: 9,
      refusals: new RefusalLedger(documents),
      archive: new PackArchive(documents),
      log: {
        load: async () => ({ snapshot: null, updates: [...stored] }),
        append: async (_book, update) => void stored.push(update)
      }
    },
    'relay000.relay000'
  );
  await host.open();
  return { host, stored };
}

const senderOf = (author: Author): Sender => ({
  person: { user: author.user, device: author.device },
  connection: author,
  writers: new Map([[author.client, writerOf(author)]])
});

/** Number of structs the host has of a client: where its feed goes on. */
const clockOf = ({ host }: Stage, author: Author): number => Y.getState(host.replica.doc.store, author.client);

describe(`${FRAMES} bent frames, seed ${SEED}`, () => {
  it(
    '[PROTO 0] 0 crashes, 0 pending structs, honest work goes on, memory and disk agree',
    { timeout: 600_000 },
    async () => {
      const chance = createChance(SEED);
      const stage = await openHost();
      let hostile = newAuthor('mallory');
      const honest = newAuthor('ann');
      await sendHonest(stage, honest);
      for (let frame = 0; frame < FRAMES; frame++) {
        await sendBent(stage, hostile, chance);
        const { store } = stage.host.replica.doc;
        expect(
          [store.pendingStructs, store.pendingDs],
          `frame ${frame} of seed ${SEED} leaves something pending`
        ).toEqual([null, null]);
        if (frame % HONEST_EVERY === 0) await sendHonest(stage, honest);
        // A session whose clock or stamps were driven to their end is of no more use for attacks.
        if (frame % 50 === 49) hostile = newAuthor('mallory');
      }
      expectMemoryIsTheDisk(stage);
      expect(tally.accepted, 'some bent frames were still good work').toBeGreaterThan(0);
    }
  );

  it(
    '[PROTO 0] the same over a socket: the relay lives and the colleague hears nothing bent',
    { timeout: 120_000 },
    async () => {
      const chance = createChance(SEED);
      const relay = await startTestRelay();
      const shop = new HostileShop(() => relay);
      const [ann, bob] = [await shop.join('ann'), await shop.join('bob')];
      for (let i = 0; i < Math.min(FRAMES, 300); i++) {
        const mallory = i % 10 === 0 ? await shop.join('mallory') : shop.peers[shop.peers.length - 1]!;
        const text = toText(addItem(mallory.author, `m${i}`));
        const bytes = bend(honestFrame(mallory.author, 0, [text]), chance);
        if (chance.happens(0.5)) mallory.sendUpdate(bytes);
        else mallory.sendRaw(bend(bytes, chance));
      }
      await expectWorkGoesOn(bob, ann);
      const late = await shop.join('late');
      expect(await late.settled()).toBe(await ann.settled());
      shop.close();
      await relay.close();
    }
  );

  afterAll(() =>
    console.log(`mutated frames: ${JSON.stringify({ ...tally, slowestMs: Math.round(tally.slowestMs) })}`)
  );
});

async function sendHonest(stage: Stage, author: Author): Promise<void> {
  const added = addItem(author, 'honest');
  const texts = [added, editItem(author, rowOf(added))].map(toText);
  const received = await stage.host.receive(honestFrame(author, clockOf(stage, author), texts), senderOf(author));
  expect(received).toMatchObject({ kind: 'judged', answers: [{ verdict: 'accepted' }, { verdict: 'accepted' }] });
}

async function sendBent(stage: Stage, author: Author, chance: Chance): Promise<void> {
  const bytes = bentFrame(stage, author, chance);
  const from = performance.now();
  const received = await stage.host.receive(bytes, senderOf(author));
  const took = performance.now() - from;
  expect(took, 'a frame that stops the relay for everybody').toBeLessThan(HANG_MS);
  tally.frames += 1;
  tally.slowestMs = Math.max(tally.slowestMs, took);
  if (received.kind === 'fault') tally.faults[received.fault] = (tally.faults[received.fault] ?? 0) + 1;
  else {
    tally.judged += 1;
    for (const { verdict } of received.answers) tally[verdict === 'accepted' ? 'accepted' : 'refusedTexts'] += 1;
  }
}

function bentFrame(stage: Stage, author: Author, chance: Chance): Uint8Array {
  const clock = clockOf(stage, author);
  const texts = Array.from({ length: 1 + chance.below(4) }, () => bendText(toText(addItem(author, 'bent')), chance));
  const frame = honestFrame(author, clock, texts);
  const feed = `${writerOf(author)}/${chance.below(3)}`;
  switch (chance.below(8)) {
    case 0:
      return frame;
    case 1:
      return encodeRaw([
        { client: author.client, clock: Math.max(0, clock + chance.below(5) - 2), structs: [{ texts, feed }] }
      ]);
    case 2:
      return encodeRaw([section(author, clock, texts), section(author, clock + chance.below(3), texts)]);
    case 3:
      return encodeRaw([
        {
          client: chance.below(9),
          clock: chance.below(5),
          structs: [{ type: chance.below(12), length: chance.below(9), texts: ['x'], feed }]
        },
        section(author, clock, texts)
      ]);
    case 4:
      return encodeRaw(
        [{ client: author.client, clock, structs: [{ type: 1, length: 1 + chance.below(2 ** 20), feed }] }],
        [{ client: author.client, ranges: [[0, chance.below(2 ** 30)]] }]
      );
    case 5:
      return encodeRaw([
        {
          client: author.client,
          clock,
          structs: [{ texts: [...texts, chance.pick([1, null, true, { a: 1 }, 2.5])], feed }]
        }
      ]);
    default:
      return bend(frame, chance);
  }
}

const section = (author: Author, clock: number, texts: readonly string[]) => ({
  client: author.client,
  clock,
  structs: [{ texts, feed: `${writerOf(author)}/0` }]
});

function bendText(text: string, chance: Chance): string {
  if (chance.happens(0.5)) return text;
  const at = chance.below(text.length);
  const bent = [
    text.slice(0, at) + String.fromCharCode(chance.below(300)) + text.slice(at + 1),
    text.slice(0, at),
    text.slice(0, at) + text.slice(at + 1 + chance.below(9)),
    text + text
  ];
  return chance.pick(bent);
}

function bend(bytes: Uint8Array, chance: Chance): Uint8Array {
  const bent = bytes.slice();
  for (let i = 0; i <= chance.below(4); i++) bent[chance.below(bent.length)] = chance.below(256);
  if (chance.happens(0.2)) return bent.slice(0, chance.below(bent.length));
  if (chance.happens(0.1)) return new Uint8Array([...bent, ...bent]);
  if (chance.happens(0.1)) bent.fill(255, chance.below(8), 8 + chance.below(8));
  return bent;
}

function expectMemoryIsTheDisk({ host, stored }: Stage): void {
  const { store } = host.replica.doc;
  expect([store.pendingStructs, store.pendingDs]).toEqual([null, null]);
  const doc = new Y.Doc();
  for (const update of stored) Y.applyUpdate(doc, update);
  expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
  const fold = new Fold(shapesOf(hostileSchema()));
  for (const name of host.replica.doc.share.keys())
    for (const text of doc.getArray<string>(name).toArray()) fold.add(text);
  expect(fold.digest()).toBe(host.fold.digest());
  expect(digestTables(fold)).toBe(digestTables(host.fold));
}
