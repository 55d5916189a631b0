/** One attempt at a case, whether its result was posted or it is a trace that says so itself. */
export type EvalAttemptRow = {
  readonly suite: string;
  readonly run: string;
  readonly case: string;
  readonly attempt: number;
  /** Null when the grader failed, or nobody said. */
  readonly passed: boolean | null;
  readonly score: number | null;
  readonly traceId: string | null;
  readonly error: string | null;
  /** The case's content when it was tried; null when the case was not known then. */
  readonly contentHash: string | null;
  /** When its run started, where the run was posted; else when its trace did. */
  readonly at: Date;
  /** Equal for runs that repeat each other. */
  readonly subjectKey: string;
  readonly subjectLabel: string;
  readonly model: string | null;
  readonly prompt: string | null;
  /** `mark`: nobody posted it, its trace says so. */
  readonly origin: "posted" | "mark";
};
