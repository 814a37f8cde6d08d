/** Reads a chosen file in a worker of its own, which ends with the reading: a hostile file cannot hold the page. */
import { readInWorker, type ImportWorkerChannel, type ReadingInWorker } from '#exchange/read-in-worker.ts';
import type { Sheet } from '#exchange/sheet.ts';
import type { Result } from '#kernel/result.ts';

export interface SheetReading {
  readonly file: File;
  readonly onProgress: (done: number, total: number) => void;
  /** Gets the way to cancel once the worker reads. */
  readonly onStart: (reading: ReadingInWorker) => void;
}

export async function readSheet({ file, onProgress, onStart }: SheetReading): Promise<Result<Sheet>> {
  const worker = new Worker(new URL('../../exchange/import-worker.ts', import.meta.url), { type: 'module' });
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    // reason: a worker's events have more fields than the channel needs.
    const channel = worker as unknown as ImportWorkerChannel;
    const reading = readInWorker(channel, { name: file.name, bytes, onProgress });
    onStart(reading);
    return await reading.result;
  } finally {
    worker.terminate();
  }
}
