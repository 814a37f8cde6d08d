/** The gate's verdicts on one commit, with the view that a browser or a relay gives it. */
import { describe, expect, it } from 'vitest';
import { createClock, hlcOf } from '#kernel/stamp.ts';
import { commitToText, type Commit, type Write } from '#protocol/commit.ts';
import { LIMITS } from '#protocol/limits.ts';
import { column } from '#schema/column.ts';
import { createSchema } from '#schema/module.ts';
import { ledger, sheet } from '#schema/table.ts';
import type { GateView } from './gate-view.ts';
import { judgeCommit, judgeText } from './judge-commit.ts';
import { readCommit } from './read-commit.ts';

const NOW = 1_780_000_000_000;
const label = { zh: '', en: '' };
const items = sheet({
  id: 'items',
  label,
  book: { audience: 'org' },
  columns: {
    name: column.text({ label, required: true }),
    price: column.money({ label, min: 0 }),
    size: column.text({ label })
  },
  checkRow: (row) => (row['price'] === 13 && !row['size'] ? { rule: 'size-needed', column: 'size' } : null)
});
const moves = ledger({
  id: 'moves',
  label,
  book: { audience: 'org' },
  columns: { quantity: column.integer({ label, required: true }) }
});
const action = {
  id: 'receive',
  label,
  input: {},
  writes: [{ table: 'moves', sign: { column: 'quantity', is: 'positive' as const } }],
  plan: () => ({ ok: true as const, value: [] })
};
const schema = createSchema([
  {
    id: 'm',
    label,
    area: 'business',
    tables: [items, moves],
    groups: [],
    computed: {},
    actions: [action],
    alerts: [],
    pages: []
  }
]);
const person = { user: 'ann', device: 'device01' };
const clock = createClock({ device: person.device, session: 'session1', now: () => NOW });

function viewWith(changed: Partial<GateView> = {}): GateView {
  const rows = new Map([['r1', { name: 'a', price: 100, size: null }]]);
  return {
    book: 'org',
    schema,
    now: NOW,
    highWater: () => undefined,
    hasRow: (table, row) => table === 'items' && rows.has(row),
    row: (_table, row) => rows.get(row) ?? {},
    wroteCell: () => true,
    ...changed
  };
}

function commitOf(write: Write, changed: Partial<Commit> = {}): Commit {
  return { id: clock.next(), by: 'ann', on: 'device01', action: 'cells.edit', writes: [write], ...changed };
}

const edit = (column: string, value: string | number | boolean | null): Write => ({
  table: 'items',
  columns: [column],
  rows: [['r1', value]]
});
const add = (values: (string | number | null)[], id = 'device01.session1.x'): Write => ({
  table: 'items',
  new: true,
  columns: ['name', 'price', 'size'],
  rows: [[id, ...values]]
});
const fact = (quantity: number): Write => ({
  table: 'moves',
  new: true,
  columns: ['quantity'],
  rows: [['device01.session1.m', quantity]]
});
const verdict = (commit: Commit, view = viewWith()) => judgeCommit(commit, view, person)?.rule ?? 'accepted';

