import type { Act } from "./branches/acts-of";
import { type Envelope, mergeEnvelopes } from "./envelope";
import { isAnotherModel } from "./model-name";
import type { Decision, EvalRef, SpanFacts, SpanKind, Tier } from "./span";

/** What a span says about its whole trace. Only what is said is there. */
export type TraceMarks = Partial<
  Pick<
    SpanFacts,
    | "sessionId"
    | "userId"
    | "environment"
    | "release"
    | "source"
    | "feature"
    | "tenant"
    | "segments"
    | "tier"
    | "outcome"
    | "prompt"
    | "eval"
    | "rerunOf"
    | "tags"
    | "agent"
  >
>;

/** The little of a span that its trace's row is made of. */
export type SummarySpan = {
  readonly spanId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: SpanKind;
  readonly status: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  /** Name of the instrumentation that wrote it. */
  readonly scope: string;
  readonly modelRequested: string | null;
  readonly modelServed: string | null;
  readonly provider: string | null;
  readonly inputTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly costUsd: number | null;
  readonly toolName: string | null;
  readonly marks: TraceMarks | null;
  readonly envelope: Envelope | null;
  /** What a failed span says went wrong; null when it did not fail or say. */
  readonly failure: string | null;
  /** How many requests its trace stands for; null when it does not say. */
  readonly sampleWeight: number | null;
  readonly decision: Decision | null;
  /** What a model call did; null for other spans, and where it was not yet noted down. */
  readonly acts: readonly Act[] | null;
};

export type TraceSummary = {
  readonly name: string;
  /** `error` when a root failed: an error below that was handled is counted, not inherited. */
  readonly status: "ok" | "error";
  readonly startedAt: Date;
  /** From the first start to the last end. */
  readonly durationMs: number;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly llmCount: number;
  readonly toolCount: number;
  readonly rootCount: number;
  /** Spans whose parent has not arrived. */
  readonly orphanCount: number;
  /** Of the last model call that succeeded: what reached the user. */
  readonly modelRequested: string | null;
  readonly modelServed: string | null;
  readonly isModelChanged: boolean;
  /** Every model that answered, by name. */
  readonly models: readonly string[];
  readonly provider: string | null;
  /** Sums over model calls that contain no other model call; null when none of them says. */
  readonly inputTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly totalTokens: number | null;
  readonly costUsd: number | null;
  readonly source: string;
  readonly marks: TraceMarks;
  /** Names of the tools and kinds of the spans in it, each sorted. */
  readonly tools: readonly string[];
  readonly kinds: readonly string[];
  readonly envelope: Envelope;
  /** How many requests it stands for; 1 unless the sender samples. */
  readonly sampleWeight: number;
  /** Where a reader finds what came in and what went out. */
  readonly rootSpanId: string;
  readonly firstLlmSpanId: string | null;
  readonly lastLlmSpanId: string | null;
};

/**
 * A trace's row from all of its spans. The same spans in any order give the same row.
 *
 * @throws RangeError when there are no spans
 */
export function buildTraceSummary(unordered: readonly SummarySpan[]): TraceSummary {
  const spans = [...unordered].sort(byStart);
  const ids = new Set(spans.map((span) => span.spanId));
  const isOrphan = (span: SummarySpan) => span.parentId !== null && !ids.has(span.parentId);
  const roots = spans.filter((span) => span.parentId === null);
  const orphans = spans.filter(isOrphan);
  const tops = roots.length > 0 ? roots : orphans;
  const root = tops[0] ?? spans[0];
  if (!root) throw new RangeError("A trace has at least one span");
  const calls = leafCalls(spans);
  const answer = calls.findLast((call) => !isError(call)) ?? calls.at(-1);
  const marks = mergeMarks([root, ...spans.filter((span) => span !== root)]);

  return {
    name: root.name,
    status: tops.some(isError) || marks.outcome === "error" ? "error" : "ok",
    ...extent(spans, root),
    spanCount: spans.length,
    errorCount: spans.filter(isError).length,
    llmCount: calls.length,
    toolCount: spans.filter((span) => span.kind === "tool").length,
    rootCount: roots.length,
    orphanCount: orphans.length,
    ...modelOf(answer),
    isModelChanged: calls.some((call) => isAnotherModel(call.modelRequested, call.modelServed)),
    models: distinct(calls.flatMap((call) => call.modelServed ?? [])),
    ...sums(calls),
    source: marks.source ?? (marks.eval ? "eval" : "production"),
    marks,
    tools: distinct(spans.flatMap((span) => span.toolName ?? [])),
    kinds: distinct(spans.map((span) => span.kind)),
    envelope: mergeEnvelopes(spans.flatMap((span) => (span.envelope ? [span.envelope] : []))),
    sampleWeight: [root, ...spans].find((span) => span.sampleWeight !== null)?.sampleWeight ?? 1,
    rootSpanId: root.spanId,
    firstLlmSpanId: calls[0]?.spanId ?? null,
    lastLlmSpanId: answer?.spanId ?? null,
  };
}

function distinct(values: readonly string[]): string[] {
  return distinctInOrder(values).sort();
}

function modelOf(answer: SummarySpan | undefined) {
  return {
    modelRequested: answer?.modelRequested ?? null,
    modelServed: answer?.modelServed ?? null,
    provider: answer?.provider ?? null,
  };
}

function isError(span: SummarySpan): boolean {
  return span.status === "error";
}

