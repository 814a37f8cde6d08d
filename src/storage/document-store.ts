/**
 * Small documents of this device that are no part of any book: drafts of invalid cells, remembered import mappings,
 * settings, verdicts. The last writer wins, since each has one owner; a loser retries instead of asking anybody.
 */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface StoredDocument {
  readonly id: string;
  readonly value: JsonValue;
}

export interface DocumentStore {
  /** Null where there is none. */
  get(id: string): Promise<JsonValue>;
  /** Resolves when durably written. */
  put(id: string, value: JsonValue): Promise<void>;
  /** Those whose id begins with `prefix`, in the order of their ids. */
  list(prefix: string): Promise<readonly StoredDocument[]>;
  delete(id: string): Promise<void>;
}
