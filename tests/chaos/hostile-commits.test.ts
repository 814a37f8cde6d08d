/**
 * What the relay must not accept, over real websockets: one test for each rule of the protocol about commits, titled with
 * its number and red without it. An honest colleague watches: what is refused never reaches a byte that this socket
 * hears. Over 300 lines because it is one list of rules.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLOSE } from '#protocol/close-codes.ts';
import type { Commit, Scalar, WrittenRow } from '#protocol/commit.ts';
import { hashOf } from '../../sync-server/relay/book-host.ts';
import {
  addItem,
  editItem,
  honestFrame,
  newAuthor,
  rowOf,
  startTestRelay,
  toText,
  writerOf,
  type TestRelay
} from '../support/hostile-relay.ts';
import { expectWorkGoesOn, HostileShop, refusalOf } from '../support/hostile-shop.ts';
import { RawPeer } from '../support/raw-peer.ts';

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

describe('texts', () => {
  const commitText = (peer: RawPeer, change: (text: string) => string): string =>
    change(toText(addItem(peer.author, 'HOSTILE')));
  const unreadable: readonly (readonly [string, (text: string) => string])[] = [
    ['a space more', (t) => t.replace('"by":', '"by": ')],
    [
      'keys in another order',
      (t) => t.replace(/("by":"\w+"),("on":"\w+")/, '$2,$1').replace('"writes"', '"writes"') + ' '
    ],
    ['an escape that JSON.stringify would not write', (t) => t.replace('HOSTILE', '\\u0048OSTILE')],
    ['NaN', (t) => t.replace(',100]', ',NaN]')],
    ['a fraction', (t) => t.replace(',100]', ',0.5]')],
    ['an integer that is not safe', (t) => t.replace(',100]', ',9007199254740993]')],
    ['an exponent', (t) => t.replace(',100]', ',1e+300]')],
    ['minus zero', (t) => t.replace(',100]', ',-0]')],
    ['a key __proto__', (t) => t.replace('"action"', '"__proto__":{"x":1},"action"')],
    ['a column __proto__', (t) => t.replace('"price"', '"__proto__"')],
    ['a table named constructor', (t) => t.replace('"test.items"', '"constructor"')],
    ['an object in a cell', (t) => t.replace(',100]', ',{"a":1}]')],
    ['nine brackets deep', (t) => t.replace(',100]', ',[[[[[[[[[1]]]]]]]]]]')],
    ['a million brackets deep', (t) => t.replace(',100]', `,${'['.repeat(1e6)}${']'.repeat(1e6)}]`)],
    ['a lone surrogate', (t) => t.replace('HOSTILE', 'HOSTILE\\ud800')],
    ['an unknown key', (t) => t.replace('"action"', '"admin":true,"action"')],
    ['a row twice', (t) => t.replace(/"rows":\[(\[.*?\])\]/, '"rows":[$1,$1]')],
    ['a column twice', (t) => t.replace('"price"', '"name"')],
    ['half a text', (t) => t.slice(0, -20)]
  ];
  for (const [what, change] of unreadable)
    it(`[PROTO 7] is unreadable: ${what}`, async () => {
      const [ann, bob] = [await join('ann'), await join('bob')];
      expect(await refusalOf(bob, commitText(bob, change))).toBe('unreadable');
      expect(ann.hasHeard('HOSTILE')).toBe(false);
      await expectWorkGoesOn(bob, ann);
    });

  it('[PROTO 7] text that is no commit at all is unreadable, and the feed goes on', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    expect(await refusalOf(bob, 'HOSTILE')).toBe('unreadable');
    expect(await refusalOf(bob, '')).toBe('unreadable');
    expect(await refusalOf(bob, `{"pack":"${bob.author.clock.next()}","who":[],"tables":[]}`)).toBe('unreadable');
    await expectWorkGoesOn(bob, ann);
  });
});

describe('stamps', () => {
  it('[PROTO 8] a stamp at or below the last judged one of its session is stale', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const [early, late] = [addItem(bob.author, 'HOSTILE early'), addItem(bob.author, 'late')];
    expect(await refusalOf(bob, late)).toBe('accepted');
    expect(await refusalOf(bob, early)).toBe('stale-stamp');
    await expectWorkGoesOn(bob, ann);
    expect(ann.hasHeard('HOSTILE')).toBe(false);
  });

  it('[PROTO 8] a stamp that was refused is not free again, also after a restart', async () => {
    const bob = await join('bob');
    const bad = addItem(bob.author, 'bad', { action: 'no.such.action' });
    expect(await refusalOf(bob, bad)).toBe('newer-version');
    await relay.close();
    relay = await startTestRelay({ disk: relay.disk, documents: relay.documents });
    const again = await shop.join('bob', bob.author);
    again.sent = 1;
    expect(await refusalOf(again, { ...addItem(bob.author, 'x'), id: bad.id })).toBe('stale-stamp');
  });

  it('[PROTO 8] the same id with other text is refused, and the first stands', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const first = addItem(bob.author, 'first');
    const forged = {
      ...first,
      writes: [{ ...first.writes[0]!, rows: [[rowOf(first), 'zzz HOSTILE', 1]] as WrittenRow[] }]
    };
    expect(await refusalOf(bob, first)).toBe('accepted');
    expect(await refusalOf(bob, forged)).toBe('id-used-twice');
    await expectWorkGoesOn(bob, ann);
    expect([ann.hasHeard('HOSTILE'), ann.texts()[0]]).toEqual([false, toText(first)]);
  });

  it('[PROTO 8] the same text twice lies in the book once, and both are told accepted', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const text = toText(addItem(bob.author, 'once'));
    await bob.append(text, text);
    await bob.append(text);
    expect([...bob.answers.values()].map(({ verdict }) => verdict)).toEqual(['accepted']);
    await expectWorkGoesOn(bob, ann);
    expect(ann.texts().filter((found) => found === text)).toEqual([text]);
    expect([...relay.documents.keys()].filter((id) => id.startsWith('refused!'))).toEqual([]);
    expect(await ann.settled()).toBe(await (await join('late')).settled());
  });

  it('[PROTO 8] a stamp in the name of another session is refused', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const stolen = { ...addItem(bob.author, 'HOSTILE'), id: ann.author.clock.next() };
    expect(await refusalOf(bob, stolen)).toBe('not-your-feed');
    await expectWorkGoesOn(ann, bob);
    expect(ann.hasHeard('HOSTILE')).toBe(false);
  });

  it('[PROTO 8] another user or device in the text is refused', async () => {
    const bob = await join('bob');
    expect(await refusalOf(bob, addItem(bob.author, 'x', { by: 'ann' }))).toBe('not-your-name');
    expect(await refusalOf(bob, addItem(bob.author, 'x', { on: 'anothers' }))).toBe('not-your-device');
  });

  it('[PROTO 20] a stamp six minutes ahead is refused as such, four minutes pass', async () => {
    const ahead = (minutes: number) => newAuthor(`bob${minutes}`, () => relay.nowMs + minutes * 60_000);
    const [four, six] = [await shop.join('bob4', ahead(4)), await shop.join('bob6', ahead(6))];
    expect(await refusalOf(four, addItem(four.author, 'x'))).toBe('accepted');
    expect(await refusalOf(six, addItem(six.author, 'x'))).toBe('clock-ahead');
  });
});

describe('what a commit may say', () => {
  async function withTwoItems(): Promise<{ ann: RawPeer; bob: RawPeer; one: Commit; two: Commit }> {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const [one, two] = [addItem(ann.author, 'one'), addItem(ann.author, 'two')];
    await ann.append(toText(one), toText(two));
    return { ann, bob, one, two };
  }
  const replacing = (bob: RawPeer, row: string, stamps: string[]): Commit => {
    const was = [[stamps.length === 1 ? 0 : stamps.map((_, i) => i)]];
    return editItem(bob.author, row, {
      stamps,
      writes: [{ table: 'test.items', columns: ['name'], rows: [[row, 'HOSTILE']], was }]
    });
  };

  it('[PROTO 9] `was` may name a write of that cell', async () => {
    const { bob, one } = await withTwoItems();
    expect(await refusalOf(bob, replacing(bob, rowOf(one), [one.id]))).toBe('accepted');
  });

  it('[PROTO 9] `was` may not name a write of another cell', async () => {
    const { ann, bob, one, two } = await withTwoItems();
    expect(await refusalOf(bob, replacing(bob, rowOf(two), [one.id]))).toBe('replaces-the-unknown');
    expect(ann.hasHeard('HOSTILE')).toBe(false);
  });

  it('[PROTO 9] `was` may not name a stamp to come', async () => {
    const { ann, bob, one } = await withTwoItems();
    const commit = replacing(bob, rowOf(one), [one.id]);
    expect(await refusalOf(bob, { ...commit, stamps: [bob.author.clock.next()] })).toBe('replaces-the-future');
    expect(ann.hasHeard('HOSTILE')).toBe(false);
  });

  it('[PROTO 9] `was` may name 64 stamps of a cell and not 65', async () => {
    const { ann, bob, one } = await withTwoItems();
    const edits = Array.from({ length: 65 }, () => editItem(ann.author, rowOf(one)));
    await ann.append(...edits.map(toText));
    const stamps = edits.map(({ id }) => id);
    relay.nowMs += 1_000;
    expect(await refusalOf(bob, replacing(bob, rowOf(one), stamps))).toBe('unreadable');
    expect(await refusalOf(bob, replacing(bob, rowOf(one), stamps.slice(1)))).toBe('accepted');
  });

  it('[PROTO 10] a table lives in its own books only', async () => {
    const bob = await join('bob');
    const visit = (columns: string[], row: Scalar[]): Commit =>
      addItem(bob.author, '', {
        writes: [{ table: 'test.visits', new: true, columns, rows: [[`${writerOf(bob.author)}.v`, ...row]] }]
      });
    expect(await refusalOf(bob, visit(['shop', 'on'], ['shop:wuchang', '2026-08-01']))).toBe('wrong-book');
  });

  it('[PROTO 10] a row lies in the book of its own shop and month', async () => {
    const author = newAuthor('bob', () => relay.nowMs);
    const bob = await RawPeer.open(relay.url, author, 'shop@wuchang@2026-08');
    shop.keep(bob);
    const visit = (shop: string, on: string): Commit => {
      const commit = addItem(author, '');
      const rows: WrittenRow[] = [[rowOf(commit), shop, on]];
      return { ...commit, writes: [{ table: 'test.visits', new: true, columns: ['shop', 'on'], rows }] };
    };
    expect(await refusalOf(bob, visit('shop:hankou', '2026-08-01'))).toBe('wrong-book');
    expect(await refusalOf(bob, visit('shop:wuchang', '2026-09-01'))).toBe('wrong-book');
    const there = visit('shop:wuchang', '2026-08-01');
    expect(await refusalOf(bob, there)).toBe('accepted');
    const moved = editItem(author, rowOf(there), {
      writes: [{ table: 'test.visits', columns: ['on'], rows: [[rowOf(there), '2026-09-01']] }]
    });
    expect(await refusalOf(bob, moved)).toBe('book-column-is-final');
  });

  it('[PROTO 10] a book that no declared table allows does not exist', async () => {
    const bob = await join('bob');
    for (const [channel, name] of ['staff#1', 'shop@wuchang#1', 'org#2', '../etc#1', '', 'org'].entries()) {
      bob.openChannel(20 + channel, name);
      expect(await bob.closing(20 + channel)).toBe(CLOSE.noSuchBook.code);
    }
  });

  it('[PROTO 10] unknown tables, columns and actions are a newer version’s', async () => {
    const { bob, one } = await withTwoItems();
    const edit = (column: string): Commit =>
      editItem(bob.author, rowOf(one), {
        writes: [{ table: 'test.items', columns: [column], rows: [[rowOf(one), 'x']] }]
      });
    expect(await refusalOf(bob, addItem(bob.author, 'x', { action: 'sales.sell' }))).toBe('newer-version');
    expect(await refusalOf(bob, edit('colour'))).toBe('newer-version');
    const sales = addItem(bob.author, 'x');
    expect(await refusalOf(bob, { ...sales, writes: [{ ...sales.writes[0]!, table: 'sales.lines' }] })).toBe(
      'newer-version'
    );
  });

  it('[PROTO 10] names that every object inherits are no columns', async () => {
    const { bob, one } = await withTwoItems();
    for (const column of ['toString', 'valueOf', 'hasOwnProperty']) {
      const writes = [{ table: 'test.items', columns: [column], rows: [[rowOf(one), 'x']] as WrittenRow[] }];
      expect(await refusalOf(bob, editItem(bob.author, rowOf(one), { writes }))).toBe('newer-version');
      const creation = addItem(bob.author, 'x');
      const { rows } = creation.writes[0]!;
      expect(
        await refusalOf(bob, {
          ...creation,
          writes: [{ table: 'test.items', new: true, columns: ['name', column], rows }]
        })
      ).toBe('newer-version');
    }
  });

  it('[PROTO 10] a row of a ledger is never changed, and comes only from an action', async () => {
    const { bob } = await withTwoItems();
    const fact = (action: string): Commit => {
      const commit = addItem(bob.author, '', { action });
      return {
        ...commit,
        writes: [{ table: 'test.moves', new: true, columns: ['item', 'quantity'], rows: [[rowOf(commit), 'p', 1]] }]
      };
    };
    const moved = fact('test.move');
    expect(await refusalOf(bob, moved)).toBe('accepted');
    expect(await refusalOf(bob, fact('rows.add'))).toBe('needs-an-action');
    const change = { table: 'test.moves', columns: ['quantity'], rows: [[rowOf(moved), 9]] as WrittenRow[] };
    expect(await refusalOf(bob, editItem(bob.author, rowOf(moved), { action: 'test.move', writes: [change] }))).toBe(
      'ledger-is-final'
    );
    expect(await refusalOf(bob, editItem(bob.author, rowOf(moved), { action: 'undo', writes: [change] }))).toBe(
      'ledger-is-final'
    );
  });

  it('[PROTO 11] a new row begins with the writer’s device', async () => {
    const { ann, bob } = await withTwoItems();
    const claimed = addItem(bob.author, 'HOSTILE');
    const rows: WrittenRow[] = [[`${writerOf(ann.author)}.stolen`, 'HOSTILE', 1]];
    expect(await refusalOf(bob, { ...claimed, writes: [{ ...claimed.writes[0]!, rows }] })).toBe('foreign-row-id');
    expect(ann.hasHeard('HOSTILE')).toBe(false);
  });

  it('[PROTO 11] an edit of a row that is not there depends on it', async () => {
    const { bob } = await withTwoItems();
    expect(await refusalOf(bob, editItem(bob.author, `${writerOf(bob.author)}.missing`))).toBe('depends-on');
  });

  it('[PROTO 7] each commit of a frame is judged on what the refusals before it left', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const bad = addItem(bob.author, 'HOSTILE');
    const refused = { ...bad, writes: [{ ...bad.writes[0]!, rows: [[rowOf(bad), 'HOSTILE', -1]] as WrittenRow[] }] };
    const edit = editItem(bob.author, rowOf(bad));
    const good = addItem(bob.author, 'good');
    const texts = [refused, edit, good, editItem(bob.author, rowOf(good))].map(toText);
    const answers = await bob.append(...texts);
    const byHash = new Map(answers.map((answer) => [answer.hash, answer.rule ?? answer.verdict]));
    expect(texts.map((text) => byHash.get(hashOf(text)))).toEqual(['negative', 'depends-on', 'accepted', 'accepted']);
    await ann.until('what was accepted', () => ann.texts().length === 2);
    expect(ann.texts()).toEqual(texts.slice(2));
  });
});

describe('what is refused', () => {
  it('[PROTO 14] reaches no byte that a colleague hears, now or later, and is kept in the ledger of refusals', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const marker = 'MARKER-7c1f';
    const bad = addItem(bob.author, marker);
    const refused = { ...bad, writes: [{ ...bad.writes[0]!, rows: [[rowOf(bad), marker, -5]] as WrittenRow[] }] };
    const good = toText(addItem(bob.author, 'good'));
    bob.sendUpdate(honestFrame(bob.author, 0, [toText(refused), good]));
    bob.sent = 2;
    await ann.until('the accepted part of the frame', () => ann.hasHeard(good));
    await expectWorkGoesOn(bob, ann);
    const late = await join('late');
    await late.settled();
    for (const peer of [ann, late]) expect(peer.hasHeard(marker)).toBe(false);
    const kept = [...relay.documents].filter(([id]) => id.startsWith('refused!org!'));
    expect(kept.map(([, text]) => JSON.parse(text) as unknown)).toMatchObject([
      { user: 'bob', id: bad.id, text: toText(refused), refusal: { rule: 'negative' } }
    ]);
    for (const { stored } of relay.disk.updates.values()) expect(Buffer.from(stored).includes(marker)).toBe(false);
  });

  it('[PROTO 19] is answered again with the same verdict whenever somebody asks', async () => {
    const bob = await join('bob');
    const bad = toText(editItem(bob.author, 'nowhere'));
    const [answer] = await bob.append(bad);
    bob.answers.clear();
    bob.askFor(answer!.id, hashOf(bad));
    await bob.until('the verdict', () => bob.answers.size > 0);
    expect([...bob.answers.values()]).toEqual([answer]);
    bob.askFor(bob.author.clock.next(), hashOf('never sent'));
    await bob.until('the other verdict', () => bob.answers.size > 1);
    expect([...bob.answers.values()][1]).toMatchObject({ verdict: 'not-stored' });
  });
});
