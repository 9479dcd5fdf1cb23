import type { TrackerFactory } from './tracker.js';

/** OpenCV.js, pinned: see package.json. Its eleven megabytes are loaded only when it is measured. */
export const opencv: TrackerFactory = async () => {
  const [{ loadOpenCv }, { OpenCvRecipe }] = await Promise.all([
    import('./opencv/load.js'),
    import('./opencv/recipe.js'),
  ]);
  const { cv } = await loadOpenCv();
  return () => new OpenCvRecipe(cv);
};
