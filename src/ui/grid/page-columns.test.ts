/** Where own columns stand: behind their neighbour, also behind another own one, and wherever its formula puts that. */
import { expect, test } from 'vitest';
import type { Page } from '#schema/module.ts';
import { DeskDisk, openDesk } from '#workspace/desk.fixture.ts';
import { columnsOfPage, showsSame } from './page-columns.ts';

const label = { zh: '商品', en: 'Products' };
const page: Page = {
  id: 'all',
  label,
  table: 'catalogue.products',
  columns: ['sku', 'brand', 'model'],
  editable: true
};

test('each own column stands behind the one it was put after, whichever came first', async () => {
  const { workspace } = await openDesk(new DeskDisk());
  const add = (name: string, after: string | null): string => {
    const values = { table: page.table, label: name, formula: '=1', ...(after === null ? {} : { after }) };
    const added = workspace.addRow('own.columns', values);
    if (!added.ok) throw new Error(added.rule);
    return workspace.own.all.find(({ id }) => id === added.value)!.path;
  };
  const first = add('甲', 'sku');
  const second = add('乙', first);
  const last = add('丙', null);
  expect(columnsOfPage(workspace, page).map(({ path }) => path)).toEqual([
    'sku',
    first,
    second,
    'brand',
    'model',
    last
  ]);

  const { id } = workspace.own.all[0]!;
  const before = columnsOfPage(workspace, page);
  workspace.edit([{ table: 'own.columns', row: id, values: { after: second } }]);
  // Two that stand behind each other stand behind nobody.
  expect(columnsOfPage(workspace, page).map(({ path }) => path)).toEqual([
    ...page.columns,
    ...workspace.own.all.map(({ path }) => path)
  ]);
  expect(showsSame(before, columnsOfPage(workspace, page))).toBe(false);
});

test('a rule, or a column of another table, leaves the grid as it is', async () => {
  const { workspace } = await openDesk(new DeskDisk());
  const before = columnsOfPage(workspace, page);
  workspace.addRow('own.columns', { table: 'shops.shops', label: '甲', formula: '=1' });
  expect(showsSame(before, columnsOfPage(workspace, page))).toBe(true);
});
