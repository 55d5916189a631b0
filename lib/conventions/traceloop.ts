import { foldKind } from "@/lib/conventions/fold-kind";
import { asArray, asObject, asTexts } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { numberAt, textAt, valueAt } from "@/lib/conventions/readers";
import type { Json } from "@/lib/domain/span";

const ENTITY = textAt("traceloop.entity.name");

/** OpenLLMetry: decorated functions, with what its older instrumentations add to LLM spans. */
export const traceloop = {
  kind: (span: RawSpan) =>
    foldKind(span.attributes["traceloop.span.kind"]) ??
    foldKind(span.attributes["llm.request.type"]) ??
    (span.name === "guardrail.run" ? "guardrail" : undefined),
  input: valueAt("traceloop.entity.input"),
  output: valueAt("traceloop.entity.output"),
  toolName: (span: RawSpan) => (isKind(span, "tool") ? ENTITY(span) : undefined),
  agent: (span: RawSpan) => (isKind(span, "agent") ? ENTITY(span) : undefined),

  /** A decorated function's keyword arguments; positional ones only when it has no others. */
  toolArguments(span: RawSpan): Json | undefined {
    const input = asObject(valueAt("traceloop.entity.input")(span));
    if (!input || !("kwargs" in input)) return undefined;
    const named = asObject(input["kwargs"]) ?? {};
    const positional = asArray(input["args"]) ?? [];
    if (Object.keys(named).length > 0 || positional.length === 0) return named;
    return positional.length === 1 ? (positional[0] ?? null) : positional;
  },

  toolResult: valueAt("traceloop.entity.output"),
  cachedInputTokens: numberAt("llm.usage.cache_read_input_tokens"),
  cacheWriteInputTokens: numberAt("llm.usage.cache_creation_input_tokens"),
  sessionId: textAt("traceloop.association.properties.session_id"),
  userId: textAt("traceloop.association.properties.user_id"),
  tierServed: textAt("traceloop.association.properties.tier"),
  tags: (span: RawSpan) => asTexts(span.attributes["traceloop.association.properties.tags"]),
  promptName: textAt("traceloop.prompt.key"),
  promptVersion: textAt("traceloop.prompt.version", "traceloop.prompt.version_hash"),
};

function isKind(span: RawSpan, kind: string): boolean {
  return span.attributes["traceloop.span.kind"] === kind;
}
