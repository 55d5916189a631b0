import type { OtelRemainder, Span } from "@/lib/domain/span";

/** Written as they are, unless null. */
export const PLAIN_FIELDS = [
  "spanId",
  "parentId",
  "name",
  "startUnixNano",
  "endUnixNano",
  "kind",
  "provider",
  "sampling",
  "finishReason",
  "costUsd",
  "timeToFirstTokenMs",
  "decision",
  "sessionId",
  "userId",
  "agent",
  "environment",
  "release",
  "source",
  "feature",
  "tenant",
  "outcome",
  "rerunOf",
  "actor",
] as const satisfies readonly (keyof Span)[];

/** Written unless null, without those of their fields that are. */
export const SPARSE_FIELDS = [
  "scope",
  "model",
  "usage",
  "tier",
  "prompt",
  "eval",
] as const satisfies readonly (keyof Span)[];

/** Written unless empty. */
export const RECORD_FIELDS = ["segments", "envelope"] as const satisfies readonly (keyof Span)[];
export const LIST_FIELDS = ["links", "dialects", "tags"] as const satisfies readonly (keyof Span)[];

/** What a reader sees of fields that were not written. */
export const UNSAID = {
  status: { code: "ok", message: null },
  clockSuspect: false,
  droppedCount: 0,
  segments: {},
  envelope: {},
  parentId: null,
  otel: null,
  model: null,
  provider: null,
  sampling: null,
  finishReason: null,
  usage: null,
  costUsd: null,
  timeToFirstTokenMs: null,
  decision: null,
  sessionId: null,
  userId: null,
  agent: null,
  prompt: null,
  environment: null,
  release: null,
  source: null,
  feature: null,
  tenant: null,
  tier: null,
  eval: null,
  outcome: null,
  rerunOf: null,
  actor: null,
  input: null,
  output: null,
  tool: null,
  retrieval: null,
  links: [],
  dialects: [],
  tags: [],
} as const satisfies Partial<Span>;

type Written =
  | (typeof PLAIN_FIELDS)[number]
  | (typeof SPARSE_FIELDS)[number]
  | (typeof LIST_FIELDS)[number]
  | (typeof RECORD_FIELDS)[number]
  | "otel"
  | "status"
  | "startedAt"
  | "endedAt"
  | "clockSuspect"
  | "droppedCount"
  | "traceId"
  | "attributes"
  | "resource"
  | "input"
  | "output"
  | "tool"
  | "retrieval"
  | "events";
/** Fails to compile when a field of a span is written nowhere. */
const NOTHING_FORGOTTEN: Exclude<keyof Span, Written> extends never ? true : false = true;
void NOTHING_FORGOTTEN;

/** What sparse fields say where they say nothing. */
export const UNSAID_PARTS = {
  scope: { name: null, version: null },
  model: { requested: null, served: null, fingerprint: null },
  usage: {
    inputTokens: null,
    cachedInputTokens: null,
    cacheWriteInputTokens: null,
    outputTokens: null,
    reasoningTokens: null,
  },
  tier: { served: null, intended: null, reason: null, rule: null },
  prompt: { name: null, version: null },
  eval: { suite: null, run: null, case: null, attempt: null },
} as const satisfies Pick<Span, (typeof SPARSE_FIELDS)[number]>;

/** What OpenTelemetry's remainder says of most spans; written where it is something else. */
export const USUAL_OTEL: OtelRemainder = {
  kind: 0,
  traceState: "",
  flags: 0,
  statusCode: 0,
  statusMessage: "",
  scopeAttributes: {},
};

/** Stands at the beginning of texts that say where they are rather than what. */
export const ELSEWHERE = "\u0001";
