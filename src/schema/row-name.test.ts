import { expect, test } from 'vitest';
import { column } from './column.ts';
import { joinName, nameColumns } from './row-name.ts';
import { sheet } from './table.ts';

const label = { zh: '列', en: 'column' };
const columns = { code: column.text({ label }), brand: column.text({ label }), name: column.text({ label }) };
const common = { id: 'test.rows', label, book: { audience: 'org' }, columns, key: 'code' } as const;

test('a row with one title column is named by it alone, with several by its key and them', () => {
  expect(nameColumns(sheet({ ...common, title: ['name'] }))).toEqual(['name']);
  expect(nameColumns(sheet({ ...common, title: ['brand', 'name'] }))).toEqual(['code', 'brand', 'name']);
});

test('a word that comes again is not said again, and empty parts leave no gap', () => {
  expect(joinName(['C30000', '强生 ACUVUE', '', '强生 ACUVUE 舒日'])).toBe('C30000 强生 ACUVUE 舒日');
});
