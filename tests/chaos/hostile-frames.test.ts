/**
 * What the relay must not let in, over real websockets: one test for each rule of the protocol about frames, sockets and
 * presence, titled with its number and red without it. Over 300 lines because it is one list of rules.
 */
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as encoding from 'lib0/encoding';
import { CLOSE } from '#protocol/close-codes.ts';
import { LIMITS } from '#protocol/limits.ts';
import { PRESENCE_CHANNEL } from '#protocol/messages.ts';
import { parseFrame } from '../../sync-server/relay/update-frame.ts';
import {
  addItem,
  encodeRaw,
  honestFrame,
  newAuthor,
  startTestRelay,
  toText,
  writerOf,
  type RawStruct,
  type TestRelay
} from '../support/hostile-relay.ts';
import { expectWorkGoesOn, HostileShop } from '../support/hostile-shop.ts';
import { presenceMessage, RawPeer, readPresence } from '../support/raw-peer.ts';

let relay: TestRelay;
let shop: HostileShop;

beforeEach(async () => {
  relay = await startTestRelay();
  shop = new HostileShop(() => relay);
});

afterEach(async () => {
  shop.close();
  await relay.close();
});

const join = (user: string): Promise<RawPeer> => shop.join(user);

describe('sections and structs', () => {
  it('[PROTO 1] cuts out sections of other client ids silently, and own ones of the same frame go on', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const own = toText(addItem(bob.author, 'own'));
    const forged = toText(addItem(ann.author, 'FORGED'));
    bob.sent = 1;
    bob.sendUpdate(
      encodeRaw([
        { client: ann.author.client, clock: 0, structs: [{ texts: [forged], feed: `${writerOf(ann.author)}/0` }] },
        { client: 77, clock: 5, structs: [{ type: 0, length: 3 }] },
        { client: bob.author.client, clock: 0, structs: [{ texts: [own], feed: `${writerOf(bob.author)}/0` }] }
      ])
    );
    await ann.until('the own section', () => ann.hasHeard(own));
    expect([ann.hasHeard('FORGED'), bob.closedChannels, bob.closeCode]).toEqual([false, [], null]);
    await expectWorkGoesOn(bob, ann);
    await expectWorkGoesOn(ann, bob);
  });

  it('[PROTO 1] refuses a client id that is bound to another user', async () => {
    const ann = await join('ann');
    const thief = await RawPeer.connect(relay.url, { ...newAuthor('thief'), client: ann.author.client });
    shop.keep(thief);
    expect(await thief.closing()).toBe(CLOSE.badHello.code);
    const namesake = await RawPeer.connect(relay.url, { ...ann.author, user: 'thief', client: 4711 });
    shop.keep(namesake);
    expect(await namesake.closing(), 'nor a session of somebody else').toBe(CLOSE.badHello.code);
    expect([thief.welcomed, namesake.welcomed]).toEqual([false, false]);
  });

  it('[PROTO 1] refuses a client id that a new session uses again, also within one hello', async () => {
    const { author } = await join('ann');
    const again = await RawPeer.connect(relay.url, { ...author, session: 'another0' });
    shop.keep(again);
    expect(await again.closing()).toBe(CLOSE.badHello.code);
    const both = newAuthor('bob');
    const earlier = [{ session: 'another1', client: both.client }];
    const twice = await RawPeer.connect(relay.url, both, { hello: { earlier } });
    shop.keep(twice);
    expect(await twice.closing()).toBe(CLOSE.badHello.code);
  });

  it('[PROTO 1] keeps the binding over a restart of the relay', async () => {
    const { author } = await join('ann');
    await relay.close();
    relay = await startTestRelay({ disk: relay.disk, documents: relay.documents });
    const thief = await RawPeer.connect(relay.url, { ...newAuthor('thief'), client: author.client });
    shop.keep(thief);
    expect(await thief.closing()).toBe(CLOSE.badHello.code);
  });

  const faulty = (structs: (peer: RawPeer, text: string) => RawStruct[]) => async (): Promise<void> => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    await expectWorkGoesOn(ann, bob);
    const text = toText(addItem(bob.author, 'HOSTILE'));
    bob.sendUpdate(encodeRaw([{ client: bob.author.client, clock: 0, structs: structs(bob, text) }]));
    expect(await bob.closing()).toBe(CLOSE.malformed.code);
    expect(ann.hasHeard('HOSTILE')).toBe(false);
    await bob.openBook(2, 'org');
    expect(bob.texts().some((t) => t.includes('HOSTILE'))).toBe(false);
    await expectWorkGoesOn(ann, bob);
  };
  const feedOf = (peer: RawPeer): string => `${writerOf(peer.author)}/0`;

  it(
    '[PROTO 1] refuses GC structs in own sections',
    faulty((bob, text) => [
      { texts: [text], feed: feedOf(bob) },
      { type: 0, length: 2 }
    ])
  );
  it(
    '[PROTO 1] refuses Skip structs in own sections',
    faulty((bob, text) => [
      { type: 10, length: 2 },
      { texts: [text], feed: feedOf(bob) }
    ])
  );
  it(
    '[PROTO 1] refuses content that is no list of texts: a number',
    faulty((bob, text) => [{ texts: [text, 5], feed: feedOf(bob) }])
  );
  it(
    '[PROTO 1] refuses content that is no list of texts: an object',
    faulty((bob, text) => [{ texts: [{ text }], feed: feedOf(bob) }])
  );
  it(
    '[PROTO 1] refuses content of another kind: a string',
    faulty((bob, text) => [{ type: 4, texts: [text], feed: feedOf(bob) }])
  );
  it(
    '[PROTO 1] refuses content of another kind: a shared type',
    faulty((bob) => [{ type: 7, feed: feedOf(bob) }])
  );
  it(
    '[PROTO 2] refuses an item whose origin is not its own predecessor',
    faulty((_bob, text) => [{ texts: [text], origin: [shop.peers[0]!.author.client, 0] }])
  );
  it(
    '[PROTO 2] refuses an item whose origin is its own successor',
    faulty((bob, text) => [{ texts: [text], origin: [bob.author.client, 1] }])
  );
  it(
    '[PROTO 2] refuses an item with a right origin',
    faulty((_bob, text) => [{ texts: [text], rightOrigin: [shop.peers[0]!.author.client, 0] }])
  );
  it(
    '[PROTO 2] refuses an item with a map key',
    faulty((bob, text) => [{ texts: [text], feed: feedOf(bob), mapKey: 'k' }])
  );
  it(
    '[PROTO 2] refuses an item for a feed of somebody else',
    faulty((_bob, text) => [{ texts: [text], feed: feedOf(shop.peers[0]!) }])
  );
  it(
    '[PROTO 18] refuses a feed whose name only begins like its own',
    faulty((bob, text) => [{ texts: [text], feed: `${writerOf(bob.author)}0/0` }])
  );
  it(
    '[PROTO 6] refuses a pack from a client',
    faulty((bob, text) => [{ texts: [text.replace('{"id"', '{"pack"')], feed: `pack/${bob.author.clock.next()}` }])
  );

  it('[PROTO 2] a first clock beyond what the relay has is a gap: resync', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    await expectWorkGoesOn(bob, ann);
    bob.sendUpdate(honestFrame(bob.author, 5, [toText(addItem(bob.author, 'HOSTILE'))]));
    expect(await bob.closing()).toBe(CLOSE.resync.code);
    await bob.openBook(2, 'org');
    expect(ann.hasHeard('HOSTILE')).toBe(false);
    await expectWorkGoesOn(ann, bob);
  });

  it('[PROTO 3] delete sets of clients delete nothing, and nobody is closed for them', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    await expectWorkGoesOn(ann, bob);
    await expectWorkGoesOn(bob, ann);
    const digest = await ann.settled();
    const everything = [ann, bob].map(({ author }) => ({ client: author.client, ranges: [[0, 100]] as const }));
    bob.sendUpdate(encodeRaw([], everything));
    const own = toText(addItem(bob.author, 'with deletes'));
    const frame = {
      client: bob.author.client,
      clock: 1,
      structs: [{ texts: [own], origin: [bob.author.client, 0] as const }]
    };
    bob.sendUpdate(encodeRaw([frame], everything));
    bob.sent = 2;
    await ann.until('the commit beside the delete set', () => ann.hasHeard(own));
    expect(await bob.settled()).not.toBe(digest);
    const late = await join('late');
    expect([late.texts().length, bob.closedChannels]).toEqual([3, []]);
  });

  it('[PROTO 4] frames of a few bytes that claim huge counts allocate nothing and harm nobody', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const huge = 2 ** 28;
    const claims = [
      claim([huge]),
      claim([1, huge, bob.author.client, 0]),
      claim([1, 1, bob.author.client, 0], [8, 1, 1, 97], [huge]),
      claim([1, 1, bob.author.client, 0], [1, 1, 1, 97], [2 ** 40])
    ];
    const before = process.memoryUsage();
    for (const bytes of claims) for (let i = 0; i < 50; i++) expect(parseFrame(bytes, () => true).ok).toBe(false);
    const after = process.memoryUsage();
    expect(after.heapTotal + after.arrayBuffers - before.heapTotal - before.arrayBuffers).toBeLessThan(100_000_000);
    let channel = 1;
    for (const bytes of claims) {
      bob.sendUpdate(bytes, channel);
      expect(await bob.closing(channel)).toBe(CLOSE.malformed.code);
      await bob.openBook(++channel, 'org');
    }
    await expectWorkGoesOn(ann, bob);
  });

  it('[PROTO 4] two sections of one client id are refused whole: Yjs would keep only the last', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const section = (name: string) => ({
      client: bob.author.client,
      clock: 0,
      structs: [{ texts: [toText(addItem(bob.author, name))], feed: feedOf(bob) }]
    });
    bob.sendUpdate(encodeRaw([section('HOSTILE one'), section('HOSTILE two')]));
    expect(await bob.closing()).toBe(CLOSE.malformed.code);
    const late = await join('late');
    expect([await late.settled(), ann.hasHeard('HOSTILE')]).toEqual([await ann.settled(), false]);
    expect(late.texts()).toEqual([]);
  });

  it('[PROTO 4] first steps without end are too fast: the first of a book is free, the others come from a bucket', async () => {
    const bob = await join('bob');
    for (let i = 0; i < 100; i++) bob.sendData(1, Uint8Array.of(0, 0, 1, 0));
    expect(await bob.closing()).toBe(CLOSE.tooFast.code);
    expect(bob.synced).toBeLessThan(50);
  });
});

