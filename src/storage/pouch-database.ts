/**
 * The part of PouchDB that is used here. Its published types declare a global `Buffer` of their own, which then fits
 * no `Uint8Array` anywhere in the program; and the nine calls below are all that another database would have to offer.
 */
export interface DocumentRow<T> {
  readonly id: string;
  readonly value?: { readonly rev: string; readonly deleted?: boolean };
  readonly doc?: (T & DocumentMeta) | null;
}

export interface DocumentMeta {
  readonly _id: string;
  readonly _rev: string;
}

export interface DocumentQuery {
  readonly startkey?: string;
  readonly endkey?: string;
  readonly keys?: readonly string[];
  readonly include_docs?: boolean;
}

export interface WriteAnswer {
  readonly ok?: boolean;
  readonly rev?: string;
  readonly message?: string;
}

export interface PouchDatabase {
  readonly adapter: string;
  info(): Promise<unknown>;
  get<T>(id: string): Promise<T & DocumentMeta>;
  put(doc: { readonly _id: string; readonly [field: string]: unknown }): Promise<unknown>;
  bulkDocs(docs: readonly { readonly _id: string }[]): Promise<readonly WriteAnswer[]>;
  allDocs<T>(query: DocumentQuery): Promise<{ readonly rows: readonly DocumentRow<T>[] }>;
  getAttachment(id: string, name: string): Promise<Blob | Uint8Array>;
  /** Only where the adapter is `indexeddb`; `revs` from the leaf to the root. */
  _purge(id: string, revs: readonly string[], done: (cause: Error | null) => void): void;
  close(): Promise<void>;
}

export interface PouchConstructor {
  new (name: string, options: Readonly<Record<string, unknown>>): PouchDatabase;
  plugin(plugin: unknown): void;
}
