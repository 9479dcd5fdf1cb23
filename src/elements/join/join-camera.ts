import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { NearhandError } from '../../host/errors.js';
import type { LocalMedia, LocalMediaState } from '../../live/media/local-media.js';
import { controls } from '../../ui/controls.js';
import { defineElement } from '../../ui/define-element.js';
import { Follow } from '../../ui/follow.js';
import { Text } from '../../ui/text/text.js';
import { tokens } from '../../ui/tokens.js';
import '../device-trouble/device-trouble.js';
import '../video-stage/video-stage.js';
import { joinStyles } from './join.styles.js';
import { joinText } from './join.text.js';
import type { JoinWords } from './join.text.js';

/** The guest wants to go on, with the devices that are on by now. */
export class CameraReadyEvent extends Event {
  static readonly type = 'nearhand-camera-ready';

  constructor() {
    super(CameraReadyEvent.type);
  }
}

/**
 * The guest's camera before they go in: said before the browser asks, shown when it is on, and a way on when it was
 * refused.
 *
 * @tag nearhand-join-camera
 * @summary Allow the camera, see it, go on.
 *
 * @fires {CameraReadyEvent} nearhand-camera-ready - The guest goes on.
 */
export class NearhandJoinCamera extends LitElement {
  static override styles = [tokens, controls, joinStyles];

  readonly #text = new Text(this, 'join', joinText);
  readonly #state = new Follow<LocalMediaState>(this, () => this.media?.state);

  /** The guest's devices. */
  @property({ attribute: false }) media: LocalMedia | undefined;
  /** They were in already: asks at once, and goes on by itself when the camera is on. */
  @property({ type: Boolean }) resume = false;

  #resumed = false;

  override willUpdate(): void {
    if (!this.resume || this.#resumed || !this.media) return;
    this.#resumed = true;
    void this.#start().then(() => {
      if (this.isConnected && this.media?.state.value.camera.status === 'on') this.#goOn();
    });
  }

  override render(): TemplateResult {
    const camera = this.#state.value?.camera;
    if (camera?.status === 'on') return this.#renderOn(camera.track);
    if (camera?.status === 'failed') return this.#renderFailed(camera.error);
    return this.#renderAsk(camera?.status === 'asking');
  }

  #renderAsk(asking: boolean): TemplateResult {
    const { words } = this.#text;
    return html`<div class="screen">
      <h1>${words.cameraTitle}</h1>
      <p role="status">${asking ? words.asking : words.cameraExplain}</p>
      <div class="go">
        <button class="primary big" ?disabled=${asking} @click=${this.#start}>${words.allow}</button>
      </div>
    </div>`;
  }

  #renderOn(track: MediaStreamTrack): TemplateResult {
    const { words } = this.#text;
    return html`<div class="screen">
      <h1>${words.ready}</h1>
      <nearhand-video-stage exportparts="video" label=${words.ready} .track=${track}></nearhand-video-stage>
      <nearhand-device-trouble exportparts="trouble" .media=${this.media}></nearhand-device-trouble>
      <div class="go"><button class="primary big" @click=${this.#goOn}>${words.enter}</button></div>
    </div>`;
  }

  #renderFailed(error: NearhandError): TemplateResult {
    const { words } = this.#text;
    const denied = error.code === 'media/denied';
    return html`<div class="screen">
      <h1>${denied ? words.refusedTitle : words.noCameraTitle}</h1>
      <p role="alert">${this.#text.error(error)}</p>
      ${denied ? html`<p>${howToAllow(words)}</p>` : ''}
      <div class="go">
        <button class="primary big" @click=${this.#start}>${words.again}</button>
        <button @click=${this.#goOn}>${words.without}</button>
      </div>
    </div>`;
  }

  readonly #start = async (): Promise<void> => {
    await this.media?.start({ camera: true, microphone: true, facing: 'environment' });
  };

  readonly #goOn = (): void => {
    this.dispatchEvent(new CameraReadyEvent());
  };
}

/** Where the permission hides differs by browser; the nearest guess is better than all of them. */
function howToAllow(words: JoinWords): string {
  const { userAgent } = navigator;
  if (/Firefox|FxiOS/.test(userAgent)) return words.howFirefox;
  return /Safari/.test(userAgent) && !/Chrom|CriOS|Edg/.test(userAgent) ? words.howSafari : words.howChrome;
}

defineElement('nearhand-join-camera', NearhandJoinCamera);

declare global {
  interface HTMLElementTagNameMap {
    'nearhand-join-camera': NearhandJoinCamera;
  }
}
