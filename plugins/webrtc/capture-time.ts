import type { ReceivedTiming } from '../../src/plugin.js';

/** http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time */
const CAPTURE_TIME = /abs-capture-time$/;

/** From the epoch of NTP, 1900, to that of Unix, 1970, in ms (RFC 868). */
const NTP_TO_UNIX = 2_208_988_800_000;

interface HeaderExtension {
  readonly uri: string;
  direction: RTCRtpTransceiverDirection;
}

/** https://w3c.github.io/webrtc-extensions/#rtp-header-extension-control; not in every browser. */
interface Negotiating {
  getHeaderExtensionsToNegotiate?(): HeaderExtension[];
  setHeaderExtensionsToNegotiate?(extensions: HeaderExtension[]): void;
}

interface TimedSource extends RTCRtpSynchronizationSource {
  /** In ms since 1900 on the sender's clock. */
  readonly captureTimestamp?: number;
}

/** Before the offer: frames are to carry the time of their capture, where the browser can. */
export function offerCaptureTime(transceiver: RTCRtpTransceiver): void {
  const negotiating = transceiver as Negotiating;
  const extensions = negotiating.getHeaderExtensionsToNegotiate?.();
  const wanted = extensions?.find(({ uri }) => CAPTURE_TIME.test(uri));
  if (!extensions || !wanted) return;
  wanted.direction = 'sendrecv';
  negotiating.setHeaderExtensionsToNegotiate?.(extensions);
}

/** What the receiver says of the newest frame that it played. */
export function receivedTiming(receiver: RTCRtpReceiver): ReceivedTiming | undefined {
  const [newest] = receiver.getSynchronizationSources() as TimedSource[];
  if (!newest) return undefined;
  const { source: synchronizationSource, rtpTimestamp, captureTimestamp } = newest;
  const captured = captureTimestamp === undefined ? {} : { captureTimestamp: captureTimestamp - NTP_TO_UNIX };
  return { synchronizationSource, rtpTimestamp, ...captured };
}
