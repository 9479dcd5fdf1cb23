import { test } from 'node:test';

/**
 * Tests that are the steps of one story: once one has failed, the following fail at once, since what they would look
 * at is not there.
 */
export function steps(): (name: string, step: () => Promise<void> | void) => void {
  let failed: string | undefined;
  return (name, step) => {
    void test(name, async () => {
      if (failed) throw Object.assign(new Error(`not reached: "${failed}" failed`), { stack: undefined });
      try {
        await step();
      } catch (error) {
        failed = name;
        throw error;
      }
    });
  };
}
