/**
 * Folding, rule by rule: what the tables show is a function of the set of commits, whatever the order, whoever brings them.
 * Longer than a file should be, since it is one list of rules over one day of work.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitToText, type Commit } from '#protocol/commit.ts';
import { cellOf, foldOf, newWorker, orderMark, shapes } from './commits.fixture.ts';
import { Fold } from './fold.ts';
import { digestTables } from './table-digest.ts';

/** A day of three people: conflicts, decisions, deletions, facts. */
function aDay(): Commit[] {
  const [ann, bob, eve] = [newWorker('ann'), newWorker('bob', 3), newWorker('eve', 40)];
  const born = ann.add('r1', { name: 'frame', price: 100 });
  const other = ann.add('r2', { name: 'lens' });
  for (const person of [bob, eve]) person.sees(born, other);
  const commits = [born, other];
  commits.push(
    ann.edit('r1', { price: 120 }),
    bob.edit('r1', { price: 130, name: 'Frame' }),
    eve.edit('r2', { $deleted: true })
  );
  commits.push(bob.edit('r2', { stock: 4 }), ann.edit('r1', { name: 'FRAME' }), ann.move('m1', 3));
  eve.sees(...commits);
  commits.push(eve.edit('r1', { price: 125 }), eve.move('m1', 5), eve.move('m2', -1));
  bob.sees(...commits);
  commits.push(bob.edit('r1', { name: null }), orderMark(newWorker('relay', 900).clock, 'm1', commits[9]!.id));
  return commits;
}

describe('a fold', () => {
  it('[BOOK 1] is idempotent: a commit that comes twice changes nothing', () => {
    const day = aDay();
    const once = foldOf(...day);
    expect(digestTables(foldOf(...day, ...day))).toBe(digestTables(once));
    expect(foldOf(...day, ...day).digest()).toBe(once.digest());
  });

  it('[BOOK 2] is order-free: any order and any duplicates give the same tables', () => {
    const day = aDay();
    const [tables, commits] = [digestTables(foldOf(...day)), foldOf(...day).digest()];
    const orders = fc.tuple(
      fc.shuffledSubarray(day, { minLength: day.length }),
      fc.array(fc.constantFrom(...day), { maxLength: 6 })
    );
    fc.assert(
      fc.property(orders, fc.nat(), ([order, again], at) => {
        const mixed = [...order];
        for (const commit of again) mixed.splice(at % (mixed.length + 1), 0, commit);
        const fold = foldOf(...mixed);
        expect([digestTables(fold), fold.digest()]).toEqual([tables, commits]);
      }),
      { numRuns: 200, seed: 7 }
    );
  });

  it('[BOOK 3] is what it would be had a commit that is taken away never come', () => {
    const day = aDay();
    fc.assert(
      fc.property(fc.shuffledSubarray(day, { minLength: day.length }), fc.subarray(day.slice(2)), (order, gone) => {
        const fold = foldOf(...order);
        for (const commit of gone) fold.remove(commitToText(commit));
        const without = foldOf(...day.filter((commit) => !gone.includes(commit)));
        // A mark of order stands once it was read, as the relay that wrote it never takes it back.
        if (gone.some(({ action }) => action === 'relay.order')) return;
        expect([digestTables(fold), fold.digest()]).toEqual([digestTables(without), without.digest()]);
      }),
      { numRuns: 200, seed: 7 }
    );
  });

  it('[BOOK 4] keeps edits of a row that has not arrived until it does', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
    const born = ann.add('r1', { name: 'frame' });
    bob.sees(born);
    const edit = bob.edit('r1', { name: 'Frame' });
    const fold = foldOf(edit);
    expect(fold.table('items').has('r1')).toBe(false);
    fold.add(commitToText(born));
    expect(cellOf(fold, 'r1', 'name')).toEqual({ shown: 'Frame', heads: ['Frame'], conflict: false });
  });

  it('[BOOK 5] passes unknown tables and columns of a newer version through, and shows them when they are known', () => {
    const ann = newWorker('ann');
    const commit = ann.write('sell', [
      { table: 'sales', create: true, rows: [{ id: 's1', values: {} }] },
      { table: 'items', create: true, rows: [{ id: 'r1', values: { name: 'a' } }] }
    ]);
    const newer: Commit = {
      ...commit,
      writes: [
        { table: 'sales', new: true, columns: ['total', 'till'], rows: [['s1', 900, 'T1']] },
        { table: 'items', new: true, columns: ['name', 'colour'], rows: [['r1', 'a', 'red']] }
      ]
    };
    const fold = foldOf(newer);
    expect(fold.table('sales').row('s1')).toEqual(['s1', 900, 'T1']);
    expect(fold.table('items').columns).toEqual(['name', 'price', 'stock', 'colour']);
    expect(fold.table('items').row('r1')).toEqual(['r1', 'a', null, null, 'red']);
    expect(fold.textOf(newer.id)).toBe(commitToText(newer));
  });

  it('[BOOK 6] of two texts under one id takes the greater, in either order, and the other when it is taken away', () => {
    const commit = newWorker('ann').add('r1', { name: 'a' });
    const forged = commitToText(commit).replace('"a"', '"b"');
    for (const order of [
      [commitToText(commit), forged],
      [forged, commitToText(commit)]
    ]) {
      const fold = foldOf(...order);
      expect(cellOf(fold, 'r1', 'name').shown).toBe('b');
      fold.remove(forged);
      expect(cellOf(fold, 'r1', 'name').shown).toBe('a');
    }
  });

  it('[BOOK 7] skips what is no commit', () => {
    const fold = foldOf('', 'x', '{"id":"short"}', '{"pack":"broken', newWorker('ann').add('r1', { name: 'a' }));
    expect([fold.commitCount, fold.table('items').size]).toEqual([1, 1]);
  });

  it('[BOOK 8] tells each change of a row once, with what it was and what it is', () => {
    const ann = newWorker('ann');
    const changes: unknown[] = [];
    const fold = new Fold(shapes);
    fold.report(({ id, before, after }) => changes.push([id, before?.[1], after?.[1]]));
    const born = ann.add('r1', { name: 'a' });
    const commits = [
      born,
      ann.edit('r1', { name: 'b' }),
      ann.edit('r1', { $deleted: true }),
      ann.edit('r1', { $deleted: null })
    ];
    for (const commit of commits) fold.add(commitToText(commit));
    expect(changes).toEqual([
      ['r1', undefined, 'a'],
      ['r1', 'a', 'b'],
      ['r1', 'b', undefined],
      ['r1', undefined, 'b']
    ]);
  });
});

