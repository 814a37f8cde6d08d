/** The part of y-indexeddb that the bench uses: the package is not there for the project's own type check. */
declare module 'y-indexeddb' {
  import type { Doc } from 'yjs';

  export class IndexeddbPersistence {
    constructor(name: string, doc: Doc);
    readonly whenSynced: Promise<unknown>;
    destroy(): Promise<void>;
  }
}
