import type { Locator, Page } from 'playwright-core';

/** What an agent does on the ticket page, in the words of what they see. */
export class AgentPage {
  readonly page: Page;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
  }

  get view(): Locator {
    return this.page.locator('nearhand-session-view');
  }

  get stage(): Locator {
    return this.view.locator('nearhand-video-stage.main');
  }

  get video(): Locator {
    return this.stage.locator('video.main');
  }

  get chat(): Locator {
    return this.view.locator('nearhand-chat');
  }

  async openTicket(agent = 'lena'): Promise<void> {
    await this.page.goto(`${this.#url}/ticket.html?as=${agent}`);
  }

  async launch(label: 'Start remote help' | 'Resume remote help'): Promise<void> {
    await this.page.getByRole('button', { name: label }).click();
    await this.view.getByText(/Waiting for somebody to come|Live/).waitFor();
  }

  /** Opens the dialog, copies the guest link as a person would and gives what is on the clipboard. */
  async copyLink(): Promise<string> {
    await this.view.locator('nearhand-session-controls').getByRole('button', { name: 'Invite' }).click();
    const dialog = this.page.locator('nearhand-invite-dialog');
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async closeInvite(): Promise<void> {
    await this.page.locator('nearhand-invite-dialog').getByRole('button', { name: 'Close' }).click();
  }

  async admit(name: string): Promise<void> {
    await this.view.locator('.ask').filter({ hasText: name }).getByRole('button', { name: 'Let in' }).click();
  }

  /** Draws through these points of the guest's picture, 0..1 both ways, with a tool's key. */
  async draw(
    tool: 'Arrow (A)' | 'Freehand (F)',
    points: readonly (readonly [number, number])[],
  ): Promise<void> {
    await this.view.getByRole('button', { name: tool }).click();
    const places = await this.#onScreen(points);
    const [first] = places;
    if (!first) return;
    await this.page.mouse.move(...first);
    await this.page.mouse.down();
    for (const place of places.slice(1)) await this.page.mouse.move(...place, { steps: 4 });
    await this.page.mouse.up();
  }

  async say(text: string): Promise<void> {
    await this.view.getByRole('tab', { name: 'Chat' }).click();
    await this.chat.getByPlaceholder('Write a message').fill(text);
    await this.chat.getByRole('button', { name: 'Send' }).click();
  }

  async addNote(text: string): Promise<void> {
    await this.view.getByRole('tab', { name: 'Notes' }).click();
    await this.view.getByPlaceholder('Write a note').fill(text);
    await this.view.getByRole('button', { name: 'Add note' }).click();
    await this.view.locator('nearhand-notes li', { hasText: text }).waitFor();
  }

  async takeSnapshot(): Promise<void> {
    await this.view.getByRole('button', { name: 'Snapshot' }).click();
    await this.view.getByRole('tab', { name: 'Files' }).click();
    await this.view.locator('nearhand-files img').first().waitFor();
  }

  async end(): Promise<void> {
    await this.view
      .locator('nearhand-session-controls')
      .getByRole('button', { name: 'End', exact: true })
      .click();
    await this.view.getByRole('button', { name: 'End session' }).click();
    await this.view.getByText('The session has ended').waitFor();
  }

  #onScreen(points: readonly (readonly [number, number])[]): Promise<[number, number][]> {
    return this.stage.evaluate((stage, all) => {
      const layer = (stage.shadowRoot as ShadowRoot).querySelector('svg') as SVGSVGElement;
      const { width, height } = layer.viewBox.baseVal;
      const matrix = layer.getScreenCTM() as DOMMatrix;
      return all.map(([x, y]) => {
        const place = new DOMPoint(x * width, y * height).matrixTransform(matrix);
        return [place.x, place.y] as [number, number];
      });
    }, points);
  }
}
