import type { Json, Message, Span, SpanFacts } from "@/lib/domain/span";

/**
 * What one recorded span must come out as. A field that is missing must come out as null or empty:
 * the sender did not say it.
 */
export type RecordedSpan = {
  readonly span: string;
  readonly parent: string | null;
  readonly name: string;
} & RecordedFacts;

export type RecordedFacts = {
  readonly kind: SpanFacts["kind"];
  /** First line of the failure's message. */
  readonly error?: string;
  readonly requested?: string;
  readonly served?: string;
  readonly provider?: string;
  readonly finish?: string;
  /** Tokens: input, of these cached, output, of these reasoning. */
  readonly usage?: readonly (number | null)[];
  /** How many messages the model was given, and the last user's text among them. */
  readonly messages?: number;
  readonly asked?: string;
  /** The text the model answered with. */
  readonly said?: string;
  /** Its tool calls: id, name, arguments. */
  readonly calls?: readonly (readonly Json[])[];
  /** Names in the catalog it was offered. */
  readonly offered?: readonly string[];
  /** On tool spans: name, call id, arguments, result. */
  readonly tool?: readonly Json[];
  /** Retrieved documents: id, score. */
  readonly documents?: readonly (readonly Json[])[];
  readonly query?: string;
  readonly index?: string;
  /** A decision's point and branch. */
  readonly branch?: readonly Json[];
  readonly session?: string;
  readonly user?: string;
  readonly tier?: string;
  readonly tags?: readonly string[];
};

/** A step of which nothing is told but where it stands. */
export function step(span: string, parent: string | null, name: string): RecordedSpan {
  return { span, parent, name, kind: "chain" };
}

/** Expectations that share what the whole recording says of its session, user, tier and tags. */
export function saidByAll(
  common: Partial<RecordedFacts>,
  spans: readonly RecordedSpan[],
): readonly RecordedSpan[] {
  return spans.map((span) => ({ ...common, ...span }));
}

/** The canonical fields in the short form of the expectations, with nothing that is not said. */
export function recordedFactsOf(span: SpanFacts | Span): RecordedFacts {
  const facts = {
    kind: span.kind,
    error: span.status.code === "error" ? firstLine(span.status.message ?? "") : null,
    ...(span.kind === "llm" || span.kind === "embedding" ? modelFactsOf(span) : {}),
    ...(span.kind === "llm" ? callFactsOf(span) : {}),
    tool: span.kind === "tool" ? toolFactsOf(span) : null,
    documents: span.retrieval?.documents.map(({ id, score }) => [id, score]),
    query: span.kind === "retrieval" ? span.retrieval?.query : null,
    index: span.retrieval?.index,
    branch: span.decision ? [span.decision.point, span.decision.branch] : null,
    session: span.sessionId,
    user: span.userId,
    tier: span.tier?.served,
    tags: span.tags,
  };
  const said: object = Object.fromEntries(
    Object.entries(facts).filter(([, value]) => isSaid(value)),
  );
  // Fields and types are those above; only the optional ones can have been left out.
  return said as RecordedFacts;
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

function modelFactsOf({ model, provider }: SpanFacts) {
  return { requested: model?.requested, served: model?.served, provider };
}

function callFactsOf({ usage, finishReason, input, output, tool }: SpanFacts) {
  const asked = messagesIn(input);
  const parts = messagesIn(output).flatMap((message) => message.parts);
  return {
    finish: finishReason,
    usage: usage && [
      usage.inputTokens,
      usage.cachedInputTokens,
      usage.outputTokens,
      usage.reasoningTokens,
    ],
    messages: asked.length,
    asked: textOf(asked.filter((message) => message.role === "user").at(-1)?.parts ?? []),
    said: textOf(parts),
    calls: parts.flatMap((part) =>
      part.type === "tool_call" ? [[part.id, part.name, part.arguments]] : [],
    ),
    offered: tool?.definitions?.map((definition) => definition.name),
  };
}

function toolFactsOf({ tool }: SpanFacts) {
  return tool && [tool.name, tool.callId, tool.arguments, tool.result];
}

function textOf(parts: Message["parts"]): string | null {
  const text = parts.find((part) => part.type === "text");
  return text?.type === "text" ? text.content : null;
}

function messagesIn(json: Json): readonly Message[] {
  if (json === null) return [];
  if (!Array.isArray(json)) throw new TypeError(`not messages: ${JSON.stringify(json)}`);
  // Trusted here: the caller is a test, and a wrong shape makes it fail.
  return json as readonly Message[];
}
