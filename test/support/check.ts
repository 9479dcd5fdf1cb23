import type { ErrorCode } from '../../src/domain/error-code.js';

/** Assertions for suites that run both in a browser and in Node. */
export function ok(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export function equal(actual: unknown, expected: unknown, message = 'not the same'): void {
  const [left, right] = [canonical(actual), canonical(expected)];
  if (left !== right) throw new Error(`${message}\n  actual:   ${left}\n  expected: ${right}`);
}

/** Fails unless the promise rejects with this code. */
export async function refuses(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in outcome)
    throw new Error(`expected ${code}, but it went through: ${canonical(outcome.value)}`);
  const actual =
    outcome.error instanceof Error && 'code' in outcome.error ? outcome.error.code : outcome.error;
  equal(actual instanceof Error ? String(actual) : actual, code);
}

/** JSON with sorted keys, so that the order in which properties were set does not count. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'undefined'
  );
}
