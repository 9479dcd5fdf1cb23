/** Letters of a name in a sentence that has to fit on a line or two. */
const MOST = 24;

/** A name as it stands in a sentence: a longer one would push out what the sentence has to say of it. */
export function shortName(name: string): string {
  const letters = Array.from(name);
  return letters.length > MOST ? `${letters.slice(0, MOST - 1).join('')}…` : name;
}
