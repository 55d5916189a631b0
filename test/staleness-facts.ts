import type {
  CaseFact,
  StalenessFacts,
  TextFact,
} from "@/lib/analyses/eval-staleness/staleness-inputs";
import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";

export const AS_OF = new Date("2026-06-01T00:00:00Z");
export const DAY_MS = 86_400_000;
export const daysBefore = (days: number) => new Date(AS_OF.getTime() - days * DAY_MS);

/** For tests: nothing is known but what is given; the window is the 30 days before `AS_OF`. */
export function stalenessFacts(given: Partial<StalenessFacts>): StalenessFacts {
  return {
    window: { from: daysBefore(30), to: AS_OF },
    asOf: AS_OF,
    cases: [],
    attempts: [],
    texts: [],
    weeks: [],
    intents: [],
    moves: [],
    layerMoves: [],
    toolHashesSeen: {},
    outcomes: [],
    vectors: null,
    ...given,
  };
}

export function aCaseFact(given: Partial<CaseFact>): CaseFact {
  const createdAt = given.createdAt ?? daysBefore(200);
  return {
    suite: "gold",
    id: "case",
    text: null,
    intent: null,
    tags: [],
    createdAt,
    editedAt: createdAt,
    curator: null,
    sourceTraceId: null,
    lastVerifiedAt: null,
    verifiedBy: null,
    dependsOn: {},
    version: 1,
    contentHash: "h",
    status: "active",
    postedAt: createdAt,
    ...given,
  };
}

export function aText(text: string, given: Partial<TextFact> = {}): TextFact {
  return {
    traceId: `t-${text.length}-${text.slice(0, 12)}`,
    text,
    intent: null,
    language: null,
    tools: [],
    weight: 1,
    ...given,
  };
}

export function anAttempt(given: Partial<EvalAttemptRow>): EvalAttemptRow {
  return {
    suite: "gold",
    run: "r1",
    case: "case",
    attempt: 1,
    passed: true,
    score: null,
    traceId: null,
    error: null,
    contentHash: "h",
    at: daysBefore(5),
    subjectKey: "s1",
    subjectLabel: "s1",
    model: "m1",
    prompt: null,
    origin: "posted",
    ...given,
  };
}
