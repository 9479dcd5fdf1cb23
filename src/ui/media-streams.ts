/** One stream for each track, the same one each time it is asked: a media element starts anew with each new stream. */
export class MediaStreams {
  readonly #streams = new WeakMap<MediaStreamTrack, MediaStream>();

  of(track: MediaStreamTrack | undefined): MediaStream | null {
    if (!track) return null;
    const known = this.#streams.get(track) ?? new MediaStream([track]);
    this.#streams.set(track, known);
    return known;
  }
}
