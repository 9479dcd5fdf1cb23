import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { encode } from 'uqr';
import { tellDeveloper } from '../../host/tell-developer.js';
import { defineElement } from '../../ui/define-element.js';
import { tokens } from '../../ui/tokens.js';

/** Quiet zone around the code, in modules: ISO/IEC 18004 asks for four. */
const QUIET = 4;
/** Pixels of one module in the downloaded picture. */
const MODULE_PIXELS = 12;

/**
 * A text as a QR code, always dark on light, so that any phone reads it from a desk away.
 *
 * @tag nearhand-qr-code
 * @summary A text as a QR code.
 *
 * @csspart code - The picture.
 */
export class NearhandQrCode extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        inline-size: 240px;
      }
      svg {
        display: block;
        inline-size: 100%;
        border-radius: var(--_radius);
        background: #ffffff;
        fill: #000000;
        forced-color-adjust: none;
      }
    `,
  ];

  /** The text to show; up to some 2 000 characters. */
  @property() value = '';
  /** What the code is for, for those who do not see it. */
  @property() label = 'QR code';

  override render(): TemplateResult | typeof nothing {
    if (!this.value) return nothing;
    const { data, size } = this.#modules ?? {};
    if (!data || !size) return nothing;
    return html`<svg
      part="code"
      viewBox="0 0 ${size} ${size}"
      role="img"
      aria-label=${this.label}
      shape-rendering="crispEdges"
    >
      <path d=${pathOf(data)}></path>
    </svg>`;
  }

  get #modules(): ReturnType<typeof modules> | undefined {
    try {
      return modules(this.value);
    } catch {
      tellDeveloper(
        `<nearhand-qr-code> shows nothing: its value has ${this.value.length} characters, and a code holds some 2 000.`,
      );
      return undefined;
    }
  }

  /** The code as a PNG picture, to print or to send. */
  async toBlob(): Promise<Blob> {
    const { data, size } = modules(this.value);
    const canvas = new OffscreenCanvas(size * MODULE_PIXELS, size * MODULE_PIXELS);
    const context = canvas.getContext('2d');
    if (!context) throw new TypeError('this browser draws no canvas');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = '#000000';
    context.scale(MODULE_PIXELS, MODULE_PIXELS);
    context.fill(new Path2D(pathOf(data)));
    return canvas.convertToBlob({ type: 'image/png' });
  }
}

const modules = (value: string) => encode(value, { ecc: 'L', border: QUIET });

const pathOf = (rows: boolean[][]): string =>
  rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');

defineElement('nearhand-qr-code', NearhandQrCode);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-qr-code': NearhandQrCode;
  }
}
