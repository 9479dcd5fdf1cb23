import type { CDPSession } from 'playwright-core';

export interface Load {
  /** Requests that were answered by then. */
  readonly requests: number;
  /** Of their bodies, as they were sent, in bytes. */
  readonly bytes: number;
  /** Requests one after the other: how often the page had to wait for an answer before it could ask on. */
  readonly steps: number;
  /** The addresses of the longest such row. */
  readonly row: readonly string[];
}

interface Request {
  readonly url: string;
  readonly sentAt: number;
  endedAt: number;
  bytes: number;
}

/** What a page asked for, and when, in seconds on the browser's clock. */
export class NetworkLog {
  readonly #requests = new Map<string, Request>();

  static async begin(session: CDPSession): Promise<NetworkLog> {
    const log = new NetworkLog(session);
    await session.send('Network.enable');
    return log;
  }

  private constructor(session: CDPSession) {
    session.on('Network.requestWillBeSent', ({ requestId, request, timestamp }) => {
      if (/^https?:/.test(request.url))
        this.#requests.set(requestId, { url: request.url, sentAt: timestamp, endedAt: Infinity, bytes: 0 });
    });
    session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
      const request = this.#requests.get(requestId);
      if (request) Object.assign(request, { endedAt: timestamp, bytes: encodedDataLength });
    });
  }

  /** Of what was asked after `from` and answered before `shown`, both in ms since the navigation. */
  until(shown: number, from: number): Load {
    const all = [...this.#requests.values()];
    const start = Math.min(...all.map(({ sentAt }) => sentAt));
    const answered = all
      .filter(({ sentAt, endedAt }) => endedAt <= start + shown / 1000 && sentAt >= start + from / 1000)
      .sort((a, b) => a.endedAt - b.endedAt);
    const row = longestRow(answered);
    return {
      requests: answered.length,
      bytes: answered.reduce((sum, { bytes }) => sum + bytes, 0),
      steps: row.length,
      row: row.map(({ url }) => new URL(url).pathname),
    };
  }
}

/** `requests` in the order of their ends. A request may have waited for any that ended before it was sent. */
function longestRow(requests: readonly Request[]): readonly Request[] {
  const rows = new Map<Request, readonly Request[]>();
  let longest: readonly Request[] = [];
  for (const request of requests) {
    let before: readonly Request[] = [];
    for (const [other, row] of rows)
      if (other.endedAt <= request.sentAt && row.length > before.length) before = row;
    const row = [...before, request];
    rows.set(request, row);
    if (row.length > longest.length) longest = row;
  }
  return longest;
}
