import { describe, expect, it } from 'vitest';
import type { Stamp } from '#kernel/stamp.ts';
import { commitToText, parseCommit, type Commit, type Write } from '#protocol/commit.ts';
import { CommitReader } from './commit-reader.ts';

const idOf = (n: number): Stamp => `00000000${String(n).padStart(4, '0')}.device01.session1`;

function commit(n: number, writes: readonly Write[], more: Partial<Commit> = {}): Commit {
  return { id: idOf(n), by: 'chen', on: 'device01', action: 'import', writes, ...more };
}

function creation(row: string, more: Partial<Write> = {}): Write {
  return { table: 't', new: true, columns: ['a', 'b'], rows: [[row, 1, 'x}]}']], ...more };
}

describe('Commits that follow one another', () => {
  const edit: Write = { table: 't', columns: ['a'], rows: [['r1', 2]], was: [[0]] };
  const kinds: readonly (readonly [string, Commit])[] = [
    ['another row of the same table', commit(2, [creation('r2')])],
    ['rows of another table', commit(3, [creation('r3', { table: 'u' })])],
    ['other columns', commit(4, [creation('r4', { columns: ['b', 'a'] })])],
    ['two writes', commit(5, [creation('r5'), creation('r6')])],
    ['two writes, the second an edit', commit(6, [creation('r7'), edit], { stamps: [idOf(1)] })],
    ['an edit', commit(7, [edit], { stamps: [idOf(1)] })],
    ['a group behind the writes', commit(8, [creation('r8')], { group: 'g' })],
    ['what is named as replaced in a new row', commit(9, [creation('r9', { was: [[null, null]] })])],
    ['another author', commit(10, [creation('r10')], { by: 'liu' })],
    [
      'an author who is called like a header',
      commit(11, [creation('r11')], { by: '","new":true,"columns":[ ,"rows":' })
    ],
    ['no rows', commit(12, [creation('r12', { rows: [] })])]
  ];

  it.each(kinds)('are read as they are written: %s', (_, next) => {
    const reader = new CommitReader();
    const first = commitToText(commit(1, [creation('r1')]));
    const text = commitToText(next);
    expect(reader.read(first, idOf(1))).toEqual(parseCommit(first));
    for (let again = 0; again < 2; again++) expect(reader.read(text, next.id)).toEqual(parseCommit(text));
    expect(reader.read(first, idOf(1))).toEqual(parseCommit(first));
  });

  it('are no commits where the text is torn behind a header that is known', () => {
    const reader = new CommitReader();
    reader.read(commitToText(commit(1, [creation('r1')])), idOf(1));
    const torn = commitToText(commit(2, [creation('r2')])).replace('[["r2"', '[["r2');
    expect(reader.read(torn, idOf(2))).toBeNull();
  });
});
