import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import {
  writeTrackedCamera,
  type CameraTruth,
  type TrackedCamera,
} from '../../bench/tracking/camera-file.js';
import { openBrowser, openPage, PHONE } from './browsers.js';
import { GuestPage } from './guest-page.js';
import { framesOf } from './picture.js';
import { Stage } from './stage.js';

const SIZE = { width: 640, height: 360 };

/** An agent at a desk and a guest whose phone's camera plays a tracked sequence, in one session; the rectangle is chosen. */
export class TrackedCall {
  readonly agent: Awaited<ReturnType<Stage['agent']>>;
  readonly guest: GuestPage;
  readonly truth: CameraTruth;
  readonly #stage: Stage;
  readonly #phone: Browser;
  readonly #folder: string;
  readonly #guestFaults: string[];

  private constructor(
    parts: Pick<TrackedCall, 'agent' | 'guest' | 'truth'>,
    stage: Stage,
    phone: Browser,
    folder: string,
    guestFaults: string[],
  ) {
    this.agent = parts.agent;
    this.guest = parts.guest;
    this.truth = parts.truth;
    this.#stage = stage;
    this.#phone = phone;
    this.#folder = folder;
    this.#guestFaults = guestFaults;
  }

  static async open(sequence: TrackedCamera): Promise<TrackedCall> {
    const folder = await mkdtemp(join(tmpdir(), 'nearhand-tracked-'));
    const camera = join(folder, 'camera.y4m');
    const [stage, truth] = await Promise.all([Stage.open(), writeTrackedCamera(camera, sequence)]);
    const phone = await openBrowser({ camera });
    const agent = await stage.agent();
    const { page, faults } = await openPage(phone, PHONE);
    const guest = new GuestPage(page);
    const call = new TrackedCall({ agent, guest, truth }, stage, phone, folder, faults);
    await call.#meet();
    return call;
  }

  /** The guest's picture on the agent's screen. */
  get picture(): Locator {
    return this.agent.view.locator('nearhand-video-stage.main');
  }

  /** What went wrong in any page without being asked for. */
  get faults(): string[] {
    return [...this.#guestFaults, ...this.#stage.faults];
  }

  /** Until the agent's video shows one of these frames. */
  async untilFrame([first, last]: readonly [number, number]): Promise<void> {
    for (let now = -1; now < first || now > last;)
      now = (await framesOf(this.agent.video, 1))[0]?.number ?? -1;
  }

  /** From the camera's pixels to those of the agent's screen. */
  async places(): Promise<(x: number, y: number) => [number, number]> {
    const box = (await this.picture.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const scale = Math.min(box.width / SIZE.width, box.height / SIZE.height);
    return (x, y) => [
      box.x + (box.width - SIZE.width * scale) / 2 + x * scale,
      box.y + (box.height - SIZE.height * scale) / 2 + y * scale,
    ];
  }

  async close(): Promise<void> {
    await this.#phone.close();
    await this.#stage.close();
    await rm(this.#folder, { recursive: true });
  }

  async #meet(): Promise<void> {
    const { agent, guest } = this;
    await agent.openTicket();
    await agent.launch('Start remote help');
    const link = await agent.copyLink();
    await agent.closeInvite();
    await guest.enter(link, 'Tomas');
    await agent.admit('Tomas');
    await agent.video.waitFor();
    await agent.view.getByRole('button', { name: 'Rectangle (R)' }).click();
  }
}
