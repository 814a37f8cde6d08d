/** The document store in memory, over a map that outlives it; values are copied as a database would copy them. */
import type { DocumentStore, JsonValue } from './document-store.ts';

export function createMemoryDocuments(texts: Map<string, string>): DocumentStore {
  return {
    get: async (id) => JSON.parse(texts.get(id) ?? 'null') as JsonValue,
    put: async (id, value) => {
      texts.set(id, JSON.stringify(value));
    },
    list: async (prefix) =>
      [...texts]
        .filter(([id]) => id.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, text]) => ({ id, value: JSON.parse(text) as JsonValue })),
    delete: async (id) => {
      texts.delete(id);
    }
  };
}
