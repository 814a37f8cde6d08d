/** Prints how many bytes hold what was made from the facts, the facts themselves left out. */
import { HandWrittenShelves } from './hand-written-shelves.ts';
import type { HeldAs } from './memory.ts';
import { stockEngine } from './stock-engine.ts';
import { stockFacts } from './stock-facts.ts';

const [kind, rows] = process.argv.slice(2) as [HeldAs, string];
const facts = stockFacts({ rows: Number(rows) });

const make: Readonly<Record<HeldAs, () => unknown>> = {
  engine: () => stockEngine(facts),
  scan: () => stockEngine(facts, 'cost'),
  results: () => new HandWrittenShelves(facts),
  maps: () => {
    const shelves = new HandWrittenShelves(facts);
    for (const movement of facts.movements) shelves.rowsById.set(movement[0], movement);
    return shelves;
  }
};

function heldNow(): number {
  for (let i = 0; i < 4; i++) globalThis.gc!();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const before = heldNow();
const held = make[kind]();
const after = heldNow();
process.stdout.write(String(after - before));
// Still reachable here, or the collector would have taken it.
if (held === undefined || facts.movements.length === 0) process.exit(1);
