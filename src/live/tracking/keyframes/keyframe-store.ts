import type { Region } from '../anchor.js';
import { apply, identity, magnification } from '../geometry/homography.js';
import { Pyramid } from '../image/pyramid.js';
import { scaleOf, type Luma } from '../luma.js';
import { chooseKeyframes, type Choice } from './keyframe-choice.js';
import type { Keyframe, KeyframeMaker, Sighting } from './keyframe.js';
import { Locality } from './locality.js';
import type { Placed } from './placed.js';
import { cutOffSectors } from './sectors.js';

/** About 400 KB each. */
const MOST = 18;

/** A frame that differs by more than this from every keyframe of an anchor is worth keeping. */
const DIFFERENT = 0.55;

/** The keyframes of all anchors. Those that were marked on one picture share it, and any frame shows several of them. */
export class KeyframeStore {
  readonly #maker: KeyframeMaker;
  readonly #keyframes = new Set<Keyframe>();
  readonly #marked = new Map<Keyframe, number>();

  constructor(maker: KeyframeMaker) {
    this.#maker = maker;
  }

  /** An anchor is followed from now on, on a picture that may be known already. Gives how it shows there. */
  mark(id: string, picture: Luma, region: Region): Sighting {
    const print = fingerprint(picture);
    const known = [...this.#marked].find(([, other]) => other === print)?.[0];
    const keyframe = known ?? this.#maker.make(new Pyramid().load(picture));
    this.#marked.set(keyframe, print);
    this.#keyframes.add(keyframe);
    return this.#sight(keyframe, { id, region, pose: identity() });
  }

  /** Keeps a frame if it shows one of these otherwise than what is kept; false if not. */
  keep(frame: Pyramid, placed: readonly Placed[]): boolean {
    const isNew = placed.some((one) => (this.choose(one)?.difference ?? 0) > DIFFERENT);
    if (!isNew) return false;
    this.#makeRoom();
    const keyframe = this.#maker.make(frame);
    for (const one of placed) this.#sight(keyframe, one);
    this.#keyframes.add(keyframe);
    return true;
  }

  /** The keyframe that shows an anchor most as it is expected on a frame. */
  choose(placed: Placed): Choice | undefined {
    return this.chooseFor([placed])[0];
  }

  /** The same for several, which share keyframes where they can. In their order. */
  chooseFor(placed: readonly Placed[]): (Choice | undefined)[] {
    const choices = chooseKeyframes(this.#keyframes, placed);
    for (const choice of choices) if (choice) this.#use(choice.keyframe);
    return choices;
  }

  /** The latest that was of use is the last to go. */
  #use(keyframe: Keyframe): void {
    if (this.#marked.has(keyframe)) return;
    this.#keyframes.delete(keyframe);
    this.#keyframes.add(keyframe);
  }

  /** Those that show an anchor, its own picture first, then the ones of most use. */
  *of(id: string): Generator<Keyframe> {
    for (const keyframe of this.#marked.keys()) if (keyframe.sightings.has(id)) yield keyframe;
    for (const keyframe of [...this.#keyframes].reverse()) {
      if (!this.#marked.has(keyframe) && keyframe.sightings.has(id)) yield keyframe;
    }
  }

  forget(id: string): void {
    this.#forget(id, [...this.#keyframes]);
  }

  /** How the picture that was marked shows an anchor; undefined where nothing is known of it. */
  own(id: string): Keyframe | undefined {
    const [first] = this.of(id);
    return first && this.#marked.has(first) ? first : undefined;
  }

  /** It was taken for another: what was kept of that is wrong. */
  forgetViews(id: string): void {
    this.#forget(
      id,
      [...this.#keyframes].filter((keyframe) => !this.#marked.has(keyframe)),
    );
  }

  #forget(id: string, keyframes: readonly Keyframe[]): void {
    for (const keyframe of keyframes) {
      keyframe.sightings.delete(id);
      if (keyframe.sightings.size > 0) continue;
      this.#keyframes.delete(keyframe);
      this.#marked.delete(keyframe);
    }
  }

  #sight(keyframe: Keyframe, placed: Placed): Sighting {
    const { centre, least } = surroundings(placed);
    this.#maker.enrich(keyframe, centre, NEAR_SIGMAS * least);
    for (const { locality } of keyframe.sightings.values()) locality.fine.extend(keyframe.fine);
    const sighting = sight(keyframe, placed);
    keyframe.sightings.set(placed.id, sighting);
    return sighting;
  }

  /** What was marked stays: everything rests on it. */
  #makeRoom(): void {
    for (const keyframe of this.#keyframes) {
      if (this.#keyframes.size < MOST) return;
      if (!this.#marked.has(keyframe)) this.#keyframes.delete(keyframe);
    }
  }
}

/** What is near a mark: at least this far around its middle, and somewhat beyond its rim, in standard pixels. */
const NEAREST = 41.6;
const BEYOND_RIM = 1.15;

/** Where hardly anything is near, what is reaches out until it holds so many patches, up to so many times as far. */
const FEWEST_NEAR = 5;
const FARTHEST = 2.2;

/** Sigmas within which a patch counts as near; see `PlaneSearch`. */
const NEAR_SIGMAS = 1.39;

/** Standard pixels of the marked picture from a mark's rim within which a patch's middle still lies under its stroke. */
const STROKE = 6;

/** Where a mark is on a keyframe, how far it reaches, and the least sigma of what is near it. */
function surroundings({ region: { x, y, radius }, pose }: Placed) {
  const size = magnification(pose, x, y);
  return {
    centre: apply(pose, x, y),
    rim: (radius + STROKE) * size,
    least: Math.max(NEAREST, BEYOND_RIM * radius) * size,
  };
}

function sight({ fine, coarse, picture }: Keyframe, placed: Placed): Sighting {
  const { centre, rim, least } = surroundings(placed);
  const distances = Array.from({ length: fine.count }, (_, i) =>
    Math.hypot(fine.x[i]! - centre.x, fine.y[i]! - centre.y),
  ).sort((one, other) => one - other);
  const wanted = (distances[FEWEST_NEAR - 1] ?? Infinity) / NEAR_SIGMAS;
  const sigma = Math.min(Math.max(least, 1.01 * wanted), FARTHEST * least);
  const detail = distances.filter((distance) => distance < NEAR_SIGMAS * sigma).length;
  const scale = scaleOf(picture);
  const cutOff = cutOffSectors(centre, { width: picture.width / scale, height: picture.height / scale });
  const extent = { centre, sigma, rim, cutOff };
  const locality = { fine: new Locality(extent, fine), coarse: new Locality(extent, coarse) };
  return { pose: placed.pose, centre, sigma, least, locality, detail };
}

/** Of size and content: FNV-1a over all bytes (Fowler, Noll & Vo). */
function fingerprint({ width, data }: Luma): number {
  let hash = 0x811c9dc5 ^ width;
  for (let i = 0; i < data.length; i++) hash = Math.imul(hash ^ data[i]!, 0x01000193);
  return hash;
}
