/**
 * Old commits fold for ever, so a name that a shop's books may hold is never renamed, retyped, moved or reused. The saved
 * snapshot is what has been promised; `UPDATE_SNAPSHOT=1` adds new names to it and never changes or drops an old one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { createSchema } from '#schema/module.ts';
import { findBreakingChanges, takeSnapshot, type SchemaSnapshot } from '#schema/snapshot.ts';

const file = new URL('./schema-snapshot.json', import.meta.url);
const present = takeSnapshot(createSchema(modules));

function readSaved(): SchemaSnapshot {
  return JSON.parse(readFileSync(file, 'utf8')) as SchemaSnapshot;
}

test('everything that was ever declared still stands as it was', () => {
  expect(findBreakingChanges(readSaved(), present)).toEqual([]);
});

test('everything declared now is in the saved snapshot; add new names with UPDATE_SNAPSHOT=1', () => {
  if (process.env['UPDATE_SNAPSHOT'] === '1') {
    const names = { ...present.names, ...readSaved().names };
    const sorted = Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(file, `${JSON.stringify({ names: sorted }, null, 2)}\n`);
  }
  const saved = readSaved();
  expect(Object.keys(present.names).filter((name) => !Object.hasOwn(saved.names, name))).toEqual([]);
});

test('a column that was moved, retyped or dropped, and a choice that was dropped, are named', () => {
  const old: SchemaSnapshot = {
    names: {
      ...present.names,
      'catalogue.products.sku': '1 text',
      'catalogue.products.retailPrice': '13 integer',
      'catalogue.products.colour': '6 text',
      'catalogue.products.kind=clip-on': 'choice'
    }
  };
  expect(findBreakingChanges(old, present).map((sentence) => sentence.split(' ')[0])).toEqual([
    'catalogue.products.sku',
    'catalogue.products.retailPrice',
    'catalogue.products.colour',
    'catalogue.products.kind=clip-on'
  ]);
});
