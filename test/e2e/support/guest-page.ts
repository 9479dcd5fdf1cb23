import type { Locator, Page } from 'playwright-core';

/** What a guest does with a link on a phone. */
export class GuestPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get call(): Locator {
    return this.page.locator('nearhand-guest-call');
  }

  get stage(): Locator {
    return this.call.locator('nearhand-video-stage.own');
  }

  get chat(): Locator {
    return this.call.locator('nearhand-chat');
  }

  /** From the link to the waiting room. */
  async enter(link: string, name: string): Promise<void> {
    await this.page.goto(link);
    await this.agree(name);
    await this.page.getByRole('button', { name: 'Allow the camera' }).click();
    await this.page.getByText('This is what the expert will see').waitFor();
    await this.page.getByRole('button', { name: 'Go to the waiting room' }).click();
    await this.page.getByText('will let you in').waitFor();
  }

  async agree(name: string): Promise<void> {
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByRole('button', { name: 'I agree, go on' }).click();
  }

  async say(text: string): Promise<void> {
    await this.openChat();
    await this.chat.getByPlaceholder('Write a message').fill(text);
    await this.chat.getByRole('button', { name: 'Send' }).click();
  }

  async openChat(): Promise<void> {
    const button = this.call.getByRole('button', { name: 'Chat', exact: true });
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
  }
}
