/** A camera in a form that can be given to a worker: its frames, or the track, whose frames are read there. */
export type CameraFeed =
  | { readonly kind: 'frames'; readonly frames: ReadableStream<VideoFrame> }
  | { readonly kind: 'track'; readonly track: MediaStreamTrack };

/** https://w3c.github.io/mediacapture-transform/; in Chromium's pages, in Safari's workers. */
interface ProcessorScope {
  MediaStreamTrackProcessor?: new (init: { track: MediaStreamTrack; maxBufferSize?: number }) => {
    readonly readable: ReadableStream<VideoFrame>;
  };
}

/**
 * For `worker.postMessage({ feed }, transfer)`. Undefined where the browser has no such thing (Firefox): there a
 * `VideoCapture` in the page takes the pictures. The track stays the caller's and goes on.
 */
export function cameraFeed(
  track: MediaStreamTrack,
): { readonly feed: CameraFeed; readonly transfer: Transferable[] } | undefined {
  const frames = processed(track);
  if (frames) return { feed: { kind: 'frames', frames }, transfer: [frames] };
  // A transferred track is gone here, so it is a copy that goes.
  const copy = track.clone();
  const transfer = [copy as unknown as Transferable];
  try {
    // Says by throwing whether tracks can be transferred at all; nothing else does.
    const moved = structuredClone(copy, { transfer });
    return { feed: { kind: 'track', track: moved }, transfer: [moved as unknown as Transferable] };
  } catch {
    copy.stop();
    return undefined;
  }
}

/** Where the feed has come to. Throws a NotSupportedError where this browser's workers read no tracks. */
export function framesOf(feed: CameraFeed): ReadableStream<VideoFrame> {
  if (feed.kind === 'frames') return feed.frames;
  const frames = processed(feed.track);
  if (!frames) throw new DOMException('no MediaStreamTrackProcessor in workers', 'NotSupportedError');
  return frames;
}

/** One frame at most waits in the browser: an old one is of no use. */
function processed(track: MediaStreamTrack): ReadableStream<VideoFrame> | undefined {
  const { MediaStreamTrackProcessor } = globalThis as ProcessorScope;
  return MediaStreamTrackProcessor && new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable;
}
