/**
 * `npm run demo [folder]`: the same server, filled with a made-up company. Without a folder (argument or DATA_DIR) it
 * lives in a temporary one, which goes when the server stops.
 */
import { randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillWithDemo } from './demo/demo-company.ts';
import { attachRelay } from './relay/attach-relay.ts';
import { runProcess } from './run-process.ts';

const random = (): number => randomInt(2 ** 47) / 2 ** 47;
const temporary = join(tmpdir(), `lensbook-demo-${process.pid}-${randomInt(2 ** 32).toString(36)}`);

await runProcess({
  attachRelay,
  dataDir: { named: process.argv[2], otherwise: temporary },
  beforeListening: (server) => fillWithDemo(server, { now: () => Date.now(), random }),
  afterClosing: async ({ dataDir }) => {
    if (dataDir === temporary) await rm(temporary, { recursive: true, force: true });
  }
});
