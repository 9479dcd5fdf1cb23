import { nothing, svg } from 'lit';
import type { SVGTemplateResult } from 'lit';
import type { Annotation, Point } from '../../domain/annotation.js';
import { DARK_EDGE, LIGHT_EDGE, markPath, type Size, type Warp } from '../../live/annotations/geometry.js';
import { edgePoint, type Placement } from '../../live/tracking/placement.js';
import type { VisibleBox } from './picture-fit.js';

/** A faint mark's line, as a share of a firm one's. */
const FAINT = 0.6;
/** Half the side of the arrow at the edge, in line widths. */
const AWAY_SIZE = 3.2;

/** The picture that marks are drawn on. */
export interface Layer {
  readonly size: Size;
  /** Width of a line, in the picture's pixels. */
  readonly line: number;
  /** What of it can be seen. */
  readonly visible: VisibleBox;
  /** Shown as in a mirror; words are turned back. */
  readonly mirrored: boolean;
  /** Said beside a mark that is tied to nothing. */
  readonly notPinned: string;
  /** Where that stands already, in the picture's pixels: where two would lie on one another, one is said for both. */
  readonly said: Point[];
}

/** One mark as its placement lets it be shown. */
export function renderMark(
  mark: Annotation,
  placement: Placement,
  layer: Layer,
): SVGTemplateResult | typeof nothing {
  switch (placement.kind) {
    case 'unpinned':
      return mark.still === undefined
        ? renderLine(mark, layer, 'firm')
        : svg`${renderLine(mark, layer, 'unpinned')}${renderTag(mark, layer)}`;
    case 'placed':
      return renderLine(mark, layer, placement.look, placement.warp);
    case 'away':
      return renderAway(mark, placement.towards, layer);
    default:
      return nothing;
  }
}

function renderLine(
  mark: Annotation,
  { size, line }: Layer,
  look: 'firm' | 'faint' | 'unpinned',
  warp?: Warp,
): SVGTemplateResult {
  const width = look === 'faint' ? line * FAINT : line;
  const { d, paint } = markPath(mark, size, warp, width);
  const ink = paint === 'stroke' ? width : 0;
  return svg`<g class="mark ${mark.color} ${look}" data-id=${mark.id} data-shape=${mark.shape}>
    <path class="dark" d=${d} stroke-width=${ink + width * DARK_EDGE}></path>
    <path class="light" d=${d} stroke-width=${ink + width * LIGHT_EDGE}></path>
    <path class=${paint === 'stroke' ? 'line' : 'area'} d=${d} stroke-width=${ink}></path>
  </g>`;
}

/** Height of a word at a mark, in line widths. */
const TAG_SIZE = 3;

/** Says under a mark that it is tied to nothing. */
function renderTag(
  mark: Annotation,
  { size, line, mirrored, notPinned, said }: Layer,
): SVGTemplateResult | typeof nothing {
  const letter = line * TAG_SIZE;
  const xs = mark.points.map(([x]) => x * size.width);
  const x = (Math.min(...xs) + Math.max(...xs)) / 2;
  const below = Math.max(...mark.points.map(([, py]) => py)) * size.height + letter * 1.6;
  const y = Math.min(below, size.height - letter * 0.4);
  const width = notPinned.length * letter;
  if (said.some(([otherX, otherY]) => Math.abs(otherX - x) < width && Math.abs(otherY - y) < letter * 1.2))
    return nothing;
  said.push([x, y]);
  return svg`<text
    class="tag"
    transform="translate(${x} ${y}) scale(${mirrored ? -1 : 1} 1)"
    font-size=${letter}
    stroke-width=${letter / 4}
  >${notPinned}</text>`;
}

/** A wedge at the edge of the view that points to where the mark's thing went. */
function renderAway(
  mark: Annotation,
  towards: Point,
  { size, line: width, visible }: Layer,
): SVGTemplateResult {
  const half = width * AWAY_SIZE;
  const inset = half * 1.5;
  const { at, angle } = edgePoint([towards[0] * size.width, towards[1] * size.height], {
    left: visible.left + inset,
    top: visible.top + inset,
    right: visible.right - inset,
    bottom: visible.bottom - inset,
  });
  const d = `M${half} 0L${-half * 0.7} ${half * 0.85}L${-half * 0.3} 0L${-half * 0.7} ${-half * 0.85}Z`;
  return svg`<g
    class="mark away ${mark.color}"
    data-id=${mark.id}
    transform="translate(${at[0]} ${at[1]}) rotate(${angle})"
  >
    <path class="dark" d=${d} stroke-width=${width * DARK_EDGE}></path>
    <path class="light" d=${d} stroke-width=${width * LIGHT_EDGE}></path>
    <path class="area" d=${d}></path>
  </g>`;
}
