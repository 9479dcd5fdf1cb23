import type { Browser, Locator } from 'playwright-core';
import type { NearhandVideoStage } from '../../../../src/elements/video-stage/video-stage.js';
import type { AgentPage } from '../../../e2e/support/agent-page.js';
import { DESK, openBrowser, openPage, PHONE } from '../../../e2e/support/browsers.js';
import { AgentPage as Agent } from '../../../e2e/support/agent-page.js';
import { GuestPage } from '../../../e2e/support/guest-page.js';
import type { Pixel } from '../generator/camera.js';
import type { Drawn } from './errors.js';
import { heldFrame, newestMark, seenSince, watch, type Seen } from './observer.js';
import type { PathFaults } from './relay.js';
import { SlowPath } from './slow-path.js';

/** What was drawn, and what each screen showed from then on. */
export interface Watched extends Drawn {
  /** When the hand was lifted, in ms since the Unix epoch. */
  readonly lifted: number;
  readonly seen: Readonly<Record<'agent' | 'participant', readonly Seen[]>>;
}

const CAMERA = { width: 640, height: 360 } as const;
/** Small screens: pictures are painted by the processors that also encode and decode them. */
const SCREENS = {
  desk: { ...DESK, viewport: { width: 960, height: 640 } },
  phone: { ...PHONE, deviceScaleFactor: 1 },
} as const;
const CHANGE = 60_000;

/** A call over a network with these faults; the participant's camera plays this file. */
export class Conversation {
  readonly #stops: (() => unknown)[] = [];
  #agent!: AgentPage;
  #guest!: GuestPage;

  /** @param url of the demo */
  static async open(url: string, camera: string, faults: PathFaults): Promise<Conversation> {
    const call = new Conversation();
    const path = new SlowPath(faults);
    call.#stops.push(() => path.close());
    const browsers = await Promise.all([openBrowser(), openBrowser({ camera })]);
    call.#stops.push(() => Promise.all(browsers.map((browser) => browser.close())));
    await call.#meet(url, browsers, path);
    return call;
  }

  async close(): Promise<void> {
    for (const stop of this.#stops.reverse()) await stop();
  }

  /** Draws around this place over `age` ms in which the picture stands still, and looks on for `watched` ms. */
  async draw(around: Pixel, age: number, watched: number): Promise<Watched> {
    const { mouse } = this.#agent.page;
    const at = await this.#places();
    const [x, y] = around;
    await mouse.move(...at([x - 34, y - 26]));
    await mouse.down();
    const frame = await heldFrame(this.#stage);
    await this.#agent.page.waitForTimeout(age);
    await mouse.move(...at([x + 34, y + 26]), { steps: 3 });
    await Promise.all([seenSince(this.#stage), seenSince(this.#guest.stage)]);
    await mouse.up();
    const lifted = Date.now();
    await this.#stage.evaluate(untilLive);
    await this.#agent.page.waitForTimeout(watched);
    const [agent, participant] = await Promise.all([seenSince(this.#stage), seenSince(this.#guest.stage)]);
    return { ...(await newestMark(this.#stage)), frame: frame ?? -1, lifted, seen: { agent, participant } };
  }

  /** Takes the last mark back. */
  undo(): Promise<void> {
    return this.#agent.page.keyboard.press('z');
  }

  get #stage(): Locator {
    return this.#agent.view.locator('nearhand-video-stage.main');
  }

  async #meet(url: string, [desk, phone]: [Browser, Browser], path: SlowPath): Promise<void> {
    const [agent, guest] = await Promise.all([openPage(desk, SCREENS.desk), openPage(phone, SCREENS.phone)]);
    for (const { context } of [agent, guest]) {
      context.setDefaultTimeout(CHANGE);
      context.setDefaultNavigationTimeout(CHANGE);
      await path.between(context);
    }
    this.#agent = new Agent(agent.page, url);
    this.#guest = new GuestPage(guest.page);
    await this.#agent.openTicket();
    await this.#agent.launch('Start remote help');
    const link = await this.#agent.copyLink();
    await this.#agent.closeInvite();
    await this.#guest.enter(link, 'Tomas');
    await this.#agent.admit('Tomas');
    await this.#agent.video.waitFor();
    await this.#agent.view.getByRole('button', { name: 'Rectangle (R)' }).click();
    await Promise.all([watch(this.#stage), watch(this.#guest.stage)]);
  }

  /** From the camera's pixels to those of the agent's screen. */
  async #places(): Promise<(place: Pixel) => [number, number]> {
    const { left, top, scale } = await this.#stage.evaluate((element, camera) => {
      const box = element.getBoundingClientRect();
      const scale = Math.min(box.width / camera.width, box.height / camera.height);
      return {
        left: box.left + (box.width - camera.width * scale) / 2,
        top: box.top + (box.height - camera.height * scale) / 2,
        scale,
      };
    }, CAMERA);
    return ([x, y]) => [left + x * scale, top + y * scale];
  }
}

/** Runs in the page: until the picture does not stand still any more. */
async function untilLive(element: SVGElement | HTMLElement): Promise<void> {
  const stage = element as NearhandVideoStage;
  while (stage.shadowRoot?.querySelector('video.inset'))
    await new Promise((resolve) => requestAnimationFrame(resolve));
}
