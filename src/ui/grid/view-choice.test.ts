import { describe, expect, it } from 'vitest';
import { cycleLevel, viewToText, withLevel, type SortLevel, type ViewChoice } from './view-choice.ts';
import { viewFromText } from './view-text.ts';

const isKnown = (path: string): boolean => ['sku', 'brand', 'price'].includes(path);

describe('A saved view', () => {
  it('comes back from its text as it was', () => {
    const view: ViewChoice = {
      sorts: [
        { path: 'brand', direction: 'up' },
        { path: 'price', direction: 'down' }
      ],
      conditions: new Map([
        ['price', { kind: 'range', from: 100, to: null }],
        ['brand', { kind: 'one-of', values: ['a', true, null] }]
      ]),
      search: '雷朋',
      onlyAlerts: true,
      columns: ['price', 'sku'],
      frozen: 1,
      groups: [{ path: 'brand', grain: 'value' }],
      rowHeight: 'tall',
      colours: [{ path: 'price', condition: { kind: 'range', from: 1, to: 2 }, tone: 'red', reach: 'row' }]
    };
    expect(viewFromText(viewToText(view), isKnown)).toEqual(view);
  });

  it('leaves out what this version does not know, and keeps the rest', () => {
    const text = JSON.stringify({
      sorts: [
        { path: 'gone', direction: 'up' },
        { path: 'sku', direction: 'down' }
      ],
      conditions: [['gone', { kind: 'contains', text: 'x' }]],
      columns: ['gone'],
      colours: ['later'],
      pictures: true
    });
    const read = viewFromText(text, isKnown)!;
    expect([read.sorts, read.conditions.size, read.columns]).toEqual([[{ path: 'sku', direction: 'down' }], 0, null]);
  });

  it.each(['', 'nonsense', '7', 'null', '[]'])('is none where the text is %j', (text) => {
    expect(viewFromText(text, isKnown)).toBeNull();
  });
});

describe('Sorting', () => {
  it('goes up, down and away, alone', () => {
    const seen: (readonly SortLevel[])[] = [];
    let levels: readonly SortLevel[] = [{ path: 'brand', direction: 'up' }];
    for (let i = 0; i < 3; i++) seen.push((levels = cycleLevel(levels, 'sku', 'alone')));
    expect(seen).toEqual([[{ path: 'sku', direction: 'up' }], [{ path: 'sku', direction: 'down' }], []]);
  });

  it('by a further column keeps the others; turning one keeps its place', () => {
    const two = cycleLevel(cycleLevel([], 'sku', 'beside'), 'brand', 'beside');
    expect(two.map(({ path }) => path)).toEqual(['sku', 'brand']);
    expect(withLevel(two, 'sku', 'down').map(({ path, direction }) => path + direction)).toEqual([
      'skudown',
      'brandup'
    ]);
  });
});
