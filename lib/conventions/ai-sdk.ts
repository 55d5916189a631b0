import { foldMessages } from "@/lib/conventions/fold-messages";
import { foldSampling } from "@/lib/conventions/fold-sampling";
import { asArray, asText, asTexts, looseJson } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { numberAt, textAt, valueAt } from "@/lib/conventions/readers";
import { attributesUnder } from "@/lib/conventions/unflatten";
import type { Json, JsonObject, SpanKind } from "@/lib/domain/span";

/** Vercel's AI SDK in its own attributes, `ai.*`. Version 7 writes OpenTelemetry's by default. */
export const aiSdk = {
  kind: (span: RawSpan) => kindOf(asText(span.attributes["ai.operationId"])),
  modelRequested: textAt("ai.model.id"),
  modelServed: textAt("ai.response.model"),
  provider: textAt("ai.model.provider"),
  inputTokens: numberAt("ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens"),
  outputTokens: numberAt("ai.usage.outputTokens", "ai.usage.completionTokens"),
  cachedInputTokens: numberAt(
    "ai.usage.cachedInputTokens",
    "ai.usage.inputTokenDetails.cacheReadTokens",
  ),
  cacheWriteInputTokens: numberAt("ai.usage.inputTokenDetails.cacheWriteTokens"),
  reasoningTokens: numberAt(
    "ai.usage.reasoningTokens",
    "ai.usage.outputTokenDetails.reasoningTokens",
  ),
  sampling(span: RawSpan): JsonObject | undefined {
    const settings = attributesUnder(span, "ai.settings.");
    return settings.length > 0 ? foldSampling(Object.fromEntries(settings)) : undefined;
  },
  finishReason: textAt("ai.response.finishReason"),
  inputMessages: (span: RawSpan) => foldMessages(valueAt("ai.prompt.messages")(span), "user"),
  prompt: valueAt("ai.prompt"),

  /** The texts to embed, each written as JSON. */
  values(span: RawSpan): Json | undefined {
    const values = asArray(valueAt("ai.values")(span));
    return values?.map((value) => looseJson(value) ?? null) ?? valueAt("ai.value")(span);
  },

  output(span: RawSpan): Json | undefined {
    const text = asText(span.attributes["ai.response.text"]);
    const reasoning = asText(span.attributes["ai.response.reasoning"]);
    const calls = asArray(valueAt("ai.response.toolCalls")(span));
    const object = valueAt("ai.response.object")(span);
    const isModelCall = kindOf(asText(span.attributes["ai.operationId"])) === "llm";
    if (!isModelCall && !calls) return object ?? text;
    const content = text ?? (object === undefined ? undefined : textOf(object));
    if (content === undefined && reasoning === undefined && !calls) return undefined;
    return foldMessages(
      [
        {
          role: "assistant",
          content: content ?? null,
          reasoning: reasoning ?? null,
          tool_calls: calls ?? [],
        },
      ],
      "assistant",
    );
  },

  toolName: textAt("ai.toolCall.name"),
  toolCallId: textAt("ai.toolCall.id"),
  toolArguments: valueAt("ai.toolCall.args", "ai.toolCall.input"),
  toolResult: valueAt("ai.toolCall.result", "ai.toolCall.output"),
  toolDefinitions: valueAt("ai.prompt.tools"),
  sessionId: textAt("ai.telemetry.metadata.sessionId"),
  sessionIdInContext: textAt("ai.settings.context.sessionId"),
  userId: textAt("ai.telemetry.metadata.userId"),
  userIdInContext: textAt("ai.settings.context.userId"),
  tierServed: textAt("ai.telemetry.metadata.tier", "ai.settings.context.tier"),
  tags: (span: RawSpan) => asTexts(span.attributes["ai.telemetry.metadata.tags"]),
  agent: textAt("ai.telemetry.functionId"),
  promptName: textAt("ai.telemetry.metadata.promptName"),
  promptVersion: textAt("ai.telemetry.metadata.promptVersion"),
  timeToFirstTokenMs: numberAt("ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"),
};

/** The calls that reach a provider are named `doX`; the functions around them repeat their tokens. */
function kindOf(operation: string | undefined): SpanKind | undefined {
  if (!operation?.startsWith("ai.")) return undefined;
  if (operation === "ai.toolCall") return "tool";
  if (/\.do(Generate|Stream)$/.test(operation)) return "llm";
  if (operation.endsWith(".doEmbed")) return "embedding";
  return operation.endsWith(".doRerank") ? "retrieval" : "chain";
}

function textOf(object: Json): string {
  return typeof object === "string" ? object : JSON.stringify(object);
}
