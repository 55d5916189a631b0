import { foldDocuments } from "@/lib/conventions/fold-documents";
import { foldKind } from "@/lib/conventions/fold-kind";
import { foldMessages, withSystem } from "@/lib/conventions/fold-messages";
import { SAMPLING_NAMES } from "@/lib/conventions/fold-sampling";
import { asObject, asTexts, textIn, valueIn } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { numberAt, textAt, textAtEither, valueAt } from "@/lib/conventions/readers";
import { attributesUnder } from "@/lib/conventions/unflatten";
import type { Decision, Json, JsonObject, Message } from "@/lib/domain/span";

const MS_PER_SECOND = 1000;

const inputMessages = valueAt("gen_ai.input.messages");
const outputMessages = valueAt("gen_ai.output.messages");
const instructions = valueAt("gen_ai.system_instructions");
const toolNamed = textAt("gen_ai.tool.name", "gen_ai.tool.call.id");
const modelNamed = textAt(
  "gen_ai.request.model",
  "gen_ai.response.model",
  "llm.request.model_name",
  "llm.response.model_name",
  "llm.model_name",
  "ai.model.id",
);

/** The GenAI conventions of OpenTelemetry, with the attribute names they had before. */
export const otelGenAi = {
  kind: (span: RawSpan) => foldKind(span.attributes["gen_ai.operation.name"]),

  /** For spans that name no operation: what the attributes they do carry belong to. */
  kindByContent(span: RawSpan) {
    if (toolNamed(span) !== undefined) return "tool";
    return modelNamed(span) === undefined ? undefined : "llm";
  },

  modelRequested: textAt("gen_ai.request.model"),
  modelServed: textAt("gen_ai.response.model"),
  fingerprint: textAt(
    "openai.response.system_fingerprint",
    "gen_ai.openai.response.system_fingerprint",
    "gen_ai.response.system_fingerprint",
  ),
  provider: textAt("gen_ai.provider.name"),
  providerDeprecated: textAt("gen_ai.system"),
  inputTokens: numberAt("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
  outputTokens: numberAt("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
  cachedInputTokens: numberAt("gen_ai.usage.cache_read.input_tokens"),
  cachedInputTokensUnofficial: numberAt(
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.cached_input_tokens",
    "gen_ai.usage.details.cache_read_tokens",
    "gen_ai.usage.details.cached_tokens",
  ),
  cacheWriteInputTokens: numberAt(
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
  ),
  cacheWriteInputTokensUnofficial: numberAt(
    "gen_ai.usage.cache_creation_input_tokens",
    "gen_ai.usage.details.cache_write_tokens",
  ),
  reasoningTokens: numberAt("gen_ai.usage.reasoning.output_tokens"),
  reasoningTokensUnofficial: numberAt(
    "gen_ai.usage.reasoning_tokens",
    "gen_ai.usage.details.reasoning_tokens",
  ),
  costUsd: numberAt("gen_ai.usage.cost"),

  sampling(span: RawSpan): JsonObject | undefined {
    const found = attributesUnder(span, "gen_ai.request.").flatMap(([key, value]) => {
      const name = SAMPLING_NAMES.get(key);
      return name === undefined || value === null || value === "" ? [] : [[name, value] as const];
    });
    return found.length > 0 ? Object.fromEntries(found) : undefined;
  },

  /** Some exporters write the list of reasons as JSON text. */
  finishReason: (span: RawSpan) => asTexts(span.attributes["gen_ai.response.finish_reasons"])[0],
  finishReasonInMessage(span: RawSpan): string | undefined {
    const output = outputMessages(span);
    return textIn(asObject(valueIn(output, 0)) ?? {}, "finish_reason");
  },

  input(span: RawSpan): readonly Message[] | undefined {
    const messages = foldMessages(inputMessages(span), "user");
    return messages && withSystem(instructions(span), messages);
  },
  output: (span: RawSpan) => foldMessages(outputMessages(span), "assistant"),

  toolName: textAt("gen_ai.tool.name"),
  toolCallId: textAt("gen_ai.tool.call.id"),
  toolArguments: valueAt("gen_ai.tool.call.arguments"),
  toolResult: valueAt("gen_ai.tool.call.result"),
  toolDefinitions: valueAt("gen_ai.tool.definitions"),

  documents: (span: RawSpan) => foldDocuments(valueAt("gen_ai.retrieval.documents")(span)),
  query: textAt("gen_ai.retrieval.query.text", "gen_ai.memory.query.text"),
  retrievalIndex: textAt("gen_ai.data_source.id"),

  sessionId: textAt("gen_ai.conversation.id"),
  userId: textAt("gen_ai.request.user"),
  agent: textAt("gen_ai.agent.name"),
  promptName: textAt("gen_ai.prompt.name"),
  promptVersion: textAt("gen_ai.prompt.version"),
  environment: textAtEither("deployment.environment.name", "deployment.environment"),
  release: textAtEither("service.version"),

  timeToFirstTokenMs(span: RawSpan): number | undefined {
    const seconds = numberAt(
      "gen_ai.response.time_to_first_chunk",
      "gen_ai.client.operation.time_to_first_chunk",
    )(span);
    return seconds === undefined ? undefined : seconds * MS_PER_SECOND;
  },

  /** Branches and handoffs under the names proposed for the conventions. */
  decision(span: RawSpan): Decision | undefined {
    const taken = textAt("gen_ai.workflow.branch_taken")(span);
    if (taken !== undefined) {
      const options = asTexts(span.attributes["gen_ai.workflow.branch_options"]);
      return {
        point: textAt("gen_ai.workflow.branch_node")(span) ?? null,
        branch: taken,
        options: options.length > 0 ? options : null,
        runnerUp: null,
        margin: null,
      };
    }
    const target = textAt("gen_ai.agent.handoff.target.name", "gen_ai.transfer.target.type")(span);
    return target === undefined ? undefined : handoffTo(target);
  },
};

/** The decision to pass the conversation on to another agent or a person. */
export function handoffTo(target: string): Decision {
  return { point: "handoff", branch: target, options: null, runnerUp: null, margin: null };
}

/** Documents that a vector search reported as span events, one each. */
export function documentsOfEvents(span: RawSpan): ReturnType<typeof foldDocuments> {
  const results: Json[] = [];
  for (const event of span.events) {
    if (event.name !== "db.query.result") continue;
    const { attributes } = event;
    results.push({
      id: attributes["db.query.result.id"] ?? null,
      score: attributes["db.query.result.score"] ?? null,
      content: attributes["db.query.result.document"] ?? null,
      metadata: filled(attributes["db.query.result.metadata"]),
    });
  }
  return results.length > 0 ? foldDocuments(results) : undefined;
}

/** An attribute without a value may arrive as an empty object. */
function filled(value: Json | undefined): Json {
  const object = asObject(value);
  return object && Object.keys(object).length === 0 ? null : (value ?? null);
}
