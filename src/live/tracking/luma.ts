/** A grey picture: 8 bits a pixel, row by row from the top left, no padding. */
export interface Luma {
  readonly width: number;
  readonly height: number;
  /** `width * height` bytes. */
  readonly data: Uint8Array;
}

/** The longer side of a picture in standard pixels; see `scaleOf`. */
export const STANDARD_SIDE = 640;

/**
 * Every coordinate, radius and homography of the tracker is in *standard pixels*: those of the picture scaled so that its
 * longer side has 640. A picture may thus come smaller (a device that is short of breath) or turned (a phone that is)
 * without anything else having to know. Gives the picture's own pixels for each standard pixel.
 */
export const scaleOf = ({ width, height }: Pick<Luma, 'width' | 'height'>): number =>
  Math.max(width, height) / STANDARD_SIDE;
