import { expect, test } from 'vitest';
import { placeBlock } from './pasted-block.ts';

const size = { rows: 4, columns: 3 };
const at = (startRow: number, startColumn: number, selectedRows = 1, selectedColumns = 1) => ({
  startRow,
  startColumn,
  selectedRows,
  selectedColumns
});
const grid = (cells: readonly { row: number; column: number; text: string }[]): string =>
  cells.map(({ row, column, text }) => `${row},${column}=${text}`).join(' ');

test('a block lands at the selected cell', () => {
  const { cells, rows, columns } = placeBlock(
    [
      ['a', 'b'],
      ['c', 'd']
    ],
    at(1, 0),
    size
  );
  expect(grid(cells)).toBe('1,0=a 1,1=b 2,0=c 2,1=d');
  expect([rows, columns]).toEqual([2, 2]);
});

test('one cell fills the whole selection, as Excel does', () => {
  expect(grid(placeBlock([['x']], at(0, 1, 2, 2), size).cells)).toBe('0,1=x 0,2=x 1,1=x 1,2=x');
});

test('a selection that is no multiple of the block gets it once', () => {
  expect(placeBlock([['a'], ['b']], at(0, 0, 3, 1), size).cells.length).toBe(2);
});

test('what would stand right of the last column is left out', () => {
  expect(grid(placeBlock([['a', 'b', 'c']], at(0, 2), size).cells)).toBe('0,2=a');
});

test('lines below the last row are handed back, none is dropped silently', () => {
  const placed = placeBlock([['a'], ['b'], ['c']], at(3, 0), size);
  expect(grid(placed.cells)).toBe('3,0=a');
  expect(placed.beyond).toEqual([['b'], ['c']]);
});

test('lines of different length leave the cells they do not name alone', () => {
  expect(grid(placeBlock([['a', 'b'], ['c']], at(0, 0), size).cells)).toBe('0,0=a 0,1=b 1,0=c');
});
