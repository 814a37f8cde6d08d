/** The packages as this room uses them; why not their own types is told where the database is described. */
declare module 'pouchdb' {
  import type { PouchConstructor } from '#storage/pouch-database.ts';
  const PouchDB: PouchConstructor;
  export default PouchDB;
}
declare module 'pouchdb-browser' {
  import type { PouchConstructor } from '#storage/pouch-database.ts';
  const PouchDB: PouchConstructor;
  export default PouchDB;
}
declare module 'pouchdb-adapter-indexeddb' {
  const plugin: unknown;
  export default plugin;
}
