import { foldPart, foldToolCall, plainResponse } from "@/lib/conventions/fold-part";
import { asArray, asObject, asText, isObject, looseJson, textIn } from "@/lib/conventions/json";
import type { Json, JsonObject, Message, MessagePart } from "@/lib/domain/span";

const ROLES: ReadonlyMap<string, string> = new Map([
  ["human", "user"],
  ["humanmessage", "user"],
  ["humanmessagechunk", "user"],
  ["ai", "assistant"],
  ["aimessage", "assistant"],
  ["aimessagechunk", "assistant"],
  ["model", "assistant"],
  ["systemmessage", "system"],
  ["toolmessage", "tool"],
  ["function", "tool"],
  ["functionmessage", "tool"],
  ["chatmessage", "user"],
]);

/** Types that are roles in LangChain's plain form, `{ type: "human", content }`. */
const TYPES_THAT_ARE_ROLES = new Set(["human", "ai", "system", "tool", "function"]);

/** The role by its canonical name; what is not known stays as sent, in lower case. */
function foldRole(role: string): string {
  const lower = role.toLowerCase();
  return ROLES.get(lower) ?? lower;
}

/** One chat message of any provider's shape; undefined when the value is not a message. */
export function foldMessage(value: Json): Message | undefined {
  const object = asObject(value);
  if (!object) return undefined;
  const message = unwrapSerialised(object);
  const role = textIn(message, "role");
  if (role === undefined) return undefined;
  const folded = foldRole(role);
  return { role: folded, parts: partsOf(message, folded) };
}

/**
 * LangChain writes messages as `{ lc, id: […, "AIMessage"], kwargs }`, `{ type, data }` or
 * `{ type, content }`. Gives the inner message with a `role`, or the object as it is.
 */
function unwrapSerialised(object: JsonObject): JsonObject {
  if (typeof object["role"] === "string") return object;
  const kwargs = asObject(object["kwargs"]);
  const className = asText(asArray(object["id"])?.at(-1));
  if (kwargs && className?.toLowerCase().includes("message")) {
    return { ...kwargs, role: textIn(kwargs, "role") ?? foldRole(className) };
  }
  const type = object["type"];
  if (typeof type !== "string" || !TYPES_THAT_ARE_ROLES.has(type)) return object;
  const data = asObject(object["data"]);
  if (data) return { ...data, role: type };
  return "content" in object ? { ...object, role: type } : object;
}

function partsOf(message: JsonObject, role: string): readonly MessagePart[] {
  if (role === "tool") {
    const response = toolMessagePart(message);
    if (response) return [response];
  }
  const reasoning = textIn(message, "reasoning_content", "reasoning");
  return withoutRepeatedCalls([
    ...(reasoning === undefined ? [] : [{ type: "reasoning", content: reasoning } as const]),
    ...contentParts(message["parts"] ?? message["content"]),
    ...toolCallParts(message),
  ]);
}

function contentParts(content: Json | undefined): readonly MessagePart[] {
  if (content === undefined || content === null) return [];
  const list = asArray(content);
  if (list) return list.flatMap(foldPart);
  // Mastra nests `{ format, parts }`, Google `{ role, parts }`.
  const nested = asArray(asObject(content)?.["parts"]);
  return nested ? nested.flatMap(foldPart) : foldPart(content);
}

function toolCallParts(message: JsonObject): readonly MessagePart[] {
  const own = asArray(message["tool_calls"]) ?? asArray(message["toolCalls"]) ?? [];
  const extra = asObject(message["additional_kwargs"]);
  const calls = own.length > 0 ? own : (asArray(extra?.["tool_calls"]) ?? []);
  const parts = calls.filter(isObject).flatMap((call) => foldToolCall(call) ?? []);
  const single = asObject(message["function_call"]);
  const folded = single && parts.length === 0 ? foldToolCall(single) : undefined;
  return folded ? [folded] : parts;
}

/** A tool's answer given as a message of its own, with the text in `content`. */
function toolMessagePart(message: JsonObject): MessagePart | undefined {
  if (asArray(message["parts"])) return undefined;
  const content = message["content"];
  const holdsResults = asArray(content)?.some((part) => {
    const type = asObject(part)?.["type"];
    return typeof type === "string" && /^tool[-_](result|call_response)$/.test(type);
  });
  if (holdsResults) return undefined;
  return {
    type: "tool_call_response",
    id: textIn(message, "tool_call_id", "toolCallId", "call_id", "id") ?? null,
    response: plainResponse(looseJson(content)),
  };
}

/** LangChain lists an Anthropic call both in `content` and in `tool_calls`. */
function withoutRepeatedCalls(parts: readonly MessagePart[]): readonly MessagePart[] {
  const seen = new Set<string>();
  return parts.filter((part) => {
    if (part.type !== "tool_call" || part.id === null) return true;
    if (seen.has(part.id)) return false;
    seen.add(part.id);
    return true;
  });
}
