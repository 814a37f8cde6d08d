/** The worker's side: reads the file it is given and reports. */
import { readFile } from './read-file.ts';
import type { FromImportWorker, ToImportWorker } from './import-messages.ts';

export interface ImportServiceChannel {
  postMessage(message: FromImportWorker): void;
  onmessage: ((event: { readonly data: ToImportWorker }) => void) | null;
}

export function serveImports(channel: ImportServiceChannel): void {
  const signal = { aborted: false };
  channel.onmessage = ({ data }) => {
    if (data.kind === 'cancel') {
      signal.aborted = true;
      return;
    }
    const onProgress = (done: number, total: number): void => channel.postMessage({ kind: 'progress', done, total });
    readFile({ name: data.name, bytes: data.bytes, watch: { onProgress, signal } }).then(
      (read) =>
        channel.postMessage(read.ok ? { kind: 'sheet', sheet: read.value } : { kind: 'refused', refusal: read }),
      throwInTheOpen
    );
  };
}

/** A rejected promise inside a worker is silent; an error thrown from a timer reaches the page as an `error` event. */
function throwInTheOpen(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}
