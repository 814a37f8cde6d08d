/**
 * What the page and the export worker say to each other. Rows come in parts, so that the page reads them between two
 * frames. Nothing is said about cancelling: the page ends the worker.
 */
import type { ExportFormat, ExportHead, ExportTable } from './export-table.ts';

export type ToExportWorker =
  | { readonly kind: 'begin'; readonly format: ExportFormat; readonly head: ExportHead }
  | { readonly kind: 'rows'; readonly rows: ExportTable['rows'] }
  | { readonly kind: 'finish' };

export interface FromExportWorker {
  readonly kind: 'file';
  readonly bytes: Uint8Array<ArrayBuffer>;
}
