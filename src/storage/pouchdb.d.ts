/** The packages as this room uses them; why not their own types is told where the database is described. */
declare module 'pouchdb' {
  const PouchDB: import('./pouch-database.ts').PouchConstructor;
  export default PouchDB;
}
declare module 'pouchdb-browser' {
  const PouchDB: import('./pouch-database.ts').PouchConstructor;
  export default PouchDB;
}
declare module 'pouchdb-adapter-indexeddb' {
  const plugin: unknown;
  export default plugin;
}
