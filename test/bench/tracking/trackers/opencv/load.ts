import type * as Types from '@techstark/opencv-js';

/** OpenCV.js as its package types it, and what its types forgot. */
export type OpenCv = typeof Types & { readonly USAC_MAGSAC: number };
export type Mat = InstanceType<OpenCv['Mat']>;

/** Waits until the WebAssembly within is ready. Wrapped, as the module itself may look like a promise. */
export async function loadOpenCv(): Promise<{ readonly cv: OpenCv }> {
  const { default: module } = (await import('@techstark/opencv-js')) as unknown as { default: Loading };
  const cv = module instanceof Promise ? await module : module;
  if (!cv.Mat) await new Promise<void>((ready) => (cv.onRuntimeInitialized = ready));
  return { cv };
}

type Loading = (OpenCv & { onRuntimeInitialized: () => void }) | Promise<never>;
