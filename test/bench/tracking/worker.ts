import type { Run } from './run.js';
import { follow } from './run.js';

/** A process of its own that follows one sequence after the other, as the parent asks. */
process.on('message', (run: Run) => {
  void follow(run).then((outcomes) => process.send?.(outcomes));
});
