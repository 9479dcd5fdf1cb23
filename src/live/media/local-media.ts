import type { NearhandError } from '../../host/errors.js';
import type { Readable } from '../../ports/readable.js';
import { Value } from '../../ports/value.js';
import { blockedByPage, mediaError, mediaUnsupported } from './errors.js';

export type DeviceKind = 'camera' | 'microphone';
/** `environment` looks at what the hand shows, `user` at the face. */
export type Facing = 'environment' | 'user';

export type DeviceState =
  | { readonly status: 'off' }
  | { readonly status: 'asking' }
  | { readonly status: 'on'; readonly track: MediaStreamTrack; readonly muted: boolean }
  | { readonly status: 'failed'; readonly error: NearhandError };

export interface LocalMediaState {
  readonly camera: DeviceState;
  readonly microphone: DeviceState;
  /** Which way the camera looks; a desk's camera looks where it looks. */
  readonly facing: Facing;
  /** There is more than one camera to choose from. */
  readonly canFlip: boolean;
}

export interface MediaRequest {
  readonly camera: boolean;
  readonly microphone: boolean;
  readonly facing?: Facing;
}

/** The devices as far as this service needs them; `navigator.mediaDevices` is one. */
export type Devices = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

const OFF: DeviceState = { status: 'off' };

/**
 * Our own camera and microphone. Each can fail or be absent without the other; a session needs neither. Whoever made it
 * owns the devices: the live session from when it has it, and before that the page that shows a preview.
 */
export class LocalMedia {
  readonly #state: Value<LocalMediaState>;
  readonly #devices: Devices | undefined;
  /** Counts the questions for each device, so that a late answer to an old one is thrown away. */
  readonly #asked: Record<DeviceKind, number> = { camera: 0, microphone: 0 };
  /** Id of the camera that was chosen where facing says nothing. */
  #chosen: string | undefined;
  #disposed = false;

  constructor(devices: Devices | undefined = globalThis.navigator?.mediaDevices) {
    this.#devices = devices;
    this.#state = new Value<LocalMediaState>({
      camera: OFF,
      microphone: OFF,
      facing: 'environment',
      canFlip: false,
    });
    devices?.addEventListener('devicechange', this.#onDeviceChange);
  }

  get state(): Readable<LocalMediaState> {
    return this.#state;
  }

  /** Asks for what is wanted and not yet on. Never rejects: what went wrong is in the state. */
  async start({ camera, microphone, facing }: MediaRequest): Promise<void> {
    if (facing) this.#set({ facing });
    await Promise.all([camera && this.#open('camera'), microphone && this.#open('microphone')]);
    await this.#count();
  }

  /** Goes on capturing, but sends black or silence: at once, and without a light going off and on. */
  mute(kind: DeviceKind, muted: boolean): void {
    const device = this.#state.value[kind];
    if (device.status !== 'on') return;
    device.track.enabled = !muted;
    this.#set({ [kind]: { ...device, muted } });
  }

  /**
   * The other camera: of a phone the one that looks the other way; where cameras have no way to look, such as webcams
   * and endoscopes, the next one. A phone often opens only one at a time, so the present one is let go first.
   */
  async flip(): Promise<void> {
    const { camera, facing } = this.#state.value;
    if (camera.status !== 'on') return;
    const { facingMode, deviceId } = camera.track.getSettings();
    this.#chosen = facingMode ? undefined : await this.#after(deviceId);
    this.#release('camera');
    if (!this.#chosen) this.#set({ facing: facing === 'user' ? 'environment' : 'user' });
    await this.#open('camera');
    if (camera.muted) this.mute('camera', true);
  }

  stop(kind: DeviceKind): void {
    this.#asked[kind] += 1;
    this.#release(kind);
    this.#set({ [kind]: OFF });
  }

  /** Everything off, for good: whoever asks later gets nothing. */
  dispose(): void {
    this.#disposed = true;
    this.stop('camera');
    this.stop('microphone');
    this.#devices?.removeEventListener('devicechange', this.#onDeviceChange);
  }

  async #open(kind: DeviceKind): Promise<void> {
    const { status } = this.#state.value[kind];
    if (this.#disposed || status === 'asking' || (status === 'on' && this.#isLive(kind))) return;
    const question = ++this.#asked[kind];
    this.#set({ [kind]: { status: 'asking' } });
    const next = await this.#ask(kind);
    if (question === this.#asked[kind]) return this.#take(kind, next);
    if (next.status === 'on') next.track.stop();
  }

  async #ask(kind: DeviceKind): Promise<DeviceState> {
    if (!this.#devices) return { status: 'failed', error: mediaUnsupported() };
    if (!isAllowed(kind)) return { status: 'failed', error: blockedByPage(kind) };
    try {
      const [track] = (await this.#devices.getUserMedia(this.#constraints(kind))).getTracks();
      return track ? { status: 'on', track, muted: false } : OFF;
    } catch (cause) {
      // Unplugged since it was chosen: the next try takes any.
      if (kind === 'camera') this.#chosen = undefined;
      return { status: 'failed', error: mediaError(cause, kind) };
    }
  }

  #constraints(kind: DeviceKind): MediaStreamConstraints {
    if (kind === 'microphone') return { audio: { echoCancellation: true, noiseSuppression: true } };
    const { facing } = this.#state.value;
    const which = this.#chosen ? { deviceId: { exact: this.#chosen } } : { facingMode: facing };
    return {
      video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
    };
  }

  #take(kind: DeviceKind, next: DeviceState): void {
    this.#set({ [kind]: next });
    if (next.status !== 'on') return;
    const { track } = next;
    // Unplugged, or taken away by the system; our own stop() fires no event.
    track.addEventListener('ended', () => {
      const now = this.#state.value[kind];
      if (now.status !== 'on' || now.track !== track) return;
      this.#set({ [kind]: { status: 'failed', error: mediaError({ name: 'AbortError' }, kind) } });
    });
  }

  #isLive(kind: DeviceKind): boolean {
    const device = this.#state.value[kind];
    return device.status === 'on' && device.track.readyState === 'live';
  }

  #release(kind: DeviceKind): void {
    const device = this.#state.value[kind];
    if (device.status !== 'on') return;
    device.track.stop();
    this.#set({ [kind]: OFF });
  }

  async #count(): Promise<void> {
    this.#set({ canFlip: (await this.#cameras()).length > 1 });
  }

  async #cameras(): Promise<readonly MediaDeviceInfo[]> {
    const devices = await this.#devices?.enumerateDevices().catch(() => []);
    return devices?.filter(({ kind }) => kind === 'videoinput') ?? [];
  }

  /** The id of the camera after this one, round and round. */
  async #after(deviceId: string | undefined): Promise<string | undefined> {
    const ids = (await this.#cameras()).map((camera) => camera.deviceId);
    return ids[(ids.indexOf(deviceId ?? '') + 1) % ids.length] || undefined;
  }

  #set(change: Partial<LocalMediaState>): void {
    this.#state.set({ ...this.#state.value, ...change });
  }

  readonly #onDeviceChange = (): void => void this.#count();
}

/** `document.featurePolicy` (Chromium) and the standard `permissionsPolicy`: where neither is, asking tells. */
interface Policy {
  allowsFeature(feature: string): boolean;
}
function isAllowed(feature: string): boolean {
  const page = document as Document & { permissionsPolicy?: Policy; featurePolicy?: Policy };
  return (page.permissionsPolicy ?? page.featurePolicy)?.allowsFeature(feature) ?? true;
}