describe('a cell', () => {
  it('[BOOK 10] shows the last of writes that saw one another, without a conflict', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
    const born = ann.add('r1', { name: 'a' });
    bob.sees(born);
    const second = bob.edit('r1', { name: 'b' });
    ann.sees(second);
    const third = ann.edit('r1', { name: 'c' });
    expect(cellOf(foldOf(third, second, born), 'r1', 'name')).toEqual({ shown: 'c', heads: ['c'], conflict: false });
  });

  it('[BOOK 11] keeps both values that were written without seeing one another, and the newer is shown', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
    const born = ann.add('r1', { name: 'a' });
    bob.sees(born);
    const commits = [born, bob.edit('r1', { name: 'bob’s' }), ann.edit('r1', { name: 'ann’s' })];
    expect(cellOf(foldOf(...commits), 'r1', 'name')).toEqual({
      shown: 'bob’s',
      heads: ['ann’s', 'bob’s'],
      conflict: true
    });
  });

  it('[BOOK 12] is not in conflict when both wrote the same', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
    const born = ann.add('r1', { name: 'a' });
    bob.sees(born);
    const fold = foldOf(born, bob.edit('r1', { name: 'same' }), ann.edit('r1', { name: 'same' }));
    expect([cellOf(fold, 'r1', 'name').conflict, fold.table('items').conflicts.size]).toEqual([false, 0]);
  });

  it('[BOOK 13] is decided by an ordinary write of somebody who saw both, whatever the clocks say', () => {
    const [ann, bob, chief] = [newWorker('ann'), newWorker('bob', 5_000), newWorker('chief')];
    const born = ann.add('r1', { name: 'a' });
    bob.sees(born);
    const dispute = [born, bob.edit('r1', { name: 'bob’s' }), ann.edit('r1', { name: 'ann’s' })];
    chief.sees(...dispute);
    const decision = chief.edit('r1', { name: 'ann’s' });
    const fold = foldOf(decision, ...dispute);
    expect(cellOf(fold, 'r1', 'name')).toEqual({ shown: 'ann’s', heads: ['ann’s'], conflict: false });
    expect(fold.table('items').conflicts.size).toBe(0);
  });

  it('[BOOK 14] a write that only one side had seen leaves the other side standing', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
    const born = ann.add('r1', { name: 'a' });
    bob.sees(born);
    const commits = [
      born,
      bob.edit('r1', { name: 'bob 1' }),
      ann.edit('r1', { name: 'ann’s' }),
      bob.edit('r1', { name: 'bob 2' })
    ];
    expect(cellOf(foldOf(...commits), 'r1', 'name').heads).toEqual(['ann’s', 'bob 2']);
  });

  it('[BOOK 15] a refused commit leaves, and what it had replaced stands again', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
    const born = ann.add('r1', { name: 'a', price: 100 });
    const mine = ann.edit('r1', { name: 'mine' });
    bob.sees(born, mine);
    const refused = bob.edit('r1', { name: 'refused' });
    const fold = foldOf(born, mine, refused);
    expect(cellOf(fold, 'r1', 'name').shown).toBe('refused');
    fold.remove(commitToText(refused));
    expect(cellOf(fold, 'r1', 'name')).toEqual({ shown: 'mine', heads: ['mine'], conflict: false });
  });

  it('[BOOK 16] a refused write in the middle of a session makes no conflict of what was before it', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
    const born = ann.add('r1', { name: 'a' });
    bob.sees(born);
    const [first, refused] = [bob.edit('r1', { name: '1' }), bob.edit('r1', { name: '2' })];
    ann.sees(first, refused);
    const last = ann.edit('r1', { name: '3' });
    const fold = foldOf(born, first, refused, last);
    fold.remove(commitToText(refused));
    expect(cellOf(fold, 'r1', 'name')).toEqual({ shown: '3', heads: ['3'], conflict: false });
  });

  it('[BOOK 17] a named stamp counts only if it is smaller: the greatest write is never dead', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 5_000)];
    const born = ann.add('r1', { name: 'a' });
    const later: Commit = {
      ...bob.add('r9', {}),
      writes: [{ table: 'items', columns: ['name'], rows: [['r1', 'later']] }]
    };
    const early: Commit = {
      ...ann.edit('r1', { name: 'early' }),
      stamps: [later.id],
      writes: [{ table: 'items', columns: ['name'], rows: [['r1', 'early']], was: [[0]] }]
    };
    expect(cellOf(foldOf(born, early, later), 'r1', 'name').shown).toBe('later');
  });

  it('[BOOK 18] of kind price keeps the last undisputed value for computing while both are shown', () => {
    const [ann, bob, chief] = [newWorker('ann'), newWorker('bob', 50), newWorker('chief', 900)];
    const born = ann.add('r1', { name: 'a', price: 100 });
    bob.sees(born);
    const dispute = [born, ann.edit('r1', { price: 120 }), bob.edit('r1', { price: 130 })];
    const fold = foldOf(...dispute);
    const items = fold.table('items');
    expect([items.row('r1')?.[2], items.computedRow('r1')?.[2]]).toEqual([130, 100]);
    chief.sees(...dispute);
    fold.add(commitToText(chief.edit('r1', { price: 130 })));
    expect([items.row('r1')?.[2], items.computedRow('r1')?.[2]]).toEqual([130, 130]);
  });

  it('[BOOK 19] of another kind is computed with what is shown', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
    const born = ann.add('r1', { stock: 1 });
    bob.sees(born);
    const items = foldOf(born, ann.edit('r1', { stock: 2 }), bob.edit('r1', { stock: 3 })).table('items');
    expect([items.row('r1')?.[3], items.computedRow('r1')?.[3]]).toEqual([3, 3]);
  });
});