function claim(...parts: number[][]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const part of parts) for (const number of part) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

describe('presence', () => {
  async function enter(peer: RawPeer): Promise<void> {
    peer.openChannel(9, PRESENCE_CHANNEL);
    await peer.settled();
  }
  const heardEntries = (peer: RawPeer) => peer.presence.flatMap(readPresence);

  it('[PROTO 5] drops entries of other client ids, and fills in user and name itself', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    await enter(ann);
    await enter(bob);
    const claimed = JSON.stringify({ user: 'ann', name: 'the boss', place: { row: 'r1' }, extra: 'EXTRA' });
    bob.sendData(9, presenceMessage([{ client: ann.author.client, clock: 99, json: claimed }]));
    bob.sendData(
      9,
      presenceMessage([
        { client: ann.author.client, clock: 100, json: 'null' },
        { client: bob.author.client, clock: 1, json: claimed }
      ])
    );
    await ann.until('presence', () => ann.presence.length > 0);
    expect(heardEntries(ann)).toEqual([
      { client: bob.author.client, state: { place: { row: 'r1' }, user: 'bob', name: 'bob by name' } }
    ]);
    expect(ann.hasHeard('EXTRA')).toBe(false);
  });

  it('[PROTO 5] forwards at most 2 KB, and drops silently what is broken or too fast', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    await enter(ann);
    await enter(bob);
    const entry = (clock: number, place: string) =>
      presenceMessage([{ client: bob.author.client, clock, json: JSON.stringify({ place }) }]);
    bob.sendData(9, entry(1, 'LONG'.repeat(LIMITS.maxPresenceBytes)));
    for (const broken of [[], [1], [1, 200], [1, 3, 1, 1, 1], [3], [0, 0]]) bob.sendData(9, Uint8Array.from(broken));
    for (let i = 2; i < 200; i++) bob.sendData(9, entry(i, 'here'));
    await bob.settled();
    await ann.settled();
    expect(ann.hasHeard('LONGLONG')).toBe(false);
    expect(ann.presence.length).toBeGreaterThan(0);
    expect(ann.presence.length).toBeLessThan(60);
    expect([bob.closedChannels, bob.closeCode]).toEqual([[], null]);
  });

  it('[PROTO 5] a client id that was not bound to this socket never appears', async () => {
    const ann = await join('ann');
    await enter(ann);
    const thief = await RawPeer.connect(relay.url, { ...newAuthor('thief'), client: ann.author.client });
    shop.keep(thief);
    thief.openChannel(9, PRESENCE_CHANNEL);
    thief.sendData(9, presenceMessage([{ client: ann.author.client, clock: 5, json: '{"place":"SPOOF"}' }]));
    expect(await thief.closing()).toBe(CLOSE.badHello.code);
    await ann.settled();
    expect(ann.presence).toEqual([]);
  });
});

