import { describe, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { createSchema } from './module.ts';
import { readReport } from './report-reader.ts';

const schema = createSchema(modules);
const label = { zh: '名', en: 'name' };
const PIECES = { id: 'pieces', label, of: 'sum', column: 'quantity' };
const DIMENSION = { column: 'product.brand' };
const GOOD = {
  id: 'my.report',
  label,
  source: 'inventory.movements',
  filters: [{ column: 'on', is: 'within', window: { kind: 'last-days', days: 90 } }],
  dimensions: [DIMENSION, { column: 'shop' }, { column: 'on', grain: 'month', across: true }],
  measures: [{ ...PIECES, extras: ['share', 'previous'] }],
  chart: { kind: 'bar', measure: 'pieces' }
};

test('what a manager made comes back as it was kept, from text as well', () => {
  expect(readReport(JSON.stringify(GOOD), schema)).toEqual({ ok: true, value: GOOD });
});

describe('what could not be computed, or would show nonsense, is refused by name', () => {
  const withMeasure = (measure: object) => ({ ...GOOD, measures: [measure] });
  const [filter, cut] = [
    { column: 'on', is: 'within' },
    { ...GOOD, filters: [], dimensions: [DIMENSION] }
  ];
  test.each<[string, object | string, object]>([
    ['report-unreadable', 'no JSON', {}],
    ['report-unreadable', { ...GOOD, secret: 1 }, {}],
    ['report-unreadable', withMeasure({ ...PIECES, of: 'median' }), { at: 'measures.0.of' }],
    ['report-unreadable', { ...GOOD, filters: [{ ...filter, window: { kind: 'last-days', days: 0 } }] }, {}],
    ['report-unknown-source', { ...GOOD, source: 'constructor' }, { source: 'constructor' }],
    ['report-unknown-column', { ...GOOD, dimensions: [{ column: 'product.colour' }] }, { column: 'product.colour' }],
    ['report-unknown-column', { ...GOOD, dimensions: [{ column: '__proto__' }] }, {}],
    ['report-unknown-column', { ...GOOD, dimensions: [{ column: 'quantity.price' }] }, {}],
    ['report-too-many-dimensions', { ...GOOD, dimensions: Array(4).fill(DIMENSION) }, { count: 4, limit: 3 }],
    ['report-across-twice', { ...GOOD, dimensions: Array(2).fill({ ...DIMENSION, across: true }) }, {}],
    ['report-needs-a-measure', { ...GOOD, measures: [] }, {}],
    ['report-wrong-kind', withMeasure({ ...PIECES, column: 'note' }), { column: 'note' }],
    ['report-wrong-kind', withMeasure({ ...PIECES, column: 'product.power' }), {}],
    ['report-wrong-kind', withMeasure({ ...PIECES, factors: Array(2).fill('product.retailPrice') }), {}],
    ['report-wrong-kind', { ...GOOD, dimensions: [{ ...DIMENSION, grain: 'month' }] }, {}],
    ['report-wrong-kind', { ...GOOD, filters: [{ column: 'quantity', is: 'above', value: 'x' }] }, {}],
    [
      'report-bands-order',
      { ...GOOD, dimensions: [{ column: 'quantity', bands: [9, 3].map((below) => ({ label, below })) }] },
      {}
    ],
    [
      'report-window-backwards',
      { ...GOOD, filters: [{ ...filter, window: { kind: 'between', from: '2026-02-01', to: '2026-01-01' } }] },
      {}
    ],
    ['report-share-of-no-sum', withMeasure({ ...PIECES, of: 'average', extras: ['share'] }), { measure: 'pieces' }],
    ['report-needs-a-date', { ...cut, measures: [{ ...PIECES, extras: ['last-year'] }] }, { measure: 'pieces' }],
    ['report-measure-twice', { ...GOOD, measures: [PIECES, PIECES] }, {}],
    ['report-unknown-measure', { ...GOOD, chart: { kind: 'pie', measure: 'money' } }, { measure: 'money' }],
    ['report-unknown-measure', withMeasure({ id: 'pieces', label, of: 'ratio', over: 'pieces', under: 'pieces' }), {}],
    ['report-scatter-needs-two', { ...GOOD, chart: { kind: 'scatter', measure: 'pieces' } }, {}]
  ])('%s', (rule, json, values) => {
    expect(readReport(json, schema)).toMatchObject({ ok: false, rule, values });
  });
});
