/** The first letters of the first and the last word of a name, by what a reader takes for one letter. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const first = (word: string | undefined) => [...letters.segment(word ?? '')][0]?.segment ?? '';
  return (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '')).toLocaleUpperCase();
}
