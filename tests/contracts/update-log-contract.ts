/**
 * What every update log promises, as cases that know neither test runner nor platform: the same list runs against
 * memory and LevelDB under vitest, and against IndexedDB inside Chromium.
 */
import { appending, failing } from './append-cases.ts';
import { compacting } from './compaction-cases.ts';
import { damage } from './damage-cases.ts';
import { keeping } from './keeping-cases.ts';
import type { ContractCase, OpenDevice } from './log-device.ts';

export const UPDATE_LOG_CONTRACT: readonly ContractCase[] = [
  ...appending,
  ...failing,
  ...damage,
  ...compacting,
  ...keeping
];

/** The cases under any runner that has a `test(name, run)`. */
export function describeUpdateLog(
  test: (name: string, run: () => Promise<void>) => void,
  name: string,
  open: OpenDevice
): void {
  for (const contractCase of UPDATE_LOG_CONTRACT) {
    test(`${name}: ${contractCase.name}`, async () => {
      const device = await open();
      try {
        await contractCase.run(device);
      } finally {
        await device.dispose();
      }
    });
  }
}
