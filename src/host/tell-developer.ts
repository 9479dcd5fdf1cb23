/** Tells whoever builds the page of a mistake in it, in one line that names the remedy too. Users read other words. */
export const tellDeveloper = (words: string): void => console.error(`Nearhand: ${words}`);
