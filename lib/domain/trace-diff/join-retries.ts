import type { Span } from "../span";
import type { StepContent } from "./step-content";

/** The attempt that counts, and how many there were. */
export type Attempts = { readonly span: number; readonly attempts: number };

/**
 * Joins attempts at one call that follow each other: same step, same input, and each but the last
 * failed or came to the same result. A call that is made again and succeeds otherwise is another.
 */
export function joinRetries(
  siblings: readonly number[],
  spans: readonly Span[],
  contents: readonly StepContent[],
  isSameStep: (a: number, b: number) => boolean,
  childCount: (index: number) => number,
): Attempts[] {
  const joined: { span: number; attempts: number }[] = [];
  for (const span of siblings) {
    const last = joined.at(-1);
    const isRetry =
      last !== undefined &&
      isSameStep(last.span, span) &&
      hasSameInput(contents[last.span], contents[span]) &&
      (spans[last.span]?.status.code === "error" ||
        (childCount(last.span) === 0 && hasSameOutput(contents[last.span], contents[span])));
    if (isRetry) {
      last.span = span;
      last.attempts += 1;
    } else {
      joined.push({ span, attempts: 1 });
    }
  }
  return joined;
}

function hasSameInput(a: StepContent | undefined, b: StepContent | undefined): boolean {
  if (a?.input != null) return a.input === b?.input;
  return a?.inputSize != null && b?.input == null && a.inputSize === b?.inputSize;
}

function hasSameOutput(a: StepContent | undefined, b: StepContent | undefined): boolean {
  return a?.output != null && a.output === b?.output;
}
