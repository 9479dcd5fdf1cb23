import { PreJoin } from '@livekit/components-react';
import '@livekit/components-styles';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { markWhen } from './mark.js';

const place = document.querySelector('main');
if (place) createRoot(place).render(createElement(PreJoin));
markWhen(() => document.querySelector('.lk-prejoin button'));
