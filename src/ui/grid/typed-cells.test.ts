import { describe, expect, test } from 'vitest';
import { refuse, succeed } from '#kernel/result.ts';
import { column, type CellValue } from '#schema/column.ts';
import { sheet } from '#schema/table.ts';
import { sortTypedCells, type EntryContext, type TypedCell } from './typed-cells.ts';

const goods = sheet({
  id: 'test.goods',
  label: { zh: '商品', en: 'Goods' },
  book: { audience: 'org' },
  key: 'sku',
  checkRow: (row) =>
    row['kind'] === 'contact' && !row['batch'] ? { rule: 'batch-required-class-iii', column: 'batch' } : null,
  columns: {
    sku: column.text({ label: { zh: '编码', en: 'SKU' }, required: true, unique: true }),
    price: column.money({ label: { zh: '零售价', en: 'Price' }, min: 0 }),
    kind: column.choice({
      label: { zh: '类别', en: 'Kind' },
      choices: [
        { value: 'frame', label: { zh: '镜架', en: 'Frame' } },
        { value: 'contact', label: { zh: '日抛', en: 'Daily lens' } }
      ]
    }),
    batch: column.text({ label: { zh: '批号', en: 'Batch' } }),
    shop: column.reference({ label: { zh: '门店', en: 'Shop' }, table: 'test.shops' })
  }
});

type Held = Record<string, Record<string, CellValue>>;

function enter(
  cells: readonly TypedCell[],
  {
    held = rows(),
    drafts = [],
    disputed = []
  }: { held?: Held; drafts?: readonly TypedCell[]; disputed?: readonly string[] } = {}
) {
  const context: EntryContext = {
    table: goods,
    findReference: (_, typed) =>
      typed === '武昌店' ? succeed('shop:wuchang') : refuse('no-such-reference', { typed }),
    valuesOf: (row) => held[row],
    holders: (name, value) => Object.keys(held).filter((row) => held[row]?.[name] === value),
    nameOf: (row) => row,
    draftsOf: (row) => drafts.filter((draft) => draft.row === row),
    isDisputed: (row, name) => disputed.includes(`${row}.${name}`)
  };
  return sortTypedCells(cells, context);
}

const rows = (): Held => ({ a: { sku: 'F1', price: 19900, kind: 'frame' }, b: { sku: 'F2' } });
const cell = (row: string, name: string, text: string): TypedCell => ({ row, column: name, text });

describe('typed and pasted cells', () => {
  test('what is right is one edit a row, in the house’s values', () => {
    const { edits, drafts } = enter([
      cell('a', 'price', '1,280'),
      cell('a', 'kind', '镜架'),
      cell('b', 'shop', '武昌店')
    ]);
    expect(edits).toEqual([
      { row: 'a', values: { price: 128000 } },
      { row: 'b', values: { shop: 'shop:wuchang' } }
    ]);
    expect(drafts).toEqual([]);
  });

  test('what is wrong stays in its cell with its reason, the rest of the block is written', () => {
    const { edits, drafts } = enter([cell('a', 'price', 'abc'), cell('b', 'price', '5')]);
    expect(edits).toEqual([{ row: 'b', values: { price: 500 } }]);
    expect(drafts.map(({ row, text, refusal }) => [row, text, refusal.rule])).toEqual([['a', 'abc', 'not-an-amount']]);
  });

  test('typing what already stands there writes nothing, but settles a draft', () => {
    const { edits, settled } = enter([cell('a', 'price', '199.00')]);
    expect(edits).toEqual([]);
    expect(settled).toEqual([{ row: 'a', column: 'price' }]);
  });

  test('typing the shown value of a cell in conflict decides it', () => {
    expect(enter([cell('a', 'price', '199')], { disputed: ['a.price'] }).edits).toEqual([
      { row: 'a', values: { price: 19900 } }
    ]);
  });

  test('a code that another row has is refused and names that row, also within one block', () => {
    expect(enter([cell('a', 'sku', 'F2')]).drafts[0]?.refusal).toMatchObject({
      rule: 'already-taken',
      values: { name: 'b' }
    });
    const twice = enter([cell('a', 'sku', 'F9'), cell('b', 'sku', 'F9')]);
    expect(twice.edits).toEqual([{ row: 'a', values: { sku: 'F9' } }]);
    expect(twice.drafts.map(({ row }) => row)).toEqual(['b']);
  });

  test('a required cell is not emptied', () => {
    expect(enter([cell('a', 'sku', '')]).drafts[0]?.refusal.rule).toBe('required');
    expect(enter([cell('a', 'price', '')]).edits).toEqual([{ row: 'a', values: { price: null } }]);
  });

  test('a cell that the row as a whole does not allow waits, and is written with the cell that makes it right', () => {
    const first = enter([cell('a', 'kind', '日抛')]);
    expect(first.edits).toEqual([]);
    expect(first.drafts[0]?.refusal.rule).toBe('batch-required-class-iii');
    const second = enter([cell('a', 'batch', 'L1')], { drafts: [cell('a', 'kind', '日抛')] });
    expect(second.edits).toEqual([{ row: 'a', values: { batch: 'L1', kind: 'contact' } }]);
    expect(second.settled).toEqual([
      { row: 'a', column: 'batch' },
      { row: 'a', column: 'kind' }
    ]);
  });

  test('a draft that still is wrong does not hold up the other cells of its row', () => {
    const { edits, settled } = enter([cell('a', 'price', '5')], { drafts: [cell('a', 'kind', '日抛')] });
    expect(edits).toEqual([{ row: 'a', values: { price: 500 } }]);
    expect(settled).toEqual([{ row: 'a', column: 'price' }]);
  });

  test('cells of a row that is gone are kept as drafts', () => {
    expect(enter([cell('zz', 'price', '5')]).drafts.map(({ text }) => text)).toEqual(['5']);
  });
});
