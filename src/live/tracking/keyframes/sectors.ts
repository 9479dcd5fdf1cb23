import type { Place } from '../geometry/homography.js';

/** Directions from a mark that are told apart. */
export const SECTORS = 12;

/** Standard pixels that must be there in a direction for something to be expected. */
const VISIBLE = 80;

/** In which sector a place lies that is so far right and down of the mark's middle. */
export const sectorOf = (dx: number, dy: number): number =>
  Math.floor((Math.atan2(dy, dx) / (2 * Math.PI) + 0.5) * SECTORS) % SECTORS;

/** A bit for each sector in which a picture of these sides, in standard pixels, ends soon. */
export function cutOffSectors({ x, y }: Place, { width, height }: { width: number; height: number }): number {
  let sectors = 0;
  for (let sector = 0; sector < SECTORS; sector++) {
    const angle = ((sector + 0.5) / SECTORS - 0.5) * 2 * Math.PI;
    const [px, py] = [x + VISIBLE * Math.cos(angle), y + VISIBLE * Math.sin(angle)];
    if (px < 0 || py < 0 || px > width || py > height) sectors |= 1 << sector;
  }
  return sectors;
}
