import type { JsonObject, OtelRemainder, Span } from "@/lib/domain/span";
import { ELSEWHERE, UNSAID, UNSAID_PARTS, USUAL_OTEL } from "./span-body-fields";

/**
 * The span that `encodeSpan` wrote, from a body with its content in place. Rows are ours, so the
 * shape is trusted; only dates need reviving, and what was not said is filled in.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one default a field, and nothing else.
export function decodeSpan(body: string): Span {
  const stored = JSON.parse(body) as Stored;
  const { otel = null } = stored;
  // Field by field, because spreading so many takes ten times as long as parsing them.
  return {
    traceId: stored.traceId,
    spanId: stored.spanId,
    name: stored.name,
    kind: stored.kind,
    startUnixNano: stored.startUnixNano,
    endUnixNano: stored.endUnixNano,
    startedAt: timeOf(stored.startedAt, stored.startUnixNano),
    endedAt: timeOf(stored.endedAt, stored.endUnixNano),
    resource: stored.resource ?? {},
    scope: { ...UNSAID_PARTS.scope, ...stored.scope },
    otel: otel && { ...USUAL_OTEL, ...otel },
    attributes: withSaid(stored.attributes, stored),
    events: (stored.events ?? []).map((event) => ({ ...event, at: new Date(event.at) })),
    status: stored.status ?? UNSAID.status,
    clockSuspect: stored.clockSuspect ?? UNSAID.clockSuspect,
    droppedCount: stored.droppedCount ?? UNSAID.droppedCount,
    segments: stored.segments ?? UNSAID.segments,
    envelope: stored.envelope ?? UNSAID.envelope,
    links: stored.links ?? UNSAID.links,
    dialects: stored.dialects ?? UNSAID.dialects,
    tags: stored.tags ?? UNSAID.tags,
    parentId: stored.parentId ?? null,
    model: stored.model ? { ...UNSAID_PARTS.model, ...stored.model } : null,
    provider: stored.provider ?? null,
    sampling: stored.sampling ?? null,
    finishReason: stored.finishReason ?? null,
    usage: stored.usage ? { ...UNSAID_PARTS.usage, ...stored.usage } : null,
    costUsd: stored.costUsd ?? null,
    timeToFirstTokenMs: stored.timeToFirstTokenMs ?? null,
    input: stored.input ?? null,
    output: stored.output ?? null,
    tool: stored.tool ?? null,
    retrieval: stored.retrieval ?? null,
    decision: stored.decision ?? null,
    sessionId: stored.sessionId ?? null,
    userId: stored.userId ?? null,
    agent: stored.agent ?? null,
    prompt: stored.prompt ? { ...UNSAID_PARTS.prompt, ...stored.prompt } : null,
    environment: stored.environment ?? null,
    release: stored.release ?? null,
    source: stored.source ?? null,
    feature: stored.feature ?? null,
    tenant: stored.tenant ?? null,
    tier: stored.tier ? { ...UNSAID_PARTS.tier, ...stored.tier } : null,
    eval: stored.eval ? { ...UNSAID_PARTS.eval, ...stored.eval } : null,
    outcome: stored.outcome ?? null,
    rerunOf: stored.rerunOf ?? null,
    actor: stored.actor ?? null,
  };
}

/** What a span says in words: all that previews and the word index are made of. */
export type SpanWording = Pick<
  Span,
  | "traceId"
  | "spanId"
  | "name"
  | "status"
  | "model"
  | "sessionId"
  | "userId"
  | "input"
  | "output"
  | "tool"
  | "retrieval"
>;

/** As much of a span as `decodeSpan` gives, several times as fast, for those who read many. */
export function decodeWording(body: string): SpanWording {
  const stored = JSON.parse(body) as Stored;
  return {
    traceId: stored.traceId,
    spanId: stored.spanId,
    name: stored.name,
    status: stored.status ?? UNSAID.status,
    model: stored.model ? { ...UNSAID_PARTS.model, ...stored.model } : null,
    sessionId: stored.sessionId ?? null,
    userId: stored.userId ?? null,
    input: stored.input ?? null,
    output: stored.output ?? null,
    tool: stored.tool ?? null,
    retrieval: stored.retrieval ?? null,
  };
}

type Stored = Omit<Span, "startedAt" | "endedAt" | "events" | "otel"> & {
  startedAt?: number | string;
  endedAt?: number | string;
  otel?: Partial<OtelRemainder>;
  events?: { name: string; at: string; attributes: Span["attributes"] }[];
};

function timeOf(stored: number | string | undefined, nanos: string): Date {
  return new Date(stored ?? Number(nanos.slice(0, -6)));
}

/** Attributes as they were sent, those included that were written as standing elsewhere. */
function withSaid(attributes: JsonObject, { input, output }: Pick<Stored, "input" | "output">) {
  const elsewhere = Object.entries(attributes).filter(
    ([, value]) => typeof value === "string" && value.startsWith(ELSEWHERE),
  );
  if (elsewhere.length === 0) return attributes;
  const sent = elsewhere.map(([key, value]) => {
    const place = String(value).slice(ELSEWHERE.length);
    if (place === "input") return [key, JSON.stringify(input)];
    return [key, place === "output" ? JSON.stringify(output) : place];
  });
  return { ...attributes, ...Object.fromEntries(sent) };
}
