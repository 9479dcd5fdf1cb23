import type { LinkStats } from '../../src/plugin.js';

/** What has come in since a connection began. */
interface Received {
  readonly packets: number;
  readonly lost: number;
  /** Pictures that left the jitter buffer, and the seconds that they waited there all together. */
  readonly pictures: number;
  readonly waited: number;
}

const NOTHING: Received = { packets: 0, lost: 0, pictures: 0, waited: 0 };

/** https://www.w3.org/TR/webrtc-stats/#remoteoutboundrtpstats-dict*, which the DOM's types leave out. */
interface RemoteOutbound extends RTCStats {
  /** When they sent the report, by their clock; `timestamp` is when it came, by ours. */
  readonly remoteTimestamp?: number;
}

/** Reads one connection's figures; shares and means are of what came since the previous reading. */
export class StatsReader {
  #before = NOTHING;

  async read(pc: RTCPeerConnection): Promise<LinkStats> {
    let received = NOTHING;
    let stats: LinkStats = {};
    for (const report of (await pc.getStats()).values() as Iterable<RTCStats>) {
      if (isPath(report)) stats = { ...stats, ...pathStats(report) };
      if (isInbound(report)) received = plus(received, report);
      if (isRemoteOutbound(report)) stats = { ...stats, ...clockStats(report, stats.clockAhead) };
    }
    const before = this.#before;
    this.#before = received;
    return { ...stats, ...receivedStats(received, before) };
  }
}

const isPath = (report: RTCStats): report is RTCIceCandidatePairStats =>
  report.type === 'candidate-pair' && 'nominated' in report && report.nominated === true;

const isInbound = (report: RTCStats): report is RTCInboundRtpStreamStats => report.type === 'inbound-rtp';

const isRemoteOutbound = (report: RTCStats): report is RemoteOutbound =>
  report.type === 'remote-outbound-rtp';

function pathStats({ currentRoundTripTime, availableOutgoingBitrate }: RTCIceCandidatePairStats): LinkStats {
  return {
    ...(currentRoundTripTime !== undefined && { roundTrip: currentRoundTripTime * 1_000 }),
    ...(availableOutgoingBitrate !== undefined && { available: availableOutgoingBitrate }),
  };
}

/** Of several streams' reports, the one that came fastest. */
function clockStats({ timestamp, remoteTimestamp }: RemoteOutbound, least = Infinity): LinkStats {
  return remoteTimestamp === undefined ? {} : { clockAhead: Math.min(least, timestamp - remoteTimestamp) };
}

function plus(sum: Received, report: RTCInboundRtpStreamStats): Received {
  const { kind, packetsReceived = 0, packetsLost = 0 } = report;
  const { jitterBufferEmittedCount = 0, jitterBufferDelay = 0 } = kind === 'video' ? report : {};
  return {
    packets: sum.packets + packetsReceived,
    lost: sum.lost + Math.max(0, packetsLost),
    pictures: sum.pictures + jitterBufferEmittedCount,
    waited: sum.waited + jitterBufferDelay,
  };
}

function receivedStats(now: Received, before: Received): LinkStats {
  const lost = Math.max(0, now.lost - before.lost);
  const all = lost + now.packets - before.packets;
  const pictures = now.pictures - before.pictures;
  const waited = now.waited - before.waited;
  return {
    ...(all > 0 && { loss: lost / all }),
    ...(pictures > 0 && waited >= 0 && { bufferDelay: (waited / pictures) * 1_000 }),
  };
}