describe('who may speak', () => {
  it('[PROTO 1] a socket without a session is closed with sign-in-needed', async () => {
    const nobody = await RawPeer.connect(relay.url, newAuthor('nobody'), { user: null });
    shop.keep(nobody);
    expect(await nobody.closing()).toBe(CLOSE.signInNeeded.code);
    expect(nobody.heard).toEqual([]);
  });

  it('[PROTO 1] a socket opened from another site is closed, whoever is signed in', async () => {
    const lured = await RawPeer.connect(relay.url, newAuthor('ann'), { origin: 'http://evil.test' });
    shop.keep(lured);
    expect(await lured.closing()).toBe(CLOSE.signInNeeded.code);
    expect(lured.heard).toEqual([]);
  });

  it('[PROTO 1] nothing is heard or answered before the hello', async () => {
    const ann = await join('ann');
    const eager = await RawPeer.connect(relay.url, newAuthor('eager'), { hello: { device: 'no' } });
    shop.keep(eager);
    eager.openChannel(1, 'org#1');
    expect(await eager.closing(7)).toBe(CLOSE.badHello.code);
    expect(eager.welcomed).toBe(false);
    await ann.settled();
  });

  it('[PROTO 4] an address that is no address does not end the relay', async () => {
    const ann = await join('ann');
    for (const path of ['//', '/sync\\..', '*', 'http://[', '//:0'])
      await new Promise<void>((done) => {
        const { port } = new URL(relay.url);
        const headers = {
          connection: 'upgrade',
          upgrade: 'websocket',
          'sec-websocket-key': 'x',
          'sec-websocket-version': '13'
        };
        const knock = httpRequest({ port, host: '127.0.0.1', path: '/', headers });
        // The client library would not send such an address; the request line is written past it.
        Object.assign(knock, { path });
        knock.on('error', () => done());
        knock.on('close', () => done());
        knock.on('response', (response) => response.resume());
        knock.end();
      });
    await ann.settled();
  });

  it('[PROTO 4] a channel opened twice is one channel', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    bob.openChannel(1, 'org#1');
    expect(await bob.closing()).toBe(CLOSE.malformed.code);
    await bob.openBook(2, 'org');
    bob.openChannel(9, PRESENCE_CHANNEL);
    bob.openChannel(10, PRESENCE_CHANNEL);
    await expectWorkGoesOn(ann, bob);
    ann.openChannel(9, PRESENCE_CHANNEL);
    await ann.settled();
    ann.sendData(9, presenceMessage([{ client: ann.author.client, clock: 1, json: '{"place":"ONCE"}' }]));
    await bob.settled(2);
    expect(bob.presence.length).toBe(1);
  });
});
