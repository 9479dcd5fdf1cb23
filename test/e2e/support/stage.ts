import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { AgentPage } from './agent-page.js';
import { DESK, openBrowser, openPage, PHONE } from './browsers.js';
import { writeCameraFile, writeToneFile } from './camera-file.js';
import { DemoServer, freePorts } from './demo-server.js';
import { GuestPage } from './guest-page.js';
import { NetworkCut } from './network-cut.js';

/** What each camera's file shows and each microphone's file sounds: never the same. */
export const GUEST_GROUND = { y: 90, u: 90, v: 190 } as const;
export const AGENT_GROUND = { y: 110, u: 190, v: 90 } as const;
export const GUEST_TONE = 440;
export const AGENT_TONE = 1320;

/** The demo's server and two browsers, an agent's at a desk and a guest's phone, each with devices that play files. */
export class Stage {
  readonly folder: string;
  readonly server: DemoServer;
  readonly agentBrowser: Browser;
  readonly guestBrowser: Browser;
  readonly #faults: string[][] = [];

  private constructor(folder: string, server: DemoServer, browsers: [Browser, Browser]) {
    this.folder = folder;
    this.server = server;
    [this.agentBrowser, this.guestBrowser] = browsers;
  }

  static async open(): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'nearhand-'));
    const file = (name: string) => join(folder, name);
    await Promise.all([
      writeCameraFile(file('guest.y4m'), GUEST_GROUND),
      writeCameraFile(file('agent.y4m'), AGENT_GROUND),
      writeToneFile(file('guest.wav'), GUEST_TONE),
      writeToneFile(file('agent.wav'), AGENT_TONE),
    ]);
    const server = new DemoServer(await freePorts(), folder);
    const [, agent, guest] = await Promise.all([
      server.start(),
      openBrowser({ camera: file('agent.y4m'), microphone: file('agent.wav') }),
      openBrowser({ camera: file('guest.y4m'), microphone: file('guest.wav') }),
    ]);
    return new Stage(folder, server, [agent, guest]);
  }

  async agent(): Promise<AgentPage & { context: BrowserContext }> {
    const { page, context, faults } = await openPage(this.agentBrowser, DESK);
    this.#faults.push(faults);
    return Object.assign(new AgentPage(page, this.server.url), { context });
  }

  async guest(): Promise<GuestPage & { context: BrowserContext; network: NetworkCut }> {
    const { page, context, faults } = await openPage(this.guestBrowser, PHONE);
    this.#faults.push(faults);
    const network = new NetworkCut(this.guestBrowser, context);
    return Object.assign(new GuestPage(page), { context, network });
  }

  /** A link into the open session that has been valid, for a second. */
  async expiredLink(): Promise<string> {
    const { token } = (await this.#ask('/demo/token?as=lena')) as { token: string };
    const auth = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const open = (await this.#ask('/nearhand/rows/sessions?status=open&limit=1', { headers: auth })) as {
      rows: { id: string }[];
    };
    const draft = { sessionId: open.rows[0]?.id, channel: 'link', role: 'observer', lifetime: 1 };
    const body = JSON.stringify(draft);
    const minted = (await this.#ask('/nearhand/invitations', { method: 'POST', headers: auth, body })) as {
      link: string;
      invitation: { expiresAt: string };
    };
    const left = Date.parse(minted.invitation.expiresAt) - Date.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, left) + 100));
    return new URL(minted.link, this.server.url).href;
  }

  async #ask(path: string, init?: RequestInit): Promise<unknown> {
    const response = await fetch(this.server.url + path, init);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  /** What went wrong in any page without being asked for. */
  get faults(): string[] {
    return this.#faults.flat();
  }

  async close(): Promise<void> {
    await Promise.all([this.agentBrowser.close(), this.guestBrowser.close()]);
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
