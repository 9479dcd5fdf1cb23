import type { MockedBackend } from './backend.js';

/** `<demo-reset>`: a button that brings the sample data back as it was at first, in every tab. */
export function defineReset(backend: MockedBackend): void {
  class DemoReset extends HTMLElement {
    connectedCallback(): void {
      const button = document.createElement('button');
      button.textContent = 'Reset sample data';
      button.addEventListener('click', () => {
        button.disabled = true;
        backend.reset().catch((error: unknown) => {
          button.disabled = false;
          throw error;
        });
      });
      this.replaceChildren(button);
    }
  }
  customElements.define('demo-reset', DemoReset);
}
