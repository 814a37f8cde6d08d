/** The worker's side: gathers the rows it is given and writes the file. */
import { tableToCsv } from './export-csv.ts';
import type { FromExportWorker, ToExportWorker } from './export-messages.ts';
import type { ExportFormat, ExportHead, ExportTable } from './export-table.ts';
import { tableToXlsx } from './xlsx-writer.ts';

export interface ExportServiceChannel {
  postMessage(message: FromExportWorker): void;
  onmessage: ((event: { readonly data: ToExportWorker }) => void) | null;
}

export function serveExports(channel: ExportServiceChannel): void {
  let begun: { readonly format: ExportFormat; readonly head: ExportHead } | null = null;
  const rows: ExportTable['rows'][number][] = [];
  channel.onmessage = ({ data }) => {
    if (data.kind === 'begin') begun = data;
    else if (data.kind === 'rows') for (const row of data.rows) rows.push(row);
    else if (begun)
      writeTable(begun.format, { ...begun.head, rows }).then(
        (bytes) => channel.postMessage({ kind: 'file', bytes }),
        throwInTheOpen
      );
  };
}

async function writeTable(format: ExportFormat, table: ExportTable): Promise<Uint8Array<ArrayBuffer>> {
  return format === 'xlsx' ? tableToXlsx(table) : new TextEncoder().encode(tableToCsv(table));
}

/** A rejected promise inside a worker is silent; an error thrown from a timer reaches the page as an `error` event. */
function throwInTheOpen(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}
