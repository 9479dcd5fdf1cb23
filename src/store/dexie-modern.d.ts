declare module 'dexie/dist/modern/dexie.mjs' {
  export { Dexie, liveQuery } from 'dexie';
}