describe('a row', () => {
  it('[BOOK 20] is gone when it was deleted by somebody who had seen everything in it', () => {
    const ann = newWorker('ann');
    const items = foldOf(
      ann.add('r1', { name: 'a' }),
      ann.edit('r1', { name: 'b' }),
      ann.edit('r1', { $deleted: true })
    ).table('items');
    expect([items.isDeleted('r1'), [...items.rows()], items.computedRow('r1'), items.size]).toEqual([
      true,
      [],
      undefined,
      0
    ]);
  });

  it('[BOOK 21] that was edited while somebody deleted it stays, in conflict, until it is decided', () => {
    const [ann, bob, chief] = [newWorker('ann'), newWorker('bob', 50), newWorker('chief', 900)];
    const born = ann.add('r1', { name: 'a' });
    bob.sees(born);
    const both = [born, ann.edit('r1', { $deleted: true }), bob.edit('r1', { name: 'b' })];
    for (const order of [both, [...both].reverse()]) {
      const items = foldOf(...order).table('items');
      expect([items.isDeleted('r1'), items.conflicts.get('r1')?.has('$deleted'), items.row('r1')?.[1]]).toEqual([
        false,
        true,
        'b'
      ]);
    }
    chief.sees(...both);
    const gone = foldOf(...both, chief.edit('r1', { $deleted: true })).table('items');
    expect([gone.isDeleted('r1'), gone.conflicts.size]).toEqual([true, 0]);
    const kept = foldOf(...both, newChief(both).edit('r1', { $deleted: null })).table('items');
    expect([kept.isDeleted('r1'), kept.conflicts.size]).toEqual([false, 0]);
  });

  it('[BOOK 22] comes back with its values', () => {
    const ann = newWorker('ann');
    const commits = [
      ann.add('r1', { name: 'a' }),
      ann.edit('r1', { $deleted: true }),
      ann.edit('r1', { $deleted: null })
    ];
    expect(
      foldOf(...commits)
        .table('items')
        .row('r1')
    ).toEqual(['r1', 'a', null, null]);
  });

  it('[BOOK 23] that two shops imported under one id is one row, with both values where they differ', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
    const fold = foldOf(ann.add('p:F1', { name: 'same', price: 1 }), bob.add('p:F1', { name: 'same', price: 2 }));
    expect(fold.table('items').size).toBe(1);
    expect([cellOf(fold, 'p:F1', 'name').conflict, cellOf(fold, 'p:F1', 'price')]).toEqual([
      false,
      { shown: 2, heads: [1, 2], conflict: true }
    ]);
  });
});

