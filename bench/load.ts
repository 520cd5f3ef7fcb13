/** What a phase of load took: milliseconds of each request, and of the whole. */
export type Timed<A> = { answers: A[]; each_ms: number[]; whole_ms: number };

/** No benchmark sends requests after this, in milliseconds from its start, so that a hanging server ends it. */
const mostMs = 170_000;

const interruption = new AbortController();
/** Ends the run at the next request; what was started is then stopped and removed as always. */
export const interrupt = (): void => interruption.abort(new Error('The benchmark was interrupted.'));

/**
 * Runs all tasks with `concurrency` of them in flight, each worker taking the next when its last is
 * answered (closed loop). Throws when one throws, on interruption, and when the time of the run is over.
 */
export const runLoad = async <A>(
  tasks: readonly (() => Promise<A>)[],
  concurrency: number,
): Promise<Timed<A>> => {
  const answers: A[] = new Array<A>(tasks.length);
  const each_ms: number[] = new Array<number>(tasks.length).fill(0);
  const begun = performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < tasks.length; index = next++) {
      const task = tasks[index];
      if (!task) return;
      const sent = performance.now();
      interruption.signal.throwIfAborted();
      if (sent > mostMs) throw new Error('The benchmark took almost three minutes and was given up.');
      answers[index] = await task();
      each_ms[index] = performance.now() - sent;
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, tasks.length) }, work));
  return { answers, each_ms, whole_ms: performance.now() - begun };
};

/** The value below which `share` of the others lie. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Requests per second of a phase. */
export const rateOf = ({ each_ms, whole_ms }: Timed<unknown>): number =>
  each_ms.length === 0 ? 0 : (each_ms.length * 1000) / whole_ms;

/** Several phases of the same load as one. */
export const together = <A>(phases: readonly Timed<A>[]): Timed<A> => ({
  answers: phases.flatMap((each) => each.answers),
  each_ms: phases.flatMap((each) => each.each_ms),
  whole_ms: phases.reduce((sum, each) => sum + each.whole_ms, 0),
});
