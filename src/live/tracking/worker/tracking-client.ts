import { startCapture, type Capture } from '../capture/page-capture.js';
import type { Still } from '../still.js';
import { stillPicture } from '../still-picture.js';
import type { FromWorker, MarkRegion, RawFrame, Report, ToWorker } from './messages.js';

export interface TrackingEvents {
  onReport(report: Report): void;
  /** Each frame that the camera gave. */
  onRaw(raw: RawFrame): void;
}

/** The tracking worker, as the page sees it. */
export interface Tracking {
  /** Looks at this camera from now on; absent: at nothing. */
  look(track: MediaStreamTrack | undefined): void;
  still(still: Still): void;
  follow(id: string, still: string, region: MarkRegion): void;
  forget(id: string): void;
  close(): void;
}
