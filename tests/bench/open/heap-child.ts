/** Prints how many bytes of heap hold the rows of a file, after forced collection. */
import { readFileSync } from 'node:fs';
import * as Y from 'yjs';
import { loadedReplica, parseIntoMap } from './book-of-rows.ts';
import type { HeldAs } from './heap.ts';

const [kind, file] = process.argv.slice(2) as [HeldAs, string];

const open: Readonly<Record<HeldAs, () => unknown>> = {
  arrays: () => parseIntoMap(readFileSync(file, 'utf8')),
  book: () => loadedReplica(readFileSync(file)),
  maps: () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, readFileSync(file));
    return doc;
  }
};

function heapNow(): number {
  for (let i = 0; i < 4; i++) globalThis.gc!();
  return process.memoryUsage().heapUsed;
}

const before = heapNow();
const held = open[kind]();
const after = heapNow();
process.stdout.write(String(after - before));
// Still reachable here, or the collector would have taken it.
if (held === undefined) process.exit(1);
