import { asArray, asObject, isObject, looseJson, textIn, valueIn } from "@/lib/conventions/json";
import type { Json, JsonObject, MessagePart } from "@/lib/domain/span";

type Fold = (part: JsonObject) => MessagePart | undefined;

const FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ["text", foldText],
  ["input_text", foldText],
  ["output_text", foldText],
  ["summary_text", foldText],
  ["refusal", foldText],
  ["reasoning", foldReasoning],
  ["thinking", foldReasoning],
  ["tool_call", foldToolCall],
  ["tool-call", foldToolCall],
  ["tool_use", foldToolCall],
  ["function_call", foldToolCall],
  ["custom_tool_call", foldToolCall],
  ["function", foldToolCall],
  ["tool_call_response", foldToolResponse],
  ["tool-result", foldToolResponse],
  ["tool_result", foldToolResponse],
  ["function_call_output", foldToolResponse],
  ["custom_tool_call_output", foldToolResponse],
]);

/**
 * One part of a message, whichever provider's shape it has: OpenTelemetry, OpenAI chat or
 * responses, Anthropic, AI SDK, LangChain, Google, Bedrock, Mastra. What is none of the four known
 * types is kept whole as `other`.
 */
export function foldPart(value: Json): readonly MessagePart[] {
  if (value === null || value === "") return [];
  if (typeof value === "string") return [{ type: "text", content: value }];
  if (!isObject(value)) return [{ type: "other", value }];
  return foldObject(value);
}

function foldObject(part: JsonObject): readonly MessagePart[] {
  const type = part["type"];
  if (type === "tool-invocation") return foldInvocation(part);
  if (type === "other" && "value" in part) return [{ type, value: part["value"] ?? null }];
  const fold = typeof type === "string" ? FOLDS.get(type) : foldUntyped;
  const folded = fold?.(part) ?? { type: "other" as const, value: part };
  return "content" in folded && folded.content === "" ? [] : [folded];
}

/** Whether a value is a typed part rather than a message. */
export function isPart(value: Json): boolean {
  const type = asObject(value)?.["type"];
  return typeof type === "string" && (FOLDS.has(type) || type === "other");
}

/** A tool call of any shape, or undefined when it names no tool. */
export function foldToolCall(call: JsonObject): MessagePart | undefined {
  const inner = asObject(call["function"]) ?? call;
  const name = textIn(inner, "name") ?? textIn(call, "toolName");
  if (name === undefined) return undefined;
  return {
    type: "tool_call",
    id: textIn(call, "call_id", "toolCallId", "toolUseId", "tool_call_id", "id") ?? null,
    name,
    arguments: firstSaid(inner, "arguments", "args", "input", "parameters"),
  };
}

/** What a tool gave back, as the model is shown it. */
export function foldToolResponse(part: JsonObject): MessagePart {
  return {
    type: "tool_call_response",
    id:
      textIn(part, "call_id", "toolCallId", "toolUseId", "tool_use_id", "tool_call_id", "id") ??
      null,
    response: plainResponse(firstSaid(part, "response", "result", "output", "content")),
  };
}

/** Takes the wrapping off a tool's answer: `{ type, value }` of the AI SDK, lists of text blocks. */
export function plainResponse(value: Json | undefined): Json {
  const wrapped = asObject(value);
  if (wrapped && typeof wrapped["type"] === "string" && "value" in wrapped) {
    return looseJson(wrapped["value"]) ?? null;
  }
  const text = textOfBlocks(value);
  return looseJson(text ?? value) ?? null;
}

function textOfBlocks(value: Json | undefined): string | undefined {
  const blocks = asArray(value);
  if (!blocks || blocks.length === 0) return undefined;
  const texts: string[] = [];
  for (const block of blocks) {
    const object = asObject(block);
    const text = object?.["text"];
    if (typeof text !== "string" || (object?.["type"] ?? "text") !== "text") return undefined;
    texts.push(text);
  }
  return texts.join("\n");
}

function firstSaid(object: JsonObject, ...keys: string[]): Json {
  for (const key of keys) {
    const value = looseJson(object[key]);
    if (value !== undefined) return value;
  }
  return null;
}

function foldText(part: JsonObject): MessagePart | undefined {
  const text = part["text"] ?? part["content"] ?? part["refusal"] ?? valueIn(part, "text", "value");
  return typeof text === "string" ? { type: "text", content: text } : undefined;
}

function foldReasoning(part: JsonObject): MessagePart | undefined {
  for (const key of ["content", "text", "thinking", "reasoning"]) {
    const text = part[key];
    if (typeof text === "string" && text !== "") return { type: "reasoning", content: text };
  }
  const blocks = asArray(part["summary"]) ?? asArray(part["content"]) ?? [];
  const texts = blocks.flatMap((block) => textIn(asObject(block) ?? {}, "text", "content") ?? []);
  return texts.length > 0 ? { type: "reasoning", content: texts.join("\n") } : undefined;
}

/** Google and Bedrock name a part by its only key. */
function foldUntyped(part: JsonObject): MessagePart | undefined {
  const call = asObject(part["functionCall"] ?? part["function_call"] ?? part["toolUse"]);
  if (call) return foldToolCall(call);
  const response = asObject(
    part["functionResponse"] ?? part["function_response"] ?? part["toolResult"],
  );
  if (response) return foldToolResponse(response);
  if (typeof part["text"] !== "string") return undefined;
  return { type: part["thought"] === true ? "reasoning" : "text", content: part["text"] };
}

function foldInvocation(part: JsonObject): readonly MessagePart[] {
  const invocation = asObject(part["toolInvocation"]) ?? part;
  const call = foldToolCall(invocation);
  if (!call) return [{ type: "other", value: part }];
  if (!("result" in invocation)) return [call];
  return [call, foldToolResponse({ ...invocation, id: null })];
}
