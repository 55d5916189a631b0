import { foldDocuments } from "@/lib/conventions/fold-documents";
import { foldKind } from "@/lib/conventions/fold-kind";
import { foldMessage } from "@/lib/conventions/fold-message";
import { foldSampling } from "@/lib/conventions/fold-sampling";
import { asArray, asObject, asTexts, isObject, textIn } from "@/lib/conventions/json";
import type { RawSpan, Reader } from "@/lib/conventions/raw-span";
import { numberAt, textAt, textInside, valueAt } from "@/lib/conventions/readers";
import { unflatten } from "@/lib/conventions/unflatten";
import type { Json, Message } from "@/lib/domain/span";

export const openInference = {
  kind: (span: RawSpan) => foldKind(span.attributes["openinference.span.kind"]),
  modelRequested: textAt("llm.request.model_name"),
  modelRequestedInParameters: textInside("llm.invocation_parameters", "model"),
  modelRequestedInBody: onModelCalls(textInside("input.value", "model")),
  modelServed: textAt("llm.response.model_name"),
  modelServedInBody: onModelCalls(textInside("output.value", "model")),
  /** Says which model, but not whether it was asked for or answered. */
  modelAmbiguous: textAt("llm.model_name", "embedding.model_name", "reranker.model_name"),
  fingerprint: onModelCalls(textInside("output.value", "system_fingerprint")),
  provider: textAt("llm.provider"),
  providerSystem: textAt("llm.system"),

  inputTokens: numberAt("llm.token_count.prompt"),
  outputTokens: numberAt("llm.token_count.completion"),
  cachedInputTokens: numberAt("llm.token_count.prompt_details.cache_read"),
  cacheWriteInputTokens: numberAt("llm.token_count.prompt_details.cache_write"),
  reasoningTokens: numberAt("llm.token_count.completion_details.reasoning"),
  costUsd: numberAt("llm.cost.total"),
  sampling: (span: RawSpan) => foldSampling(span.json("llm.invocation_parameters")),
  finishReason: textAt("llm.finish_reason"),
  finishReasonInBody: onModelCalls(textInside("output.value", "choices", 0, "finish_reason")),

  inputMessages: (span: RawSpan) => messagesUnder(span, "llm.input_messages", "user"),
  outputMessages: (span: RawSpan) => messagesUnder(span, "llm.output_messages", "assistant"),
  input: valueAt("input.value"),
  output: valueAt("output.value"),

  toolName: textAt("tool.name"),
  toolCallId: textAt("tool_call.id", "tool.id"),
  toolArguments(span: RawSpan): Json | undefined {
    const parameters = valueAt("tool.parameters")(span);
    return isSchema(parameters) ? undefined : parameters;
  },
  toolDefinitions: (span: RawSpan) =>
    unflatten(span, "llm.tools")?.flatMap((item) => {
      const tool = asObject(asObject(item)?.["tool"]);
      return tool?.["json_schema"] ?? tool ?? [];
    }),
  toolDefinitionsInParameters: (span: RawSpan) =>
    asObject(span.json("llm.invocation_parameters"))?.["tools"],

  documents: (span: RawSpan) =>
    foldDocuments(unflatten(span, "retrieval.documents")) ??
    foldDocuments(unflatten(span, "reranker.output_documents")) ??
    foldDocuments(unflatten(span, "reranker.input_documents")),
  query: textAt("reranker.query"),

  sessionId: textAt("session.id"),
  userId: textAt("user.id"),
  agent: textAt("agent.name", "graph.node.id", "graph.node.name"),
  promptName: textAt("prompt.name", "prompt.id"),
  promptVersion: textAt("llm.prompt_template.version"),
  tags: (span: RawSpan) => asTexts(span.attributes["tag.tags"]),
  tierServed: textInside("metadata", "tier"),
};

/** Bodies are looked into for models only where they are a model's: a tool's may say `model` too. */
function onModelCalls<Value>(reader: Reader<Value>): Reader<Value> {
  return (span) => {
    const kind = span.attributes["openinference.span.kind"];
    const isModelCall = typeof kind === "string" && /^(llm|embedding)$/i.test(kind);
    return isModelCall ? reader(span) : undefined;
  };
}

function messagesUnder(
  span: RawSpan,
  prefix: string,
  fallbackRole: string,
): readonly Message[] | undefined {
  const messages = unflatten(span, prefix)?.flatMap((item) => {
    const flat = asObject(asObject(item)?.["message"]);
    if (!flat) return [];
    const message = {
      ...flat,
      role: textIn(flat, "role") ?? fallbackRole,
      content: contentsOf(flat["contents"]) ?? flat["content"] ?? null,
      tool_calls: insideEach(flat["tool_calls"], "tool_call"),
      function_call: {
        name: flat["function_call_name"] ?? null,
        arguments: flat["function_call_arguments_json"] ?? null,
      },
    };
    return foldMessage(message) ?? [];
  });
  return messages && messages.length > 0 ? messages : undefined;
}

function contentsOf(contents: Json | undefined): readonly Json[] | undefined {
  return asArray(contents) && insideEach(contents, "message_content");
}

function insideEach(list: Json | undefined, key: string): readonly Json[] {
  return (asArray(list) ?? []).flatMap((item) => asObject(item)?.[key] ?? []);
}

/** `tool.parameters` holds the arguments in some instrumentations, the tool's schema in others. */
function isSchema(value: Json | undefined): boolean {
  return isObject(value) && value["type"] === "object" && isObject(value["properties"]);
}
