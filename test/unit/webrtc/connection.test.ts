import { expect } from '@open-wc/testing';
import { Connection, type ConnectionOptions } from '../../../plugins/webrtc/connection.js';

/** Two ends in one page; what one signals, the other hears. */
function pair() {
  const heard: string[] = [];
  const listeners = new Set<() => void>();
  const ends: { a?: Connection; b?: Connection } = {};
  const options = (to: 'a' | 'b'): ConnectionOptions => ({
    iceServers: [],
    polite: to === 'a',
    signal: (signal) => {
      const end = ends[to];
      if (signal.kind === 'description') void end?.describe(signal);
      if (signal.kind === 'candidate') void end?.candidate(signal);
    },
    onText: (text) => {
      heard.push(text);
      for (const listener of [...listeners]) listener();
    },
    onBytes: () => undefined,
    onPing: () => undefined,
    onTransport: () => undefined,
  });
  const a = new Connection(options('b'));
  const b = new Connection({ ...options('a'), id: a.id });
  Object.assign(ends, { a, b });
  const hears = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (heard.includes(text)) resolve();
      };
      listeners.add(check);
      check();
    });
  return { a, b, hears, close: () => [a, b].forEach((end) => end.close()) };
}

const ufrag = ({ pc }: Connection): string | undefined =>
  /a=ice-ufrag:(\S+)/.exec(pc.localDescription?.sdp ?? '')?.[1];

describe('Connection', () => {
  it('knows both certificates, each end the other way round', async () => {
    const { a, b, close } = pair();
    const [atA, atB] = await Promise.all([a.opened, b.opened]);
    expect(atA).to.eql({ local: atB?.remote, remote: atB?.local });
    expect(atA?.local).to.match(/^sha-256 [0-9a-f:]{95}$/);
    close();
  });

  it('takes new paths after an ICE restart from both ends at once, and goes on', async () => {
    const { a, b, hears, close } = pair();
    await Promise.all([a.opened, b.opened]);
    const before = ufrag(a);
    a.restart();
    b.restart();
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (ufrag(a) !== before && a.pc.signalingState === 'stable') resolve();
      };
      a.pc.addEventListener('signalingstatechange', check);
    });
    a.sendText({ still: 'here' });
    await hears('{"still":"here"}');
    close();
  });

  it('keeps one media section for each source, whatever is sent', async () => {
    const { a, b, close } = pair();
    await Promise.all([a.opened, b.opened]);
    expect(b.pc.getTransceivers().map(({ receiver }) => receiver.track.kind)).to.eql([
      'audio',
      'video',
      'video',
    ]);
    expect(a.media.describe()).to.eql({ kind: 'media', mids: {} });
    close();
  });
});
