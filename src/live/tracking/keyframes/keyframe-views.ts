import type { Features } from '../features/descriptor.js';
import type { Keyframe, KeyframeMaker } from './keyframe.js';
import { makeView, VIEW_COUNT } from './tilted-views.js';

type Making = Generator<undefined, Features>;

/** The features of keyframes as they look from in front (view 0) and from beside, made when needed or part by part before. */
export class KeyframeViews {
  readonly #maker: KeyframeMaker;
  readonly #made = new WeakMap<Keyframe, (Features | undefined)[]>();
  /** What is begun and not done. */
  readonly #begun = new WeakMap<Keyframe, (Making | undefined)[]>();

  constructor(maker: KeyframeMaker) {
    this.#maker = maker;
  }

  has(keyframe: Keyframe, view: number): boolean {
    return this.#made.get(keyframe)?.[view] !== undefined;
  }

  /** At once, if it was not made before. */
  of(keyframe: Keyframe, view: number): Features {
    for (;;) {
      const features = this.#made.get(keyframe)?.[view];
      if (features) return features;
      this.prepare(keyframe, view);
    }
  }

  /** Makes a part of a view, a third or so; false if it was made already. */
  prepare(keyframe: Keyframe, view: number): boolean {
    if (this.has(keyframe, view)) return false;
    const begun = listOf(this.#begun, keyframe);
    const making = (begun[view] ??= makeView(keyframe.picture, view, this.#maker));
    const { done, value } = making.next();
    if (!done) return true;
    listOf(this.#made, keyframe)[view] = value;
    begun[view] = undefined;
    return true;
  }
}

/** All views of a keyframe but that from in front. */
export const FROM_BESIDE = Array.from({ length: VIEW_COUNT - 1 }, (_, view) => view + 1);

function listOf<T>(lists: WeakMap<Keyframe, (T | undefined)[]>, keyframe: Keyframe): (T | undefined)[] {
  const list = lists.get(keyframe) ?? [];
  lists.set(keyframe, list);
  return list;
}
