import type { Random } from '../random.js';
import type { Texture } from '../texture.js';
import { bricks } from './bricks.js';
import { circuitBoard } from './circuit-board.js';
import { controlPanel } from './control-panel.js';
import { grille } from './grille.js';
import { keyboard } from './keyboard.js';
import { paper } from './paper.js';
import { rust } from './rust.js';
import { terminalBlock } from './terminal-block.js';

/** Paints a surface like one from somebody's work, another for each seed. */
export type Painter = (random: Random, width: number, height: number) => Texture;

export const PLATES: readonly Painter[] = [circuitBoard, terminalBlock, controlPanel, rust, paper];

/** What may be behind a plate. */
export const WALLS: readonly Painter[] = [...PLATES, bricks];

/** Surfaces that look the same in many places. */
export const REPEATING: readonly Painter[] = [keyboard, grille, bricks];
