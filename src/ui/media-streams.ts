/**
 * One stream for each track, the same one each time it is asked. A media element starts anew whenever one is set, and Lit
 * sets an object with every update: bind it through `live`.
 */
export class MediaStreams {
  readonly #streams = new WeakMap<MediaStreamTrack, MediaStream>();

  of(track: MediaStreamTrack | undefined): MediaStream | null {
    if (!track) return null;
    const known = this.#streams.get(track) ?? new MediaStream([track]);
    this.#streams.set(track, known);
    return known;
  }
}
