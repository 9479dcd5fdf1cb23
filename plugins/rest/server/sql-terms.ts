/**
 * The terms of a session in SQL: lexemes of a `tsvector` that no dictionary has touched, since the words are folded where
 * they are compared (`termsOf`), so that every backend finds the same.
 */

/** As one parameter; no term has a space. */
export const asList = (terms: readonly string[]): string => terms.join(' ');

/** Of such a parameter. */
export const AS_TSVECTOR = (parameter: string): string =>
  `array_to_tsvector(string_to_array(${parameter}::text, ' '))`;

/** Each is the beginning of one of the terms. They are words and ids, in which nothing has to be escaped. */
export const asTsquery = (sought: readonly string[]): string =>
  sought.map((beginning) => `'${beginning}':*`).join(' & ');
