import { defineCustomElement } from '@cloudflare/realtimekit-ui/dist/components/rtk-meeting.js';
import { markWhen } from './mark.js';

defineCustomElement();
markWhen(() => (document.querySelector('rtk-meeting')?.shadowRoot?.childElementCount ?? 0) > 0);
