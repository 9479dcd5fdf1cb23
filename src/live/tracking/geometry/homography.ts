/** A 3x3 projective map, row by row: `[x', y', w] = H [x, y, 1]`, the place being `x'/w, y'/w`. */
export type Homography = Float64Array;
