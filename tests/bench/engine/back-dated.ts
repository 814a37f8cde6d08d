/**
 * (c) A movement dated into the middle of its key, until the cost of every later movement is known: with the few movements
 * that a product has in a shop, and with one key of a tenth of all movements, against a refold by hand.
 */
import { benchRow, median, type BenchPart } from '../bench-row.ts';
import { HandWrittenCost } from './hand-written-cost.ts';
import { applyMovement, stockEngine } from './stock-engine.ts';
import { comingMovements, dayAt, stockFacts, type MovementRow, type StockFacts } from './stock-facts.ts';

const MIDDLE = dayAt(182);

export const benchBackDated: BenchPart = async function* ({ rows, samples }) {
  const facts = stockFacts({ rows });
  const [, product, shop] = facts.movements[0]!;
  const tenth = facts.movements.length / 10;
  const oneKey = facts.movements.slice(0, tenth).map((row) => dated(row, { product, shop, on: row[4] }));
  const kinds = [
    { name: 'back-dated row, a few a key', facts, edits: 2_000 },
    { name: `back-dated row, ${tenth / 1_000}k a key`, facts: { ...facts, movements: oneKey }, edits: 20 }
  ];
  for (const { name, facts: given, edits } of kinds) {
    const { engine, hand } = costsOf(given, { edits, samples });
    const floor = { floor: 'hand-written refold', floorValue: hand };
    yield benchRow({ name, value: engine, unit: 'µs', ...floor });
  }
};

interface Rounds {
  readonly edits: number;
  readonly samples: number;
}

function costsOf(facts: StockFacts, { edits, samples }: Rounds): { readonly engine: number; readonly hand: number } {
  const engine = stockEngine(facts, 'cost');
  const hand = new HandWrittenCost(facts.movements);
  const [, product, shop] = facts.movements[0]!;
  const isOneKey = facts.movements.every((row) => row[1] === product);
  const costs = { engine: [] as number[], hand: [] as number[] };
  for (let sample = -1; sample < samples; sample++) {
    const from = facts.movements.length * 11 + (sample + 1) * edits;
    const coming = comingMovements(from, facts.products.length, edits).map((row) =>
      dated(row, isOneKey ? { product, shop, on: MIDDLE } : { product: row[1], shop: row[2], on: MIDDLE })
    );
    const took = {
      hand: cpuOfOne((row) => hand.apply(row), coming),
      engine: cpuOfOne((row) => applyMovement(engine, row), coming)
    };
    for (const [id] of [...coming, facts.movements.at(-1)!])
      if (engine.value('movements', id, 'cost') !== hand.costs.get(id))
        throw new Error('The engine and the refold by hand do not show the same.');
    if (sample < 0) continue;
    costs.engine.push(took.engine);
    costs.hand.push(took.hand);
  }
  return { engine: median(costs.engine), hand: median(costs.hand) };
}

function dated(
  [id, , , quantity, , amount]: MovementRow,
  { product, shop, on }: { readonly product: string; readonly shop: string; readonly on: string }
): MovementRow {
  return [id, product, shop, quantity, on, amount];
}

function cpuOfOne(apply: (row: MovementRow) => void, rows: readonly MovementRow[]): number {
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (const row of rows) apply(row);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / rows.length;
}
