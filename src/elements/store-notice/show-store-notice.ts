/** Loads `nearhand-store-notice` after the first paint: it takes no room while all is well. */
export function showStoreNotice(): void {
  // Without it the list still works; it only says less.
  import('./store-notice.js').catch(() => undefined);
}
