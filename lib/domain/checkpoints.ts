/**
 * A long computation that can be set aside: it yields at points where nothing is half done, and
 * returns its result. Whoever runs it decides whether to do something else in between.
 */
export type Checkpoints<Result> = Generator<void, Result, void>;

/** Runs a computation without a break. */
export function runThrough<Result>(work: Checkpoints<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
