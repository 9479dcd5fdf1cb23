/** What a browser says of a picture that it shows. All times in ms of the page's clock, as of `performance.now()`. */
export interface PictureLabel {
  readonly shownAt: number;
  /** Of 90 kHz, 32 bits without sign. */
  readonly rtpTimestamp?: number;
  /** When it was captured, by the estimate of our own end. */
  readonly captureTime?: number;
  /** When its last packet came. */
  readonly receiveTime?: number;
  /** Its place on the video's own line of time, in ms: that of `VideoFrame.timestamp`. */
  readonly mediaTime?: number;
}

/** `metadata()` is newer than the DOM's types, and not in every browser. */
type LabelledFrame = Pick<VideoFrame, 'timestamp'> & { metadata?: () => Partial<PictureLabel> };

/** In ms: what differs by more does not come from the same line of time. */
const NEAR = 250;

/** https://wicg.github.io/video-rvfc/#dictdef-videoframecallbackmetadata */
export function labelOf(
  metadata: Partial<
    Pick<VideoFrameCallbackMetadata, 'rtpTimestamp' | 'captureTime' | 'receiveTime' | 'mediaTime'>
  >,
  shownAt: number,
): PictureLabel {
  const { rtpTimestamp, captureTime, receiveTime, mediaTime } = metadata;
  return {
    shownAt,
    ...(rtpTimestamp !== undefined && { rtpTimestamp }),
    ...(captureTime !== undefined && { captureTime }),
    ...(receiveTime !== undefined && { receiveTime }),
    ...(mediaTime !== undefined && { mediaTime: mediaTime * 1_000 }),
  };
}

/**
 * The label of a picture that was taken out of the element when the browser had said this: with a busy page it may be a
 * newer one than that, which its own time tells.
 */
export function labelOfFrame(frame: LabelledFrame, said: PictureLabel): PictureLabel {
  const { captureTime, mediaTime = NaN } = said;
  const later = frame.timestamp / 1_000 - mediaTime;
  const moved = captureTime !== undefined && Math.abs(later) < NEAR && { captureTime: captureTime + later };
  return { ...said, ...moved, ...frame.metadata?.() };
}
