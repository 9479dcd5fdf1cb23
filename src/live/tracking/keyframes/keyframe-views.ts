import { Features } from '../features/descriptor.js';
import type { Keyframe, KeyframeMaker } from './keyframe.js';
import { makeView, VIEW_COUNT } from './tilted-views.js';

/** A view that is made, or how far its making is. */
type View = Features | Generator<undefined, Features>;

/**
 * The features of keyframes as they look from in front (view 0), from nearer or farther and from beside, made when needed or
 * part by part before.
 */
export class KeyframeViews {
  readonly #maker: KeyframeMaker;
  readonly #views = new WeakMap<Keyframe, (View | undefined)[]>();

  constructor(maker: KeyframeMaker) {
    this.#maker = maker;
  }

  has(keyframe: Keyframe, view: number): boolean {
    return this.#views.get(keyframe)?.[view] instanceof Features;
  }

  /** At once, if it was not made before. */
  of(keyframe: Keyframe, view: number): Features {
    for (;;) {
      const known = this.#views.get(keyframe)?.[view];
      if (known instanceof Features) return known;
      this.prepare(keyframe, view);
    }
  }

  /** Makes a part of a view, a third or so; false if it was made already. */
  prepare(keyframe: Keyframe, view: number): boolean {
    const views = this.#views.get(keyframe) ?? [];
    this.#views.set(keyframe, views);
    const known = (views[view] ??= makeView(keyframe.picture, view, this.#maker));
    if (known instanceof Features) return false;
    const { done, value } = known.next();
    if (done) views[view] = value;
    return true;
  }
}

/** All views of a keyframe but that from in front: nearer, farther, and from beside. */
export const OTHER_VIEWS = Array.from({ length: VIEW_COUNT - 1 }, (_, view) => view + 1);
