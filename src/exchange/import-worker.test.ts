import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { serveImports, type ImportServiceChannel } from './import-service.ts';
import { readInWorker, type ImportWorkerChannel } from './read-in-worker.ts';

const closeAll: (() => void)[] = [];
afterEach(() => closeAll.splice(0).forEach((close) => close()));

/** The two ends of a real message channel, as a page and its worker hold them. */
function connect(): ImportWorkerChannel {
  const { port1, port2 } = new MessageChannel();
  closeAll.push(() => port1.close());
  serveImports(port2 as unknown as ImportServiceChannel);
  return port1 as unknown as ImportWorkerChannel;
}

const csv = (rows: number): Uint8Array<ArrayBuffer> => new TextEncoder().encode('a,b\n'.repeat(rows));

test('a file comes back from the worker as rows, with progress on the way', async () => {
  const seen: number[] = [];
  const reading = readInWorker(connect(), { name: 'a.csv', bytes: csv(12_000), onProgress: (done) => seen.push(done) });
  const sheet = await reading.result;
  expect(sheet.ok && sheet.value.rows.length).toBe(12_000);
  expect(seen).toEqual([20_000, 40_000]);
});

test('what cannot be read comes back as a refusal', async () => {
  const { result } = readInWorker(connect(), { name: 'a.csv', bytes: csv(0) });
  expect(await result).toMatchObject({ ok: false, rule: 'file-empty' });
});

test('a cancel gets through while the worker reads', async () => {
  const reading = readInWorker(connect(), {
    name: 'a.csv',
    bytes: csv(200_000),
    onProgress: (done) => done === 20_000 && reading.cancel()
  });
  expect(await reading.result).toMatchObject({ ok: false, rule: 'import-cancelled' });
});
