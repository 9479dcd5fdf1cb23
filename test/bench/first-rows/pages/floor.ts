import { css, html, LitElement } from 'lit';
import { markWhen, inside } from './mark.js';

/** One bare element: what any page with Lit costs. */
class BareElement extends LitElement {
  static override styles = css`
    p {
      color: teal;
    }
  `;

  override render() {
    return html`<p>Hello</p>`;
  }
}
customElements.define('bare-element', BareElement);
markWhen(() => inside('bare-element', 'p'));
