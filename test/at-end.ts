import type { TestContext } from 'node:test';

type Act = () => unknown;
const acts = new WeakMap<TestContext, Act[]>();

/**
 * Done when the test has ended, passed or failed: what was set last is done first, as things stand on each other.
 * Whatever one of them throws, the others are still done; then the test has failed. In place of `t.after`, which
 * goes the other way and leaves out the rest.
 */
export const atEnd = (t: TestContext, act: Act): void => {
  const known = acts.get(t);
  if (known) {
    known.push(act);
    return;
  }
  const own = [act];
  acts.set(t, own);
  t.after(() => doAll(t, own));
};

const doAll = async (t: TestContext, left: Act[]): Promise<void> => {
  const errors: unknown[] = [];
  for (let act = left.pop(); act; act = left.pop()) {
    try {
      await act();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 0) return;
  // Of a test that has failed already, the report would say nothing more.
  if (!t.passed) for (const error of errors) t.diagnostic(`at the end: ${error}`);
  throw errors.length === 1 ? errors[0] : new AggregateError(errors, errors.join('\n'));
};