describe('the gate', () => {
  it.each<readonly [string, Write, Partial<Commit>, string]>([
    ['a good edit', edit('name', 'b'), {}, 'accepted'],
    ['a good new row', add(['b', 1, null]), { action: 'rows.add' }, 'accepted'],
    ['a good fact', fact(3), { action: 'receive' }, 'accepted'],
    ['somebody else’s name', edit('name', 'b'), { by: 'bob' }, 'not-your-name'],
    ['somebody else’s device', edit('name', 'b'), { on: 'device02' }, 'not-your-device'],
    ['an unknown action', edit('name', 'b'), { action: 'sell' }, 'newer-version'],
    ['an unknown table', { table: 'sales', columns: ['x'], rows: [['r1', 1]] }, {}, 'newer-version'],
    ['an unknown column', edit('colour', 'b'), {}, 'newer-version'],
    ['an inherited name as a column', edit('toString', 'b'), {}, 'newer-version'],
    ['a wrong type', edit('price', 'b'), {}, 'wrong-type'],
    ['a negative price', edit('price', -1), {}, 'negative'],
    ['an emptied required cell', edit('name', null), {}, 'required'],
    ['a new row without a required cell', add([null, 1, null]), { action: 'rows.add' }, 'required'],
    ['a row that breaks a check over the row', add(['b', 13, null]), { action: 'rows.add' }, 'size-needed'],
    ['an edit that breaks a check over the row', edit('price', 13), {}, 'size-needed'],
    ['a row of a foreign device', add(['b', 1, null], 'device02.session1.x'), { action: 'rows.add' }, 'foreign-row-id'],
    ['a keyed id by plain adding', add(['b', 1, null], 'p:F1'), { action: 'rows.add' }, 'foreign-row-id'],
    ['a keyed id by import', add(['b', 1, null], 'p:F1'), { action: 'rows.import' }, 'accepted'],
    ['a row that is not there', { table: 'items', columns: ['name'], rows: [['r9', 'b']] }, {}, 'depends-on'],
    ['a deletion', edit('$deleted', true), {}, 'accepted'],
    ['a deletion that is neither', edit('$deleted', 'yes'), {}, 'wrong-type'],
    [
      'a row born deleted',
      { table: 'items', new: true, columns: ['name', '$deleted'], rows: [['device01.x', 'b', true]] },
      { action: 'rows.add' },
      'newer-version'
    ],
    ['a fact by hand', fact(3), { action: 'rows.add' }, 'needs-an-action'],
    ['a fact with the wrong sign', fact(-3), { action: 'receive' }, 'wrong-sign'],
    [
      'a fact changed',
      { table: 'moves', columns: ['quantity'], rows: [['m1', 3]] },
      { action: 'receive' },
      'ledger-is-final'
    ],
    ['a table that the action does not write', edit('name', 'b'), { action: 'receive' }, 'not-what-the-action-writes']
  ])('[GATE 1] %s', (_what, write, changed, expected) => expect(verdict(commitOf(write, changed))).toBe(expected));

  it('[GATE 2] names the cell', () => {
    expect(judgeCommit(commitOf(edit('price', -1)), viewWith(), person)?.cell).toEqual({
      table: 'items',
      row: 'r1',
      column: 'price'
    });
  });

  it('[GATE 3] stamps ascend in a session, and none is from the future', () => {
    const commit = commitOf(edit('name', 'b'));
    expect(verdict(commit, viewWith({ highWater: () => hlcOf(commit.id) }))).toBe('stale-stamp');
    expect(verdict(commit, viewWith({ highWater: () => hlcOf(commit.id).replace(/.$/, '') }))).toBe('accepted');
    expect(verdict(commit, viewWith({ now: NOW - 6 * 60_000 }))).toBe('clock-ahead');
    expect(verdict(commit, viewWith({ now: NOW - 4 * 60_000 }))).toBe('accepted');
  });

  it('[GATE 4] a commit has at most 50,000 cells', () => {
    const rows = Array.from({ length: LIMITS.maxCommitCells / 2 + 1 }, (_, i): [string, string, null] => [
      `device01.${i}`,
      'b',
      null
    ]);
    expect(
      verdict(commitOf({ table: 'items', new: true, columns: ['name', 'size'], rows }, { action: 'rows.add' }))
    ).toBe('too-many-cells');
  });

  it('[GATE 5] a write replaces only earlier writes of its cell', () => {
    const before = clock.next();
    const replacing = (stamps: string[]) => commitOf({ ...edit('name', 'b'), was: [[0]] }, { stamps });
    expect(verdict(replacing([before]))).toBe('accepted');
    expect(verdict(replacing([before]), viewWith({ wroteCell: () => false }))).toBe('replaces-the-unknown');
    expect(
      verdict(replacing([createClock({ device: 'device02', session: 'session1', now: () => NOW + 1 }).next()]))
    ).toBe('replaces-the-future');
  });

  it('[GATE 6] only the book of its table', () => {
    expect(verdict(commitOf(edit('name', 'b')), viewWith({ book: 'org@2026-08' }))).toBe('wrong-book');
  });
});

describe('reading', () => {
  const good = commitToText(commitOf(edit('name', 'b')));

  it('[GATE 10] canonical text is read, and nothing else', () => {
    expect(readCommit(good)).toMatchObject({ by: 'ann' });
    for (const bad of [
      good + ' ',
      good.replace('"b"', '"\\u0062"'),
      good.replace('"b"', '-0'),
      good.replace('"b"', '1.5'),
      good.replace('"b"', '"\\ud83d"'),
      good.replace('"b"', '"\\udc00x"'),
      good.replace('"b"', '"\ud83d"')
    ])
      expect(readCommit(bad), bad).toBeNull();
  });

  it('[GATE 11] a backslash before "ud800" is no surrogate, and a whole pair is text', () => {
    for (const value of ['\\ud800', '\\\\ud800', '👓', 'a\\ud83d\\', '镜框\u0000é']) {
      const commit = commitOf(edit('name', value));
      const ascii = commitToText(commit);
      expect(ascii).toMatch(/^[\0-\x7f]*$/);
      for (const text of [ascii, JSON.stringify(commit)]) expect(readCommit(text), text).toEqual(commit);
    }
  });

  it('[GATE 14] one text has no third form: what is half in ASCII is refused', () => {
    const text = commitToText(commitOf(edit('name', '镜框')));
    expect(readCommit(text.replace('\\u955c', '镜'))).toBeNull();
    expect(readCommit(text.replace('\\u955c', '\\u955C'))).toBeNull();
  });

  it('[GATE 12] a judge never throws', () => {
    for (const text of [
      '',
      '{',
      'null',
      good.slice(0, -1),
      '['.repeat(1e5),
      good.replace('"writes":[', '"writes":[null,'),
      good.replace('"rows":[[', '"rows":[5,['),
      good.replace('"cells.edit"', '"toString"')
    ])
      expect(judgeText(text, viewWith(), person).refusal?.rule, text.slice(0, 40)).toMatch(/unreadable|newer-version/);
  });

  it('[GATE 13] indices into the stamps must exist', () => {
    const stamps = [clock.next()];
    for (const was of [[[1]], [[-1]], [[0.5]], [[[0]]], [['0']], [[0, 0]], [], null])
      expect(
        readCommit(commitToText(commitOf({ ...edit('name', 'b'), was: was as never }, { stamps }))),
        JSON.stringify(was)
      ).toBeNull();
  });
});
