/**
 * (d) What is held a movement beyond the rows themselves, after forced collection, typed arrays included: a process of its
 * own for each. Both sides know a row by its id, which a correction, a late deletion and the evidence of an alert need; what
 * the results alone take by hand is the floor.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { benchRow, median, type BenchPart } from '../bench-row.ts';

const run = promisify(execFile);
const CHILD = new URL('memory-child.ts', import.meta.url).pathname;

export type HeldAs = 'engine' | 'maps' | 'results' | 'scan';

export const benchMemory: BenchPart = async function* ({ rows, samples }) {
  const measure = async (kind: HeldAs): Promise<number> => {
    const sizes: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      const { stdout } = await run(process.execPath, ['--expose-gc', '--import', 'tsx', CHILD, kind, String(rows)]);
      sizes.push(Number(stdout) / (rows * 3));
    }
    return median(sizes);
  };
  const maps = { peer: 'hand-written maps', peerValue: await measure('maps') };
  const results = { floor: 'results alone', floorValue: await measure('results') };
  yield benchRow(
    { name: 'memory a movement', value: await measure('engine'), unit: 'B', ...maps, ...results },
    { against: 'peer', most: 2 }
  );
  yield benchRow({ name: 'memory a movement, cost scan', value: await measure('scan'), unit: 'B' });
};
