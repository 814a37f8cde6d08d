/**
 * The document store beside the log, under ids `d!…`. The value is kept as text: PouchDB gives meaning to keys that
 * begin with `_`, and its indexeddb adapter copies documents whose keys are no names of variables.
 */
import type { DocumentStore, JsonValue } from './document-store.ts';
import type { PouchHandle } from './pouch-handle.ts';

interface TextDocument {
  readonly text: string;
}

/** Each try loses only to another writer that won, so more than a few in a row mean that something else is wrong. */
const TRIES = 20;

export function createPouchDocuments(handle: PouchHandle): DocumentStore {
  const overwrite = async (id: string, change: (rev: string | undefined) => object | null): Promise<void> => {
    const _id = `d!${id}`;
    await handle.write(async (db) => {
      for (let left = TRIES; ; left--) {
        const old = await db.get(_id).catch(nullIfMissing);
        const doc = change(old?._rev);
        if (!doc) return;
        try {
          await db.put({ _id, ...(old ? { _rev: old._rev } : {}), ...doc });
          return;
        } catch (cause) {
          if (statusOf(cause) !== 409 || left === 0) throw cause;
        }
      }
    });
  };
  return {
    get: async (id) => {
      const doc = await handle.read((db) => db.get<TextDocument>(`d!${id}`).catch(nullIfMissing));
      return doc ? (JSON.parse(doc.text) as JsonValue) : null;
    },
    put: (id, value) => overwrite(id, () => ({ text: JSON.stringify(value) })),
    list: async (prefix) => {
      const range = { startkey: `d!${prefix}`, endkey: `d!${prefix}\uffff`, include_docs: true };
      const { rows } = await handle.read((db) => db.allDocs<TextDocument>(range));
      return rows.flatMap(({ id, doc }) =>
        doc ? [{ id: id.slice(2), value: JSON.parse(doc.text) as JsonValue }] : []
      );
    },
    delete: (id) => overwrite(id, (rev) => (rev ? { _deleted: true } : null))
  };
}

function statusOf(cause: unknown): unknown {
  return (cause as { readonly status?: unknown } | null)?.status;
}

function nullIfMissing(cause: unknown): null {
  if (statusOf(cause) === 404) return null;
  throw cause;
}
