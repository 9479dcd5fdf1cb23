const keyOf = (name: string): string => `nearhand:${name}`;

/**
 * A choice of how something is shown, from `localStorage`, if it still is one. Where the page may not use that, a choice is
 * good for as long as the page is open.
 */
export function keptChoice<T extends string>(name: string, choices: readonly T[]): T | undefined {
  try {
    const kept = localStorage.getItem(keyOf(name));
    return choices.find((choice) => choice === kept);
  } catch {
    return undefined;
  }
}

export function keepChoice(name: string, choice: string): void {
  try {
    localStorage.setItem(keyOf(name), choice);
  } catch {
    // Barred, or full.
  }
}
