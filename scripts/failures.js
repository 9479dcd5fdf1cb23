/** Colours, and what a progress bar writes over itself. */
const CONTROL = /\u001b\[[\d;]*[A-Za-z]/g;

/** Of a step that is no suite, its last lines say what is wrong. */
const LAST_LINES = 30;

/** What a suite's output says of its failed tests: of node's runner its own summary, of the web test runner each of its blocks. */
export function failuresIn(output) {
  const text = output.replace(CONTROL, '');
  const summary = text.split(/^✖ failing tests:$/m).at(1);
  if (summary) return summary.trim();
  const blocks = [...text.matchAll(/^ ?❌[^]*?\n\s*\n/gmu)].map(([block]) => block.trimEnd());
  return blocks.length > 0 ? blocks.join('\n') : text.trim().split('\n').slice(-LAST_LINES).join('\n');
}
