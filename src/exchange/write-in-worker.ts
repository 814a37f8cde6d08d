/**
 * The page's side of a writing in a worker:
 * `new Worker(new URL('…/export-worker.ts', import.meta.url), { type: 'module' })`. The caller ends the worker.
 */
import type { FromExportWorker, ToExportWorker } from './export-messages.ts';
import type { ExportFormat, ExportHead, ExportTable } from './export-table.ts';

export interface ExportWorkerChannel {
  postMessage(message: ToExportWorker): void;
  onmessage: ((event: { readonly data: FromExportWorker }) => void) | null;
  /** A bug in the worker; message ports have none. */
  onerror?: ((event: { readonly message: string }) => void) | null;
}

export interface WritingInWorker {
  add(rows: ExportTable['rows']): void;
  /** After the last rows; the bytes of the file. */
  finish(): Promise<Uint8Array<ArrayBuffer>>;
}

export function writeInWorker(worker: ExportWorkerChannel, format: ExportFormat, head: ExportHead): WritingInWorker {
  const written = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data.bytes);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  // An error may come before anybody waits; whoever waits is told all the same.
  written.catch(() => undefined);
  worker.postMessage({ kind: 'begin', format, head });
  return {
    add: (rows) => worker.postMessage({ kind: 'rows', rows }),
    finish: () => {
      worker.postMessage({ kind: 'finish' });
      return written;
    }
  };
}
