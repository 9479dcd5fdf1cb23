import type { Outcome } from './run.js';
import { isWrong } from './score/score.js';

/** A line for each frame of each mark: what was claimed, how far off it was, whether the mark could be seen. */
export function traceOf({ name, seed, tracker, tracks }: Outcome): string {
  const lines = tracks.flatMap((track, mark) =>
    track.map((one) =>
      [
        `${name}/${seed} ${tracker} #${mark}`,
        String(one.frame).padStart(4),
        one.state.padEnd(9),
        one.error === undefined ? '       -' : one.error.toFixed(2).padStart(8),
        `q ${one.quality.toFixed(2)}`,
        `${one.ms.toFixed(1)} ms`.padStart(9),
        one.visible ? '' : one.outside > 0 ? `out by ${one.outside.toFixed(0)}` : 'covered',
        isWrong(one) ? 'WRONG' : '',
      ].join('  '),
    ),
  );
  return lines.join('\n');
}
