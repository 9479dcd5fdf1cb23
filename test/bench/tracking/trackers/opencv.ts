import { loadOpenCv } from './opencv/load.js';
import { OpenCvRecipe } from './opencv/recipe.js';
import type { TrackerFactory } from './tracker.js';

/** OpenCV.js, pinned: see package.json. */
export const opencv: TrackerFactory = async () => {
  const { cv } = await loadOpenCv();
  return () => new OpenCvRecipe(cv);
};
