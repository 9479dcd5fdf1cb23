import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failuresIn } from '../../scripts/failures.js';

describe('what is said once more of failures, at the end of all output', () => {
  it('is each failed test of the browser’s runner, without its progress bar', () => {
    const output = [
      '\u001b[2K\u001b[1A\u001b[2K\u001b[Gtest/unit/a.test.ts:',
      '',
      ' ❌ a thing > does what it says',
      '      AssertionError: expected 1 to equal 2',
      '',
      'Chrome: |█████▌    | 27/152 test files | 369 passed, 1 failed',
      '',
      ' ❌ another > does too',
      '      Error: never seen',
      '',
      'Chrome: |██████████| 152/152 test files | 1400 passed, 2 failed',
    ].join('\n');
    assert.equal(
      failuresIn(output),
      ' ❌ a thing > does what it says\n      AssertionError: expected 1 to equal 2\n ❌ another > does too\n      Error: never seen',
    );
  });

  it('is the summary of Node’s runner', () => {
    const output = '✖ works (1ms)\nℹ fail 1\n\n✖ failing tests:\n\ntest at a.test.ts:1:1\n✖ works (1ms)\n';
    assert.equal(failuresIn(output), 'test at a.test.ts:1:1\n✖ works (1ms)');
  });

  it('is the end of what a step printed that counts no tests', () => {
    const output = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n');
    assert.equal(failuresIn(output).split('\n').length, 30);
    assert.match(failuresIn(output), /line 49$/);
  });
});
