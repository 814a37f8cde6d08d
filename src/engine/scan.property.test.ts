/** Keys longer than the stretch between two kept states, which the random graphs with their few rows never have. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computed } from '#schema/computed.ts';
import type { RowArray } from '#schema/table.ts';
import { number, shown, startedWith } from './small-shop.fixture.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = Number(process.env['RUNS'] ?? 300);
console.log(`scan.property: SEED=${SEED} RUNS=${RUNS}`);

/** Keeps no sum but a digest, so that no two orders of the same rows end alike. */
const mix = (state: number, quantity: unknown): number => (state * 31 + Number(quantity) + 7) % 1_000_003;
const digest = computed.scan<number>({
  ...shown,
  by: ['product'],
  order: ['on'],
  of: ['quantity'],
  start: 1,
  step: (state, quantity = null) => ({ state: mix(state, number(quantity)), value: mix(state, number(quantity)) })
});

const row = fc.record({
  place: fc.nat(199),
  product: fc.constantFrom('p1', 'p1', 'p1', 'p2', null),
  quantity: fc.integer({ min: -5, max: 9 }),
  day: fc.nat(60),
  gone: fc.boolean()
});
type Drawn = typeof row extends fc.Arbitrary<infer T> ? T : never;

const idOf = (place: number): string => `m${1000 + place}`;
const rowOf = ({ place, product, quantity, day }: Drawn): RowArray => [
  idOf(place),
  product,
  null,
  quantity,
  `d${100 + day}`
];

function expected(rows: ReadonlyMap<string, RowArray>): Map<string, number | null> {
  const values = new Map<string, number | null>([...rows.keys()].map((id) => [id, null]));
  for (const product of ['p1', 'p2']) {
    const own = [...rows.values()].filter((one) => one[1] === product);
    own.sort((a, b) => (`${String(a[4])} ${a[0]}` < `${String(b[4])} ${b[0]}` ? -1 : 1));
    let state = 1;
    for (const one of own) values.set(one[0], (state = mix(state, one[3])));
  }
  return values;
}

describe('a scan over long keys', () => {
  it('equals going through all rows from the start, after any batches', () => {
    const property = fc.property(
      fc.array(row, { minLength: 60, maxLength: 200, size: 'max' }),
      fc.array(fc.array(row, { minLength: 1, maxLength: 6 }), { maxLength: 15, size: 'max' }),
      (load, batches) => {
        const rows = new Map(load.map((drawn) => [idOf(drawn.place), rowOf(drawn)]));
        const engine = startedWith({ movements: { digest } }, {}, [...rows.values()]);
        for (const batch of [[], ...batches]) {
          for (const drawn of batch) {
            if (drawn.gone) rows.delete(idOf(drawn.place));
            else rows.set(idOf(drawn.place), rowOf(drawn));
          }
          const ids = new Set(batch.map(({ place }) => idOf(place)));
          engine.apply([...ids].map((id) => ({ table: 'movements', id, before: undefined, after: rows.get(id) })));
          const shows = [...rows.keys()].map((id) => [id, engine.value('movements', id, 'digest')] as const);
          expect(new Map(shows)).toEqual(expected(rows));
        }
      }
    );
    fc.assert(property, { seed: SEED, numRuns: Math.ceil(RUNS / 3) });
  });
});
