/** What the page and the import worker say to each other. One worker reads one file; cancelling is a message too. */
import type { Refusal } from '#kernel/result.ts';
import type { Sheet } from './sheet.ts';

export type ToImportWorker =
  | { readonly kind: 'parse'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'cancel' };

export type FromImportWorker =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'sheet'; readonly sheet: Sheet }
  | { readonly kind: 'refused'; readonly refusal: Refusal };
