import { z } from "zod";
import { CASE_ACTIONS, type EvalCase } from "@/lib/domain/evals/eval-case";
import type { EvalRun } from "@/lib/domain/evals/eval-run";
import { SCORE_SOURCES, type Score } from "@/lib/domain/score";
import type { Json } from "@/lib/domain/span";
import { isoTime } from "@/lib/parse-input";
import { maybe, nameField, proseField } from "../intake-fields";

const MAX_CASES = 5_000;
const MAX_RESULTS = 50_000;
const MAX_SCORES = 5_000;

/** Any JSON that Postgres can hold; a field that is left out is null. */
const anyJson = z
  .custom<Json>((value) => value !== undefined)
  .optional()
  .transform((value) => value ?? null)
  .refine(
    (value) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)),
    "holds characters that are no text",
  );

const traceIdField = nameField.max(128);

/** One case as it is posted. */
export const caseFields = z.strictObject({
  id: nameField,
  input: anyJson,
  expected: anyJson,
  intent: maybe(nameField),
  tags: maybe(z.array(nameField).max(100)).transform((tags) => tags ?? []),
  createdAt: maybe(isoTime),
  curator: maybe(nameField),
  sourceTraceId: maybe(traceIdField),
  lastVerifiedAt: maybe(isoTime),
  verifiedBy: maybe(nameField),
  dependsOn: maybe(
    z.strictObject({
      corpus: nameField.optional(),
      tools: z.record(nameField, nameField).optional(),
      policy: nameField.optional(),
      prompt: nameField.optional(),
    }),
  ).transform((dependencies) => dependencies ?? {}),
  branches: maybe(z.array(nameField).max(1_000)).transform((ids) => ids ?? []),
});

/** Body of `PUT /api/v1/eval-suites/:suite/cases`. */
export const evalCasesBody = z.strictObject({
  cases: z
    .array(caseFields)
    .max(MAX_CASES)
    .superRefine(eachOnce((posted) => posted.id, "id")),
});

/** One attempt of a run as it is posted. */
export const resultFields = z.strictObject({
  case: nameField,
  attempt: maybe(z.number().int().min(0).max(1_000_000)).transform((attempt) => attempt ?? 1),
  passed: maybe(z.boolean()),
  score: maybe(z.number()),
  traceId: maybe(traceIdField),
  error: maybe(proseField),
});

/** Body of `POST /api/v1/eval-runs`. */
export const evalRunBody = z.strictObject({
  suite: nameField,
  run: nameField,
  subject: z.strictObject({
    model: maybe(nameField),
    prompt: maybe(nameField),
    config: anyJson,
  }),
  startedAt: isoTime,
  results: z
    .array(resultFields)
    .max(MAX_RESULTS)
    .superRefine(eachOnce((result) => `${result.attempt} ${result.case}`, "attempt")),
});

const scoreFields = z
  .strictObject({
    id: maybe(nameField),
    traceId: traceIdField,
    spanId: maybe(traceIdField),
    name: nameField,
    value: maybe(z.number()),
    label: maybe(nameField),
    comment: maybe(proseField),
    source: z.enum(SCORE_SOURCES),
    at: isoTime,
  })
  .refine(({ value, label }) => value !== null || label !== null, {
    path: ["value"],
    message: "a score needs a value or a label",
  });

/** Body of `POST /api/v1/scores`. */
export const scoresBody = z.strictObject({ scores: z.array(scoreFields).max(MAX_SCORES) });

/** Body of `POST /api/v1/eval-suites/:suite/cases/:case/reviews`. */
export const caseReviewBody = z.strictObject({
  action: z.enum(CASE_ACTIONS),
  reason: proseField,
  by: nameField,
});

/** Refuses a list in which two entries have one name. */
function eachOnce<Entry>(nameOf: (entry: Entry) => string, field: string) {
  return (entries: readonly Entry[], context: z.RefinementCtx) => {
    const seen = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      const name = nameOf(entry);
      if (seen.has(name)) {
        context.addIssue({ code: "custom", path: [index, field], message: "is there twice" });
      }
      seen.add(name);
    }
  };
}

// Bodies must stay what the store keeps; these lines fail to compile when they drift apart.
caseFields satisfies z.ZodType<EvalCase>;
evalRunBody satisfies z.ZodType<EvalRun>;
scoreFields satisfies z.ZodType<Score>;
