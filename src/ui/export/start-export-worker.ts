import type { ExportWorkerChannel } from '#exchange/write-in-worker.ts';

/** A worker of its own for each file; whoever starts it ends it. */
export function startExportWorker(): { readonly channel: ExportWorkerChannel; readonly end: () => void } {
  const worker = new Worker(new URL('../../exchange/export-worker.ts', import.meta.url), { type: 'module' });
  // reason: a worker's events have more fields than the channel needs.
  return { channel: worker as unknown as ExportWorkerChannel, end: () => worker.terminate() };
}
