import type * as Types from '@techstark/opencv-js';
import * as namespace from '@techstark/opencv-js';

/** OpenCV.js as its package types it, and what its types forgot. */
export type OpenCv = typeof Types & { readonly USAC_MAGSAC: number };
export type Mat = InstanceType<OpenCv['Mat']>;

/**
 * Waits until the WebAssembly within is ready. The module has a `then` that gives itself again: a promise of it would
 * never end. So it is imported statically, and handed out wrapped.
 */
export async function loadOpenCv(): Promise<{ readonly cv: OpenCv }> {
  const { default: cv } = namespace as unknown as { default: Loading };
  if (!cv.Mat) await new Promise<void>((ready) => (cv.onRuntimeInitialized = ready));
  return { cv };
}

type Loading = OpenCv & { onRuntimeInitialized: () => void };
