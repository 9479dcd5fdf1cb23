/**
 * The picture that a video shows now; to be closed by the caller. Undefined where it shows none: after a change of streams
 * the frame callback may still speak of the stream before, and neither `readyState` nor `videoWidth` tells (Chromium 156
 * says 4 and a width before any picture is there).
 */
export function currentFrame(video: HTMLVideoElement): VideoFrame | undefined {
  try {
    return new VideoFrame(video);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError') return undefined;
    throw error;
  }
}
