/** What a browser says of a picture that it shows. All times in ms of the page's clock, as of `performance.now()`. */
export interface PictureLabel {
  readonly shownAt: number;
  /** Of 90 kHz, 32 bits without sign. */
  readonly rtpTimestamp?: number;
  /** When it was captured, by the estimate of our own end. */
  readonly captureTime?: number;
  /** When its last packet came. */
  readonly receiveTime?: number;
}

/** https://wicg.github.io/video-rvfc/#dictdef-videoframecallbackmetadata */
export function labelOf(
  metadata: Pick<VideoFrameCallbackMetadata, 'rtpTimestamp' | 'captureTime' | 'receiveTime'>,
  shownAt: number,
): PictureLabel {
  const { rtpTimestamp, captureTime, receiveTime } = metadata;
  return {
    shownAt,
    ...(rtpTimestamp !== undefined && { rtpTimestamp }),
    ...(captureTime !== undefined && { captureTime }),
    ...(receiveTime !== undefined && { receiveTime }),
  };
}
