import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { DeviceState } from '../../live/media/local-media.js';
import '../video-stage/video-stage.js';

/** One's own picture as in a mirror; nothing while the others see none. Of the class `self`. */
export const ownPicture = (
  camera: DeviceState | undefined,
  label: string,
): TemplateResult | typeof nothing =>
  camera?.status !== 'on' || camera.muted
    ? nothing
    : html`<nearhand-video-stage
        exportparts="video"
        class="self"
        mirrored
        fit="cover"
        label=${label}
        .track=${camera.track}
      ></nearhand-video-stage>`;
