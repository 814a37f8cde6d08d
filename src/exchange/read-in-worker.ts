/**
 * The page's side of a reading in a worker:
 * `new Worker(new URL('…/import-worker.ts', import.meta.url), { type: 'module' })`. The caller ends the worker.
 */
import { succeed, type Result } from '#kernel/result.ts';
import type { FromImportWorker, ToImportWorker } from './import-messages.ts';
import type { Sheet } from './sheet.ts';

export interface ImportWorkerChannel {
  postMessage(message: ToImportWorker): void;
  onmessage: ((event: { readonly data: FromImportWorker }) => void) | null;
  /** A bug in the worker; message ports have none. */
  onerror?: ((event: { readonly message: string }) => void) | null;
}

export interface ReadingInWorker {
  readonly result: Promise<Result<Sheet>>;
  /** The result will be the refusal `import-cancelled`, unless the file was read already. */
  cancel(): void;
}

export interface FileForWorker {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly onProgress?: (done: number, total: number) => void;
}

export function readInWorker(worker: ImportWorkerChannel, { name, bytes, onProgress }: FileForWorker): ReadingInWorker {
  const result = new Promise<Result<Sheet>>((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.kind === 'progress') onProgress?.(data.done, data.total);
      else resolve(data.kind === 'sheet' ? succeed(data.sheet) : data.refusal);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  worker.postMessage({ kind: 'parse', name, bytes });
  return { result, cancel: () => worker.postMessage({ kind: 'cancel' }) };
}