describe('a fact', () => {
  it('[BOOK 30] is never changed: a write to it has no effect', () => {
    const ann = newWorker('ann');
    const fact = ann.move('m1', 3);
    const change: Commit = {
      ...fact,
      id: ann.clock.next(),
      writes: [{ table: 'moves', columns: ['quantity'], rows: [['m1', 99]] }]
    };
    expect(foldOf(fact, change).table('moves').row('m1')).toEqual(['m1', 'r1', 3, null]);
  });

  it('[BOOK 31] with an id used twice: the one that the relay accepted first stays, whichever is older, and the other is listed', () => {
    const [ann, bob, relay] = [newWorker('ann'), newWorker('bob', 50), newWorker('relay', 900)];
    const [older, newer] = [ann.move('m1', 3), bob.move('m1', 5)];
    for (const [first, other] of [
      [older, newer],
      [newer, older]
    ] as const) {
      const moves = foldOf(other, orderMark(relay.clock, 'm1', first.id), first).table('moves');
      expect([moves.row('m1')?.[2], moves.birthOf('m1')?.id]).toEqual([first.writes[0]!.rows[0]![2], first.id]);
      expect(moves.contested.get('m1')?.map(({ commit }) => commit.id)).toEqual([first.id, other.id]);
    }
  });

  it('[BOOK 32] that came twice with the same content is one fact', () => {
    const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
    const moves = foldOf(ann.move('m1', 3), bob.move('m1', 3)).table('moves');
    expect([moves.size, moves.contested.size]).toEqual([1, 0]);
  });
});

function newChief(seen: readonly Commit[]) {
  const chief = newWorker('chef', 950);
  chief.sees(...seen);
  return chief;
}
