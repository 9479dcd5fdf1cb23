import { html, svg } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';
import type { IconNode } from 'lucide';

type Attributes = Readonly<Record<string, string | number | undefined>>;

const SHAPES: Readonly<Record<string, (a: Attributes) => SVGTemplateResult>> = {
  path: (a) => svg`<path d=${a.d}></path>`,
  circle: (a) => svg`<circle cx=${a.cx} cy=${a.cy} r=${a.r}></circle>`,
  line: (a) => svg`<line x1=${a.x1} y1=${a.y1} x2=${a.x2} y2=${a.y2}></line>`,
  rect: (a) =>
    svg`<rect x=${a.x ?? 0} y=${a.y ?? 0} width=${a.width} height=${a.height} rx=${a.rx ?? 0}></rect>`,
  polyline: (a) => svg`<polyline points=${a.points}></polyline>`,
  polygon: (a) => svg`<polygon points=${a.points}></polygon>`,
  ellipse: (a) => svg`<ellipse cx=${a.cx} cy=${a.cy} rx=${a.rx} ry=${a.ry}></ellipse>`,
};

/** A Lucide icon in the colour of the text around it. Decorative: the control that holds it has the name. */
export const icon = (node: IconNode): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    ${node.map(([tag, attributes]) => SHAPES[tag]?.(attributes as Attributes))}
  </svg>`;
