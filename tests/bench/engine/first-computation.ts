/**
 * (a) From the rows in memory to on-hand, value and alerts of every product in every shop, against a loop over the same arrays
 * by hand. The engine also indexes the rows by id, which the loop does not; nothing is taken off for that.
 */
import { benchRow, median, type BenchPart } from '../bench-row.ts';
import { HandWrittenShelves } from './hand-written-shelves.ts';
import { stockEngine } from './stock-engine.ts';
import { stockFacts, type StockFacts } from './stock-facts.ts';

export const benchFirstComputation: BenchPart = async function* ({ rows, samples }) {
  const facts = stockFacts({ rows });
  const times = { engine: [] as number[], hand: [] as number[] };
  for (let sample = -1; sample < samples; sample++) {
    const hand = msOf(() => new HandWrittenShelves(facts));
    const engine = msOf(() => stockEngine(facts));
    checkSame(facts, engine.made, hand.made);
    if (sample < 0) continue;
    times.engine.push(engine.ms);
    times.hand.push(hand.ms);
  }
  const hand = { floor: 'hand-written loop', floorValue: median(times.hand) };
  yield benchRow(
    { name: 'first computation', value: median(times.engine), unit: 'ms', ...hand },
    { against: 'floor', most: 3 }
  );
};

function msOf<T>(make: () => T): { readonly made: T; readonly ms: number } {
  globalThis.gc?.();
  const start = performance.now();
  const made = make();
  return { made, ms: performance.now() - start };
}

/** A bench of two programs that disagree would compare nothing. */
function checkSame(facts: StockFacts, engine: ReturnType<typeof stockEngine>, hand: HandWrittenShelves): void {
  const [, product, shop] = facts.movements[facts.movements.length >> 1]!;
  const same =
    engine.valueByKeys('stock', [product, shop], 'onHand') === hand.onHand(product, shop) &&
    engine.alertCounts().get('low') === hand.low.size;
  if (!same) throw new Error('The engine and the loop by hand do not show the same.');
}
