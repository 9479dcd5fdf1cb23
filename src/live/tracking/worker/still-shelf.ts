import type { FrameRing, RingFrame } from '../frames/frame-ring.js';
import { fitted, scaleLuma } from '../capture/scale-luma.js';
import { TOLERANCE } from '../frames/frame-times.js';
import { PictureMatcher } from '../frames/picture-match.js';
import type { Luma } from '../luma.js';
import { isExact, type TimeSource } from '../still.js';

/** What is told of a still: when it was captured, as far as is known, or that it was kept before; and its small picture. */
export interface StillWord {
  readonly id: string;
  readonly time?: number;
  readonly by?: TimeSource;
  readonly kept?: string;
  readonly picture?: Luma;
}

/** A picture that was drawn on. */
export interface FoundPicture {
  readonly luma: Luma;
  /** When it was captured, in ms: only of a frame of the ring. */
  readonly time?: number;
}

/** Longer side of what is compared with the frames, in pixels. */
const MATCHED_SIDE = 320;
/** What a compressed picture has with its own frame is .95 and more; less is another view. */
const SAME_VIEW = 0.95;

/** The pictures that marks were drawn on: the camera's own frame where it is still in the ring, else the small picture. */
export class StillShelf {
  readonly #ring: FrameRing;
  readonly #matcher = new PictureMatcher();
  readonly #pictures = new Map<string, FoundPicture | undefined>();
  #news: StillWord[] = [];

  constructor(ring: FrameRing) {
    this.#ring = ring;
  }

  /** Once more for the same still, its picture has come: of use where its frame was not found. */
  put(word: StillWord): void {
    if (!this.#pictures.get(word.id)) this.#news.push(word);
  }

  /** Finds the frames of what was told since the last time. */
  settle(): void {
    for (const word of this.#news.splice(0)) {
      const { id, picture } = word;
      this.#pictures.set(id, this.#find(word) ?? (picture && { luma: picture }));
    }
  }

  get(id: string): FoundPicture | undefined {
    return this.#pictures.get(id);
  }

  /** It was told, and shows nothing. */
  isHopeless(id: string): boolean {
    return this.#pictures.has(id) && !this.#pictures.get(id);
  }

  keepOnly(ids: ReadonlySet<string>): void {
    const newest = [...this.#pictures.keys()].at(-1);
    for (const id of this.#pictures.keys()) if (!ids.has(id) && id !== newest) this.#pictures.delete(id);
  }

  /**
   * The camera's own frame is better than its picture, but only if it is that frame: a time that names one is believed;
   * else the picture tells, where it can tell frames apart. What was kept before is none of these frames: the likest of
   * them would only be near it.
   */
  #find({ time, by, kept, picture }: StillWord): RingFrame | undefined {
    if (kept !== undefined) return undefined;
    if (time !== undefined && by && isExact(by)) return this.#ring.at(time, TOLERANCE[by]);
    if (picture) return this.#matched(picture);
    return time === undefined || !by ? undefined : this.#ring.at(time, TOLERANCE[by]);
  }

  /** The oldest frame that is kept may only be the nearest to one that is gone. */
  #matched(picture: Luma): RingFrame | undefined {
    const { frames } = this.#ring;
    const match = this.#matcher.match(small(picture), frames);
    return match?.certain && match.score > SAME_VIEW && match.frame !== frames[0] ? match.frame : undefined;
  }
}

/** No larger than the smallest frames that are kept where the device is short of breath. */
function small(picture: Luma): Luma {
  const { width, height } = fitted(picture.width, picture.height, MATCHED_SIDE);
  return width === picture.width ? picture : scaleLuma(picture, width, height);
}
