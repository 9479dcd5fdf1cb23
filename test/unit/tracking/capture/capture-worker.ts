import { framesOf, type CameraFeed } from '../../../../src/live/tracking/capture/camera-feed.js';
import type { CapturedLuma } from '../../../../src/live/tracking/capture/luma-capture.js';
import { StreamCapture } from '../../../../src/live/tracking/capture/stream-capture.js';

export type WorkerWord = CapturedLuma | 'ended';

const scope = self as unknown as {
  onmessage: (event: MessageEvent<{ feed: CameraFeed }>) => void;
  postMessage(word: WorkerWord): void;
};

scope.onmessage = ({ data: { feed } }) => {
  new StreamCapture(framesOf(feed), {
    side: 80,
    onFrame: (frame) => scope.postMessage(frame),
    onEnd: () => scope.postMessage('ended'),
  });
};
