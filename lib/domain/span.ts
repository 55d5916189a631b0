/** What a span does. `chain` is any other step: a workflow, a task, a plain function. */
export const SPAN_KINDS = [
  "agent",
  "llm",
  "tool",
  "retrieval",
  "embedding",
  "decision",
  "guardrail",
  "evaluator",
  "memory",
  "chain",
] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A part of a message, in the form of the OpenTelemetry GenAI conventions. */
export type MessagePart =
  | { readonly type: "text" | "reasoning"; readonly content: string }
  | {
      readonly type: "tool_call";
      readonly id: string | null;
      readonly name: string;
      readonly arguments: Json;
    }
  | { readonly type: "tool_call_response"; readonly id: string | null; readonly response: Json }
  /** A picture, a file or anything else a dialect sends, kept as it came. */
  | { readonly type: "other"; readonly value: Json };

/** One chat message. LLM spans carry their input and output as lists of these. */
export type Message = {
  /** `system`, `user`, `assistant`, `tool`, or whatever else the dialect says. */
  readonly role: string;
  readonly parts: readonly MessagePart[];
};

export type Model = {
  readonly requested: string | null;
  readonly served: string | null;
  /** The provider's `system_fingerprint`. */
  readonly fingerprint: string | null;
};

/** Token counts. Cached input is part of input, reasoning is part of output; null means not said. */
export type Usage = {
  readonly inputTokens: number | null;
  readonly cachedInputTokens: number | null;
  /** Input tokens written to the provider's cache; part of input. */
  readonly cacheWriteInputTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
};

export type ToolDefinition = {
  readonly name: string;
  readonly description: string | null;
  readonly parameters: Json;
};

export type ToolFacts = {
  readonly name: string | null;
  readonly callId: string | null;
  readonly arguments: Json;
  readonly result: Json;
  /** On LLM spans: the catalog offered to the model. */
  readonly definitions: readonly ToolDefinition[] | null;
  /** Bytes the tool returned before anything cut them. */
  readonly rawBytes: number | null;
};

export type RetrievedDocument = {
  readonly id: string | null;
  readonly score: number | null;
  readonly content: string | null;
  readonly metadata: Json;
};

export type Retrieval = {
  readonly query: string | null;
  /** Name or version of the index searched. */
  readonly index: string | null;
  /** In rank order. */
  readonly documents: readonly RetrievedDocument[];
};

export type Decision = {
  readonly point: string | null;
  readonly branch: string;
  readonly options: readonly string[] | null;
  readonly runnerUp: string | null;
  /** How far the choice was ahead of the runner-up, in the sender's own unit. */
  readonly margin: number | null;
};

export type Tier = {
  readonly served: string | null;
  readonly intended: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
};

export type EvalRef = {
  readonly suite: string | null;
  readonly run: string | null;
  readonly case: string | null;
  readonly attempt: number | null;
};

export type SpanEvent = {
  readonly name: string;
  readonly at: Date;
  readonly attributes: JsonObject;
};
export type SpanLink = {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: JsonObject;
};

/**
 * What telemetry says of a span beyond when and where it ran: the fields every dialect is folded
 * into. Null (or an empty list or object) means that the sender did not say.
 */
export type SpanFacts = {
  readonly kind: SpanKind;
  /** `ok` unless the sender says otherwise: OpenTelemetry leaves the status of good work unset. */
  readonly status: { readonly code: "ok" | "error"; readonly message: string | null };
  readonly model: Model | null;
  readonly provider: string | null;
  /** Sampling parameters by their OpenAI names: temperature, top_p, top_k, max_tokens, seed, … */
  readonly sampling: JsonObject | null;
  /** Folded to `stop`, `length`, `tool_calls`, `content_filter` where it means one of these. */
  readonly finishReason: string | null;
  readonly usage: Usage | null;
  /** US dollars, as the sender computed it. */
  readonly costUsd: number | null;
  readonly timeToFirstTokenMs: number | null;
  /** `Message[]` on LLM spans whenever the dialect sends messages, any JSON otherwise. */
  readonly input: Json;
  readonly output: Json;
  readonly tool: ToolFacts | null;
  readonly retrieval: Retrieval | null;
  readonly decision: Decision | null;
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly agent: string | null;
  readonly prompt: { readonly name: string | null; readonly version: string | null } | null;
  readonly environment: string | null;
  readonly release: string | null;
  /** Which world the trace belongs to: production, eval, canary, replay, shadow. */
  readonly source: string | null;
  readonly feature: string | null;
  readonly tenant: string | null;
  readonly segments: { readonly [key: string]: string };
  readonly tier: Tier | null;
  /** Version per axis the trace cannot show by itself, e.g. `{ router: "v3" }`. */
  readonly envelope: { readonly [axis: string]: string };
  readonly eval: EvalRef | null;
  /** `ok`, `error`, `refused`, `handoff`, `unusable` when the application knows. */
  readonly outcome: string | null;
  readonly rerunOf: string | null;
  readonly actor: string | null;
  readonly tags: readonly string[];
};

/** What OTLP carries and no canonical field holds as it was sent. */
export type OtelRemainder = {
  readonly kind: number;
  readonly traceState: string;
  readonly flags: number;
  /** 0 unset, 1 ok, 2 error. */
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly scopeAttributes: JsonObject;
};

/** What every span has, whichever door it came through. */
export type SpanFrame = {
  /** Lowercase hex from OpenTelemetry; any text of at most 128 characters otherwise. */
  readonly traceId: string;
  readonly spanId: string;
  /** Null for a root. */
  readonly parentId: string | null;
  readonly name: string;
  /** To the millisecond; `startUnixNano` has the rest. */
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** Nanoseconds since 1970 as decimal digits, for order inside a trace. */
  readonly startUnixNano: string;
  readonly endUnixNano: string;
  /** True when the sender's clock cannot be right: an end before its start, or no time at all. */
  readonly clockSuspect: boolean;
  /** The span's own attributes, whole and as sent. */
  readonly attributes: JsonObject;
  /** Attributes of the process that sent it. */
  readonly resource: JsonObject;
  readonly scope: { readonly name: string | null; readonly version: string | null };
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  /** The dialects that recognised this span, e.g. `["openinference", "langgraph"]`. */
  readonly dialects: readonly string[];
  /** Attributes, events and links that the sender's exporter dropped before sending. */
  readonly droppedCount: number;
  /** The rest of an OTLP span, so that nothing of it is lost; null for spans that came another way. */
  readonly otel: OtelRemainder | null;
};

/** One unit of work inside a trace: a model call, a tool call, a retrieval. */
export type Span = SpanFrame & SpanFacts;

/** Never negative, so that a skewed clock cannot make a bar that runs backwards. */
export function durationMs(span: Pick<SpanFrame, "startUnixNano" | "endUnixNano">): number {
  const { startUnixNano: start, endUnixNano: end } = span;
  // In two parts, each of which a number holds exactly.
  const wholeMs = Number(end.slice(0, -6)) - Number(start.slice(0, -6));
  const nanos = wholeMs * 1e6 + Number(end.slice(-6)) - Number(start.slice(-6));
  return nanos > 0 ? nanos / 1e6 : 0;
}
