import type { Luma } from '../luma.js';
import { BoxScaler } from './box-scale.js';

/** Width and height of a picture whose longer side is at most `side`: never larger than it is, and in its own shape. */
export function fitted(width: number, height: number, side: number): { width: number; height: number } {
  const factor = Math.min(1, side / Math.max(width, height));
  const fit = (length: number): number => Math.max(1, Math.round(length * factor));
  return { width: fit(width), height: fit(height) };
}

/** A smaller picture of the same view, by area averages. */
export const scaleLuma = ({ data, width, height }: Luma, toWidth: number, toHeight: number): Luma =>
  new BoxScaler().scale({ data, offset: 0, stride: width, width, height }, toWidth, toHeight);