function byStart(a: SummarySpan, b: SummarySpan): number {
  return a.startedAt.getTime() - b.startedAt.getTime() || (a.spanId < b.spanId ? -1 : 1);
}

/**
 * The model calls that contain no other: agents and wrappers repeat what their children used. One
 * call that two instrumentations recorded side by side counts once.
 */
function leafCalls(spans: readonly SummarySpan[]): SummarySpan[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const containing = new Set<string>();
  for (const span of spans) {
    if (span.kind !== "llm") continue;
    let parent = span.parentId;
    while (parent !== null && !containing.has(parent)) {
      containing.add(parent);
      parent = byId.get(parent)?.parentId ?? null;
    }
  }
  const scopeOfCall = new Map<string, string>();
  return spans.filter((span) => {
    if (span.kind !== "llm" || containing.has(span.spanId)) return false;
    const call = callName(span, span.modelServed ?? span.modelRequested);
    const scope = scopeOfCall.get(call);
    if (scope === undefined) scopeOfCall.set(call, span.scope);
    return scope === undefined || scope === span.scope;
  });
}

/** One name for a call and for its repetition by another instrumentation. Neither part holds a NUL. */
export function callName(
  { parentId, startedAt }: Pick<SummarySpan, "parentId" | "startedAt">,
  model: string | null,
): string {
  return `${parentId ?? "\0"}\0${startedAt.getTime()}\0${model ?? "\0"}`;
}

function extent(spans: readonly SummarySpan[], root: SummarySpan) {
  let end = 0;
  for (const span of spans) end = Math.max(end, span.startedAt.getTime() + span.durationMs);
  const startedAt = spans[0]?.startedAt ?? root.startedAt;
  return { startedAt, durationMs: end - startedAt.getTime() };
}

function sums(calls: readonly SummarySpan[]) {
  const sum = (
    field: "inputTokens" | "cachedInputTokens" | "outputTokens" | "reasoningTokens" | "costUsd",
  ) => {
    const said = calls.flatMap((call) => call[field] ?? []);
    if (said.length === 0) return null;
    const total = said.reduce((sum, value) => sum + value, 0);
    // A sender that counts nonsense must not make a sum that nothing can hold.
    return Math.min(total, Number.MAX_SAFE_INTEGER);
  };
  const inputTokens = sum("inputTokens");
  const outputTokens = sum("outputTokens");
  return {
    inputTokens,
    cachedInputTokens: sum("cachedInputTokens"),
    outputTokens,
    reasoningTokens: sum("reasoningTokens"),
    totalTokens:
      inputTokens === null && outputTokens === null
        ? null
        : Math.min((inputTokens ?? 0) + (outputTokens ?? 0), Number.MAX_SAFE_INTEGER),
    costUsd: sum("costUsd"),
  };
}

const NO_EVAL: EvalRef = { suite: null, run: null, case: null, attempt: null };
const NO_TIER: Tier = { served: null, intended: null, reason: null, rule: null };

/** The root's word counts first, then whoever started earlier; tags and segments are gathered from all. */
function mergeMarks(spans: readonly SummarySpan[]): TraceMarks {
  const said = spans.flatMap(({ marks }) => (marks ? [marks] : []));
  const tier = firstSaid(said.map((marks) => marks.tier ?? {}));
  const evalRef = firstSaid(said.map((marks) => marks.eval ?? {}));
  return {
    ...firstSaid(said),
    // The root may name the suite, and the span below it the case.
    ...(Object.keys(evalRef).length > 0 ? { eval: { ...NO_EVAL, ...evalRef } } : {}),
    // The root may say which tier was meant to serve, and the call below it which one did.
    ...(Object.keys(tier).length > 0 ? { tier: { ...NO_TIER, ...tier } } : {}),
    tags: distinctInOrder(said.flatMap((marks) => marks.tags ?? [])),
    // Of equal keys the last entry counts, so the first to say it goes last.
    segments: Object.fromEntries(
      said
        .map((marks) => Object.entries(marks.segments ?? {}))
        .reverse()
        .flat(),
    ),
  };
}

/** Each field by the first record that has it. */
function firstSaid<Fields extends object>(records: readonly Fields[]): Partial<Fields> {
  const merged: Partial<Fields> = {};
  for (const record of records) {
    for (const key in record) merged[key] ??= record[key];
  }
  return merged;
}

function distinctInOrder(values: readonly string[]): string[] {
  return [...new Set(values)];
}

const PLAIN_MARKS = [
  "sessionId",
  "userId",
  "environment",
  "release",
  "source",
  "feature",
  "tenant",
  "tier",
  "outcome",
  "prompt",
  "rerunOf",
  "agent",
] as const;

/** What a span says about its trace, or null when it says nothing. */
export function marksOf(span: SpanFacts): TraceMarks | null {
  const marks: { [Field in keyof TraceMarks]: SpanFacts[Field] } = {};
  let isAnythingSaid = false;
  const say = <Field extends keyof TraceMarks & keyof SpanFacts>(field: Field) => {
    marks[field] = span[field];
    isAnythingSaid = true;
  };
  for (const field of PLAIN_MARKS) if (span[field] !== null) say(field);
  if (isSaid(span.eval)) say("eval");
  if (span.tags.length > 0) say("tags");
  if (Object.keys(span.segments).length > 0) say("segments");
  return isAnythingSaid ? (marks as TraceMarks) : null;
}

function isSaid(ref: EvalRef | null): boolean {
  return ref !== null && Object.values(ref).some((part) => part !== null);
}
