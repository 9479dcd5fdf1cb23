import type { LinkStats } from '../../src/ports/live-port.js';

interface Received {
  readonly received: number;
  readonly lost: number;
}

/** Reads one connection's figures; loss is of the packets since the previous reading. */
export class StatsReader {
  #before: Received = { received: 0, lost: 0 };

  async read(pc: RTCPeerConnection): Promise<LinkStats> {
    const received = { received: 0, lost: 0 };
    let stats: LinkStats = {};
    for (const report of (await pc.getStats()).values() as Iterable<RTCStats>) {
      if (isPath(report)) stats = { ...stats, ...pathStats(report) };
      if (isInbound(report)) {
        received.received += report.packetsReceived ?? 0;
        received.lost += Math.max(0, report.packetsLost ?? 0);
      }
    }
    const loss = share(received, this.#before);
    this.#before = received;
    return loss === undefined ? stats : { ...stats, loss };
  }
}

const isPath = (report: RTCStats): report is RTCIceCandidatePairStats =>
  report.type === 'candidate-pair' && 'nominated' in report && report.nominated === true;

const isInbound = (report: RTCStats): report is RTCInboundRtpStreamStats => report.type === 'inbound-rtp';

function pathStats({ currentRoundTripTime, availableOutgoingBitrate }: RTCIceCandidatePairStats): LinkStats {
  return {
    ...(currentRoundTripTime !== undefined && { roundTrip: currentRoundTripTime * 1_000 }),
    ...(availableOutgoingBitrate !== undefined && { available: availableOutgoingBitrate }),
  };
}

function share(now: Received, before: Received): number | undefined {
  const lost = Math.max(0, now.lost - before.lost);
  const all = lost + now.received - before.received;
  return all > 0 ? lost / all : undefined;
}
