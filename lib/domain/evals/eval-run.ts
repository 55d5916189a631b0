import type { Json } from "../span";

/** What was evaluated. Null: not said. */
export type EvalSubject = {
  readonly model: string | null;
  readonly prompt: string | null;
  /** Anything else that tells it from others. */
  readonly config: Json;
};

/** One attempt of one run at one case. */
export type EvalAttempt = {
  readonly case: string;
  /** From 1 on. */
  readonly attempt: number;
  /** Null when the grader failed or said neither. */
  readonly passed: boolean | null;
  readonly score: number | null;
  readonly traceId: string | null;
  readonly error: string | null;
};

/** One execution of a suite by one subject. */
export type EvalRun = {
  readonly suite: string;
  readonly run: string;
  readonly subject: EvalSubject;
  readonly startedAt: Date;
  readonly results: readonly EvalAttempt[];
};

/** A name for a subject: equal for runs that repeat each other. */
export function subjectKey({ model, prompt, config }: EvalSubject): string {
  return JSON.stringify([model, prompt, sortedJson(config)]);
}

/** Key order says nothing. */
function sortedJson(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(sortedJson);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortedJson(inner as Json)]),
  );
}

/** What people call a subject: its model, prompt and, where it has one, its config. */
export function subjectLabel({ model, prompt, config }: EvalSubject): string {
  const said = [model, prompt].flatMap((part) => part ?? []);
  const isPlain =
    config === null || (typeof config === "object" && Object.keys(config).length === 0);
  if (!isPlain) said.push(typeof config === "string" ? config : JSON.stringify(config));
  return said.length > 0 ? said.join(" · ") : "unnamed subject";
}
