import { forgetLocalCopies } from './local-copies.js';

const tabs = new BroadcastChannel('nearhand-demo-reset');
tabs.addEventListener('message', () => location.reload());

/** `<demo-reset>`: a button that brings the sample data back as it was at first. */
class DemoReset extends HTMLElement {
  connectedCallback(): void {
    const button = document.createElement('button');
    button.textContent = 'Reset sample data';
    button.addEventListener('click', () => void this.#reset(button));
    this.replaceChildren(button);
  }

  async #reset(button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/demo/reset', { method: 'POST', headers, body: '{}' }).catch(() => undefined);
    button.disabled = false;
    if (!answer?.ok) {
      button.textContent = answer?.status === 409 ? 'There are no samples here' : 'Not reset: try again';
      return;
    }
    await forgetLocalCopies();
    tabs.postMessage('reset');
    location.reload();
  }
}

customElements.define('demo-reset', DemoReset);
