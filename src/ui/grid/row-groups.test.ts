import { describe, expect, it } from 'vitest';
import type { RowArray } from '#schema/table.ts';
import { groupRows, isGroupHead, withoutHeads, type GroupBy } from './row-groups.ts';

const rows: RowArray[] = [
  ['1', 'A', 'red'],
  ['2', 'A', 'red'],
  ['3', 'A', 'blue'],
  ['4', 'B', 'blue'],
  ['5', null, 'red']
];
const by = (at: 1 | 2): GroupBy => ({ path: at === 1 ? 'brand' : 'colour', textOf: (row) => String(row[at] ?? '') });
const drawn = ({ shown, groups }: ReturnType<typeof groupRows>): string[] =>
  shown.map(([id]) => {
    const group = groups.get(id);
    return group ? `${'  '.repeat(group.level)}[${group.text}] ${group.to - group.from}` : id;
  });

describe('Grouped rows', () => {
  it('are the very rows where nothing is grouped', () => {
    expect(groupRows(rows, [], new Set()).shown).toBe(rows);
  });

  it('stand under the head of their group, with how many they are', () => {
    expect(drawn(groupRows(rows, [by(1)], new Set()))).toEqual(['[A] 3', '1', '2', '3', '[B] 1', '4', '[] 1', '5']);
  });

  it('nest', () => {
    expect(drawn(groupRows(rows, [by(1), by(2)], new Set()))).toEqual(
      '[A] 3|  [red] 2|1|2|  [blue] 1|3|[B] 1|  [blue] 1|4|[] 1|  [red] 1|5'.split('|')
    );
  });

  it('of a collapsed group are not shown, nor the heads inside it', () => {
    const open = groupRows(rows, [by(1), by(2)], new Set());
    const [a] = open.shown;
    const closed = groupRows(rows, [by(1), by(2)], new Set([a![0]]));
    expect(drawn(closed)).toEqual('[A] 3|[B] 1|  [blue] 1|4|[] 1|  [red] 1|5'.split('|'));
  });

  it('keep the ids of their heads apart when one text comes twice', () => {
    const turns: RowArray[] = [
      ['1', '01', ''],
      ['2', '1', ''],
      ['3', '01', '']
    ];
    const { shown } = groupRows(turns, [by(1)], new Set());
    expect(new Set(shown.map(([id]) => id)).size).toBe(6);
    expect(shown.filter(([id]) => isGroupHead(id))).toHaveLength(3);
    expect(withoutHeads(shown)).toEqual(turns);
  });
});
