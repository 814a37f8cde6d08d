/**
 * Incremental equals full recomputation: random declarations over random tables, changed in random batches. The seed is
 * printed; SEED and RUNS repeat or lengthen a run.
 */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { Declarations, type Spec } from './random-declarations.fixture.ts';
import { change, readChange, Run, specs } from './random-run.fixture.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = Number(process.env['RUNS'] ?? 300);
console.log(`engine.property: SEED=${SEED} RUNS=${RUNS}`);

const PRIMITIVES: readonly { readonly name: string; readonly kinds: readonly Spec['kind'][] }[] = [
  { name: 'formulas', kinds: ['formula'] },
  { name: 'lookups', kinds: ['lookup'] },
  { name: 'rollups', kinds: ['rollup'] },
  { name: 'groups with their rollups and lookups', kinds: ['group', 'group', 'rollup', 'lookup'] },
  { name: 'scans', kinds: ['scan', 'scan', 'formula', 'lookup'] },
  { name: 'scans and what the last row of each key says', kinds: ['scan', 'rollup', 'group'] },
  { name: 'derived tables and what reads them', kinds: ['derive', 'derive', 'rollup', 'group', 'formula', 'lookup'] },
  { name: 'alerts', kinds: ['formula', 'rollup', 'alert'] },
  {
    name: 'graphs of all declarations',
    kinds: ['formula', 'lookup', 'rollup', 'rollup', 'group', 'scan', 'derive', 'alert']
  }
];

const batch = fc.array(change, { minLength: 1, maxLength: 5 });
const step = fc.oneof({ weight: 4, arbitrary: batch }, { weight: 1, arbitrary: fc.constant('undo' as const) });

describe('incremental equals full recomputation', () => {
  it.each(PRIMITIVES)('for $name, after any inserts, edits, deletes and undos in any batches', ({ kinds }) => {
    const property = fc.property(
      specs(...kinds),
      fc.array(change, { maxLength: 15 }),
      fc.array(step, { maxLength: 12 }),
      fc.array(fc.nat(100), { minLength: 5, maxLength: 5 }),
      (declared, load, steps, order) => {
        const declarations = new Declarations();
        for (const spec of declared) declarations.declare(spec);
        const run = new Run(declarations.schema(), load.map(readChange));
        for (const one of steps)
          if (one === 'undo') run.undo();
          else run.apply(one.map(readChange));
        run.checkOtherOrder(order);
      }
    );
    fc.assert(property, { seed: SEED, numRuns: RUNS });
  });

  it('for overlays that come and go between the batches, the modules’ own columns untouched', () => {
    const added = specs('formula', 'lookup', 'rollup', 'scan', 'alert');
    const property = fc.property(
      specs('formula', 'lookup', 'rollup', 'group', 'scan', 'derive', 'alert'),
      fc.array(change, { maxLength: 15 }),
      fc.array(fc.oneof(batch, fc.record({ overlay: added }), fc.constant({ overlay: [] })), { maxLength: 10 }),
      (declared, load, steps) => {
        const base = new Declarations();
        for (const spec of declared) base.declare(spec);
        const run = new Run(base.schema(), load.map(readChange));
        for (const one of steps)
          if ('overlay' in one) run.overlay(...overlayOf(base, one.overlay));
          else run.apply(one.map(readChange));
      }
    );
    fc.assert(property, { seed: SEED, numRuns: RUNS });
  });
});

function overlayOf(base: Declarations, added: readonly Spec[]): Parameters<Run['overlay']> {
  const joined = base.copy();
  for (const spec of added) joined.declare(spec);
  return [joined.beyond(base), joined.schema()];
}
