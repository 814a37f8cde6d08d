/**
 * (b) Heap a row after forced collection, in Node: a process of its own for each, which is given the stored bytes and
 * keeps nothing but what a screen reads from.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median, benchRow, type BenchPart } from '../bench-row.ts';
import { BULK_ROWS, stateOfFeeds, stateOfNestedMaps } from './book-of-rows.ts';
import { productRows } from './product-rows.ts';

const run = promisify(execFile);
const CHILD = new URL('heap-child.ts', import.meta.url).pathname;

export type HeldAs = 'arrays' | 'book' | 'maps';

export const benchHeap: BenchPart = async function* ({ rows, samples }) {
  const folder = await mkdtemp(join(tmpdir(), 'lensbook-bench-heap-'));
  const measure = async (kind: HeldAs, bytes: Uint8Array | string): Promise<number> => {
    const file = join(folder, 'stored');
    await writeFile(file, bytes);
    const sizes: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', CHILD, kind, file]);
      sizes.push(Number(stdout) / rows);
    }
    return median(sizes);
  };
  try {
    const shared = {
      ...{ unit: 'B', peer: 'Y.Map of Y.Map', peerValue: await measure('maps', stateOfNestedMaps(rows)) },
      ...{ floor: 'arrays in a Map', floorValue: await measure('arrays', JSON.stringify(productRows(rows))) }
    };
    const bars = [{ against: 'peer', most: 0.25 } as const, { against: 'floor', most: 1.6 } as const];
    yield benchRow(
      { name: 'heap a row, bulk', value: await measure('book', stateOfFeeds(rows, BULK_ROWS)), ...shared },
      ...bars
    );
    yield benchRow(
      { name: 'heap a row, each a commit', value: await measure('book', stateOfFeeds(rows, 1)), ...shared },
      bars[0]!
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
