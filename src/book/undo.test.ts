/** Undo, rule by rule: the opposite is said, cell by cell, and only where my value still stands. */
import { expect, it } from 'vitest';
import { column } from '#schema/column.ts';
import { ledger, sheet, type Table } from '#schema/table.ts';
import { commitToText } from '#protocol/commit.ts';
import { cellOf, foldOf, newWorker } from './commits.fixture.ts';
import { planUndo } from './undo.ts';

const both = { zh: '', en: '' };
const text = column.text({ label: both });
const book = { audience: 'org' };
const tables: ReadonlyMap<string, Table> = new Map<string, Table>([
  ['items', sheet({ id: 'items', label: both, book, columns: { name: text } })],
  [
    'moves',
    ledger({
      id: 'moves',
      label: both,
      book,
      columns: { item: text, quantity: column.integer({ label: both }), reverses: text },
      contra: { negate: ['quantity'], link: 'reverses' }
    })
  ]
]);

it('[BOOK 40] gives a cell back the value it had before', () => {
  const ann = newWorker('ann');
  ann.add('r1', { name: 'before' });
  const mine = ann.edit('r1', { name: 'after' });
  const plan = planUndo(ann.fold, mine, tables);
  expect(plan).toEqual({
    writes: [{ table: 'items', rows: [{ id: 'r1', values: { name: 'before' } }] }],
    notUndone: []
  });
  ann.write('undo', plan.writes);
  expect(cellOf(ann.fold, 'r1', 'name').shown).toBe('before');
});

it('[BOOK 41] leaves what a colleague has changed since, undoes the rest, and says so', () => {
  const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
  const born = ann.add('r1', { name: 'n', stock: 1 });
  const mine = ann.edit('r1', { name: 'mine', stock: 2 });
  bob.sees(born, mine);
  ann.sees(bob.edit('r1', { name: 'bob’s' }));
  const plan = planUndo(ann.fold, mine, tables);
  expect(plan.writes).toEqual([{ table: 'items', rows: [{ id: 'r1', values: { stock: 1 } }] }]);
  expect(plan.notUndone).toEqual([{ table: 'items', row: 'r1', column: 'name', reason: 'changed-since' }]);
});

it('[BOOK 42] does not decide a conflict', () => {
  const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
  const born = ann.add('r1', { name: 'n' });
  bob.sees(born);
  const mine = ann.edit('r1', { name: 'mine' });
  ann.sees(bob.edit('r1', { name: 'bob’s' }));
  expect(planUndo(ann.fold, mine, tables)).toMatchObject({ writes: [], notUndone: [{ reason: 'changed-since' }] });
});

it('[BOOK 43] deletes a row it created, unless somebody has worked on it', () => {
  const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
  const born = ann.add('r1', { name: 'n' });
  expect(planUndo(ann.fold, born, tables).writes).toEqual([
    { table: 'items', rows: [{ id: 'r1', values: { $deleted: true } }] }
  ]);
  bob.sees(born);
  ann.sees(bob.edit('r1', { stock: 1 }));
  expect(planUndo(ann.fold, born, tables)).toMatchObject({
    writes: [],
    notUndone: [{ row: 'r1', reason: 'changed-since' }]
  });
});

it('[BOOK 44] takes a fact back by one contra row, however often and wherever it is undone', () => {
  const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
  const fact = ann.move('m1', 3);
  bob.sees(fact);
  const contra = {
    table: 'moves',
    create: true,
    rows: [{ id: 'rev:m1', values: { item: 'r1', quantity: -3, reverses: 'm1' } }]
  };
  const [plan, again] = [planUndo(ann.fold, fact, tables), planUndo(bob.fold, fact, tables)];
  expect([plan.writes, again.writes]).toEqual([[contra], [contra]]);
  const fold = foldOf(fact, ann.write('undo', plan.writes), bob.write('undo', again.writes));
  expect([...fold.table('moves').rows()].map((row) => row[2])).toEqual([3, -3]);
  expect(planUndo(fold, fact, tables)).toMatchObject({ writes: [], notUndone: [{ reason: 'already-undone' }] });
});

it('[BOOK 45] says of a table without contra rows that facts there are not taken back', () => {
  const ann = newWorker('ann');
  const fact = ann.move('m1', 3);
  expect(planUndo(ann.fold, fact, new Map())).toMatchObject({ writes: [], notUndone: [{ reason: 'no-contra' }] });
});

it('[BOOK 46] can itself be undone: that is redo', () => {
  const ann = newWorker('ann');
  ann.add('r1', { name: 'before' });
  const mine = ann.edit('r1', { name: 'after' });
  const undo = ann.write('undo', planUndo(ann.fold, mine, tables).writes);
  ann.write('redo', planUndo(ann.fold, undo, tables).writes);
  expect(cellOf(ann.fold, 'r1', 'name')).toEqual({ shown: 'after', heads: ['after'], conflict: false });
});

it('[BOOK 47] brings back a row that it deleted, with its values', () => {
  const ann = newWorker('ann');
  ann.add('r1', { name: 'n' });
  const deletion = ann.edit('r1', { $deleted: true });
  ann.write('undo', planUndo(ann.fold, deletion, tables).writes);
  expect([ann.fold.table('items').isDeleted('r1'), ann.fold.table('items').row('r1')?.[1]]).toEqual([false, 'n']);
});

it('[BOOK 48] an undo that is refused leaves the value it would have taken back', () => {
  const ann = newWorker('ann');
  ann.add('r1', { name: 'before' });
  const mine = ann.edit('r1', { name: 'after' });
  const undo = ann.write('undo', planUndo(ann.fold, mine, tables).writes);
  ann.fold.remove(commitToText(undo));
  expect(cellOf(ann.fold, 'r1', 'name').shown).toBe('after');
});

it('[BOOK 49] goes back step by step through several edits of one cell, and to the row’s creation', () => {
  const ann = newWorker('ann');
  const born = ann.add('r1', { name: '0' });
  const edits = ['1', '2', '3'].map((name) => ann.edit('r1', { name }));
  const shown = [...edits].reverse().map((edit) => {
    ann.write('undo', planUndo(ann.fold, edit, tables).writes, [edit.id]);
    return cellOf(ann.fold, 'r1', 'name').shown;
  });
  expect(shown).toEqual(['2', '1', '0']);
  expect(planUndo(ann.fold, born, tables)).toMatchObject({
    writes: [{ rows: [{ values: { $deleted: true } }] }],
    notUndone: []
  });
});

it('[BOOK 49] does not step over what a colleague wrote in between', () => {
  const [ann, bob] = [newWorker('ann'), newWorker('bob', 50)];
  const born = ann.add('r1', { name: '0' });
  const first = ann.edit('r1', { name: 'mine 1' });
  bob.sees(born, first);
  ann.sees(bob.edit('r1', { name: 'bob’s' }));
  const second = ann.edit('r1', { name: 'mine 2' });
  ann.write('undo', planUndo(ann.fold, second, tables).writes, [second.id]);
  expect(cellOf(ann.fold, 'r1', 'name').shown).toBe('bob’s');
  expect(planUndo(ann.fold, first, tables)).toMatchObject({ writes: [], notUndone: [{ reason: 'changed-since' }] });
});
