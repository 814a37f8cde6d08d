/** What every declaration must hold, whichever module it is in: a screen that names a column nobody declared shows nothing. */
import { describe, expect, test } from 'vitest';
import { createEngine } from '#engine/engine.ts';
import type { Columns } from '#schema/column.ts';
import { createSchema } from '#schema/module.ts';
import { modules } from './index.ts';

const schema = createSchema(modules);
const pages = schema.modules.flatMap((module) =>
  module.pages.map((page) => ({ ...page, name: `${module.id}.${page.id}` }))
);
const pagesByName = new Map(pages.map((page) => [page.name, page]));

function columnsOf(table: string): Set<string> {
  return new Set([
    ...Object.keys(schema.tables.get(table)?.columns ?? {}),
    ...Object.keys(schema.groups.get(table)?.keys ?? {}),
    ...(schema.computed.get(table)?.keys() ?? [])
  ]);
}

/** Headings claimed by two columns, compared as an import compares them. */
function headingsClaimedTwice(columns: Columns): string[] {
  const claims = new Map<string, string>();
  const twice: string[] = [];
  for (const [name, column] of Object.entries(columns))
    for (const heading of [name, column.label.zh, column.label.en, ...(column.headings ?? [])]) {
      const plain = heading.toLowerCase().replace(/\s/g, '');
      const owner = claims.get(plain);
      if (owner !== undefined && owner !== name) twice.push(`${plain}: ${owner}, ${name}`);
      claims.set(plain, name);
    }
  return twice;
}

test('the engine accepts every computed column, group and alert', () => {
  expect(() => createEngine(schema).start()).not.toThrow();
});

test('ids of tables, groups, actions, alerts and reports begin with their module', () => {
  for (const { id, tables, groups, actions, alerts, reports = [] } of modules)
    for (const thing of [...tables, ...groups, ...actions, ...alerts, ...reports])
      expect(thing.id).toMatch(new RegExp(`^${id}\\.[a-zA-Z]+$`));
});

test.each(pages)('page $name shows only columns that exist', ({ table, columns, totals = [] }) => {
  for (const shown of [...columns, ...totals.map((total) => total.column)]) {
    const inGroup = /^(\w+\.\w+)\.(\w+)@\$(shop|others)$/.exec(shown);
    if (inGroup) expect(columnsOf(inGroup[1] ?? '')).toContain(inGroup[2]);
    else expect(columnsOf(table)).toContain(shown);
  }
});

test.each(schema.modules.flatMap(({ id, lookup }) => (lookup ? [{ id, ...lookup }] : [])))(
  'the look-up of $id tells columns that exist and offers actions that begin with its row',
  ({ table, columns, details, byShop, actions }) => {
    for (const shown of [...columns, ...details]) {
      const inGroup = /^(\w+\.\w+)\.(\w+)@\$(shop|others)$/.exec(shown);
      if (inGroup) expect(columnsOf(inGroup[1] ?? '')).toContain(inGroup[2]);
      else expect(columnsOf(table)).toContain(shown);
    }
    const keys = Object.values(schema.groups.get(byShop.group)?.keys ?? {}).map((key) => key.table);
    expect(keys).toEqual([table, 'shops.shops']);
    expect(columnsOf(byShop.group)).toContain(byShop.column);
    for (const id of actions) {
      const { input = {}, prefill = {} } = schema.actions.get(id) ?? {};
      expect(Object.entries(prefill).some(([field, from]) => from === '$row' && input[field]?.table === table)).toBe(
        true
      );
    }
  }
);

test('imports lead to an action that exists or to a table with a key', () => {
  for (const { imports = [], table } of pages)
    for (const target of imports) {
      if (target.kind === 'action') expect(schema.actions.has(target.action)).toBe(true);
      else expect(schema.tables.get(table)?.key).toBeDefined();
    }
});

describe.each([...schema.actions.values()])('$id', ({ input, writes, prefill = {}, offeredOn = [], reverse }) => {
  test('is offered on pages whose rows have what it is prefilled from', () => {
    for (const name of offeredOn) {
      const page = pagesByName.get(name);
      expect(page, name).toBeDefined();
      for (const [field, source] of Object.entries(prefill)) {
        expect(Object.keys(input)).toContain(field);
        if (source === '$row') expect(input[field]?.table).toBe(page?.table);
        else if (source === '$shop') expect(input[field]?.table).toBe('shops.shops');
        else expect(columnsOf(page?.table ?? '')).toContain(source);
      }
    }
  });

  test('writes ledgers that can be taken back, in one book', () => {
    expect(reverse).toBe('contra');
    const books = writes.map(({ table }) => schema.tables.get(table));
    expect(new Set(books.map((table) => table?.book.audience)).size).toBe(1);
    for (const table of books) expect(table?.contra).toBeDefined();
  });

  test('no heading means two of its fields', () => {
    expect(headingsClaimedTwice(input)).toEqual([]);
  });
});

test('at most one main action a page', () => {
  const mains = [...schema.actions.values()]
    .filter((action) => action.main)
    .flatMap((action) => action.offeredOn ?? []);
  expect(new Set(mains).size).toBe(mains.length);
});

test.each([...schema.tables.values()])('no heading means two columns of $id', ({ columns }) => {
  expect(headingsClaimedTwice(columns)).toEqual([]);
});

test.each(schema.alerts)('alert $id colours a column that exists and names remedies that exist', (alert) => {
  expect(columnsOf(alert.on)).toContain(alert.column);
  for (const [, name] of `${alert.sentence.zh}${alert.sentence.en}`.matchAll(/\{(\w+)\}/g))
    expect(columnsOf(alert.on)).toContain(name);
  for (const remedy of alert.remedies) expect(schema.actions.has(remedy)).toBe(true);
});
