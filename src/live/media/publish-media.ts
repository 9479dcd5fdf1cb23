import type { LiveRoom } from '../../ports/live-port.js';
import type { Readable, Unsubscribe } from '../../ports/readable.js';
import type { DeviceKind, LocalMedia } from './local-media.js';
import type { RoomState } from '../room/room-state.js';

const KINDS: readonly DeviceKind[] = ['camera', 'microphone'];

/** Sends what is on, for as long as we are let in: the picture of somebody in the waiting room goes nowhere. */
export function publishMedia(live: LiveRoom, media: LocalMedia, state: Readable<RoomState>): Unsubscribe {
  const sent = new Map<DeviceKind, MediaStreamTrack>();
  const update = (): void => {
    const { status } = state.value;
    const open = status === 'live' || status === 'reconnecting';
    for (const kind of KINDS) {
      const device = media.state.value[kind];
      const track = open && device.status === 'on' ? device.track : undefined;
      if (sent.get(kind) === track) continue;
      if (track) {
        sent.set(kind, track);
        live.publish(track, kind);
      } else {
        sent.delete(kind);
        live.unpublish(kind);
      }
    }
  };
  const stops = [media.state.subscribe(update), state.subscribe(update)];
  update();
  return () => stops.forEach((stop) => stop());
}
