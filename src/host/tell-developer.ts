const told = new Set<string>();

/**
 * Tells whoever builds the page of a mistake in it, in one line that names the remedy too; the same line once. Users
 * read other words.
 */
export function tellDeveloper(words: string): void {
  if (told.has(words)) return;
  told.add(words);
  console.error(`Nearhand: ${words}`);
}
