/**
 * (b) One new movement until on-hand, value and the alert are known: CPU time of one, warmed up, against a delta by hand,
 * a db-ivm pipeline over the same facts, and a workbook of HyperFormula over as many rows as it can carry.
 */
import { benchRow, median, type BenchPart, type Scale } from '../bench-row.ts';
import { HandWrittenShelves } from './hand-written-shelves.ts';
import { applyMovement, stockEngine } from './stock-engine.ts';
import { comingMovements, stockFacts, type MovementRow, type StockFacts } from './stock-facts.ts';
import { StockPipeline } from './stock-ivm.ts';
import { StockWorkbook } from './stock-sheet.ts';

const EDITS = 5_000;
/** A hundredth of the facts: with these 3,000 movements and 600 sums one edit takes it seconds. */
const WORKBOOK_SHARE = 100;
const WORKBOOK_EDITS = 1;

type Apply = (movement: MovementRow) => void;

export const benchOneMovement: BenchPart = async function* (scale) {
  const facts = stockFacts(scale);
  const engine = stockEngine(facts);
  const hand = new HandWrittenShelves(facts);
  const costs = costsOf(scale, facts, {
    engine: (movement) => applyMovement(engine, movement),
    hand: (movement) => hand.apply(movement)
  });
  // Only now: its half gigabyte would make every collection during the others' turns a long one.
  const pipeline = new StockPipeline(facts);
  const ivm = costsOf(scale, facts, { ivm: (movement) => pipeline.apply(movement) }).ivm;
  const [, product, shop] = facts.movements[0]!;
  const shows = [engine.valueByKeys('stock', [product, shop], 'onHand'), hand.onHand(product, shop)];
  if (shows.some((onHand) => onHand !== pipeline.shelves.get(`${product}|${shop}`)?.onHand))
    throw new Error('Engine, hand and pipeline do not show the same.');
  const row = { name: 'one movement', value: costs.engine, unit: 'µs' };
  yield benchRow({ ...row, peer: 'hand-written delta', peerValue: costs.hand }, { against: 'peer', most: 5 });
  yield benchRow(
    { ...row, name: 'one movement, beside db-ivm', peer: 'db-ivm', peerValue: ivm },
    { against: 'peer', most: 0.5 }
  );
  const workbook = workbookCost(scale);
  yield benchRow(
    { ...row, name: 'one movement, beside SUMIFS', peer: workbook.name, peerValue: workbook.cost },
    { against: 'peer', most: 0.01 }
  );
};

/** In turns, each side on the same rows; medians. */
function costsOf<Name extends string>(
  { samples }: Scale,
  { movements, products }: StockFacts,
  sides: Readonly<Record<Name, Apply>>
): Readonly<Record<Name, number>> {
  const names = Object.keys(sides) as Name[];
  const costs = names.map((): number[] => []);
  for (let sample = -1; sample < samples; sample++) {
    const coming = comingMovements(movements.length + (sample + 1) * EDITS, products.length, EDITS);
    names.forEach((name, i) => {
      const cost = cpuOfOne(sides[name], coming);
      if (sample >= 0) costs[i]!.push(cost);
    });
  }
  return Object.fromEntries(names.map((name, i) => [name, median(costs[i]!)])) as Record<Name, number>;
}

function cpuOfOne(apply: Apply, movements: readonly MovementRow[]): number {
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (const movement of movements) apply(movement);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / movements.length;
}

function workbookCost({ rows, samples }: Scale): { readonly name: string; readonly cost: number } {
  const few = stockFacts({ rows: rows / WORKBOOK_SHARE });
  const coming = comingMovements(few.movements.length, few.products.length, (samples + 1) * WORKBOOK_EDITS);
  const workbook = new StockWorkbook(few, coming.length);
  const costs: number[] = [];
  for (let sample = 0; sample <= samples; sample++)
    costs.push(
      cpuOfOne(
        (movement) => workbook.apply(movement),
        coming.slice(sample * WORKBOOK_EDITS, (sample + 1) * WORKBOOK_EDITS)
      )
    );
  return { name: `SUMIFS over ${few.movements.length}`, cost: median(costs.slice(1)) };
}
