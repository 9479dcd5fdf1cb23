import type { Homography } from './geometry/homography.js';

/**
 * How far a mark's place may be believed.
 * - `locked`: found and verified on this very frame.
 * - `relocated`: as locked, within the first half second after it was lost or its picture was an old one.
 * - `drifting`: not verified on this frame; carried on by weaker evidence: a few patches, or for a moment the motion.
 * - `lost`: nothing is claimed.
 */
export type AnchorState = 'locked' | 'relocated' | 'drifting' | 'lost';

/**
 * What a pose rests on: the plane under the mark, the turn, scale and shift of a few patches near it, the camera's motion
 * alone, or nothing.
 */
export type AnchorBasis = 'plane' | 'patch' | 'motion' | 'none';

/** The part of a picture that a mark covers, in standard pixels. */
export interface Region {
  readonly x: number;
  readonly y: number;
  /** From the middle to the mark's farthest point. */
  readonly radius: number;
}

/** Where one anchor is on one frame. */
export interface AnchorPose {
  readonly id: string;
  readonly state: AnchorState;
  readonly basis: AnchorBasis;
  /** 0..1: how well what is seen agrees with what was marked; 0 when lost. */
  readonly quality: number;
  /** From the picture that was marked to this frame, in standard pixels of each; absent when lost. */
  readonly pose?: Homography;
}

/** Why tracking starves, as measured: what the person who holds the camera can do about it. */
export type TrackingHint =
  | 'move-slower'
  | 'more-light'
  | 'step-back'
  | 'no-detail'
  | 'lens-covered'
  /** The page of whoever holds the camera cannot track at all. */
  | 'no-tracker';
