export type Unsubscribe = () => void;

/** One value that changes over time; listeners hear of each new one, not of the present one. */
export interface Readable<T> {
  readonly value: T;
  subscribe(listener: (value: T) => void): Unsubscribe;
}
