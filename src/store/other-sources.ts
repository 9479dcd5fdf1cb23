import { tellDeveloper } from '../host/tell-developer.js';

/**
 * Tells whoever builds the page that a copy begins anew, where the same person has one of another backend. That one
 * stays as it is: what it has not sent can only go where it came from.
 */
export function tellOfOthers(name: string, names: readonly string[]): void {
  const person = `${name.split(':').slice(0, 3).join(':')}:`;
  const others = names.filter((one) => one.startsWith(person));
  if (names.includes(name) || others.length === 0) return;
  const sources = others.map((one) => decodeURIComponent(one.slice(person.length)));
  tellDeveloper(
    `the local copy begins anew, since this person's last one was of another backend (${sources.join(', ')}).`,
  );
}
