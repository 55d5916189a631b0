import type { Json, JsonObject, Message, MessagePart } from "../span";
import { isJsonObject, isList, parsedJson } from "./canonical-values";

/** Who tells the model how to behave, rather than taking part in the conversation. */
const PROMPT_ROLES = new Set(["system", "developer"]);

/**
 * The value as messages, in our own form or in that of chat completions: a list of them, one alone,
 * or a body that holds them under `messages`. Null for anything else.
 */
export function messagesOf(value: Json): readonly Message[] | null {
  if (value === null || typeof value !== "object") return null;
  if (!isList(value)) {
    const held = value["messages"];
    if (held !== undefined) return messagesOf(held);
    return isMessage(value) ? [messageOf(value)] : null;
  }
  return value.length > 0 && value.every(isMessage) ? value.filter(isMessage).map(messageOf) : null;
}

function isMessage(entry: Json): entry is JsonObject & { readonly role: string } {
  if (!isJsonObject(entry) || typeof entry["role"] !== "string") return false;
  return (
    isParts(entry["parts"]) || entry["content"] !== undefined || entry["tool_calls"] !== undefined
  );
}

function isParts(value: Json | undefined): boolean {
  return Array.isArray(value);
}

function messageOf(entry: JsonObject & { readonly role: string }): Message {
  // What has parts was written by ingest, or by a sender who keeps its form.
  if (isParts(entry["parts"])) return entry as unknown as Message;
  const { role } = entry;
  const content = entry["content"] ?? null;
  if (role === "tool") {
    return { role, parts: [{ type: "tool_call_response", id: null, response: content }] };
  }
  const calls = entry["tool_calls"];
  const called =
    calls !== undefined && calls !== null && isObjectList(calls) ? calls.map(callOf) : [];
  return { role, parts: [...contentParts(content), ...called] };
}

function isObjectList(value: Json): value is readonly JsonObject[] {
  return Array.isArray(value) && value.every(isJsonObject);
}

function contentParts(content: Json): MessagePart[] {
  if (content === null || content === "") return [];
  if (typeof content === "string") return [{ type: "text", content }];
  if (!isList(content)) return [{ type: "other", value: content }];
  return content.map((part): MessagePart => {
    const words = isJsonObject(part) ? part["text"] : part;
    return typeof words === "string"
      ? { type: "text", content: words }
      : { type: "other", value: part };
  });
}

function callOf(call: JsonObject): MessagePart {
  const asked = call["function"];
  const { name, arguments: args } = {
    name: call["name"] ?? null,
    arguments: call["arguments"] ?? null,
    ...(isJsonObject(asked) ? asked : {}),
  };
  const given = typeof args === "string" ? (parsedJson(args) ?? args) : args;
  return {
    type: "tool_call",
    id: null,
    name: typeof name === "string" ? name : "?",
    arguments: given ?? null,
  };
}

export function isPrompt({ role }: Message): boolean {
  return PROMPT_ROLES.has(role);
}

/** What a reader sees of a message; tool calls and results are not text. */
export function messageText({ parts }: Message): string {
  return parts.flatMap((part) => ("content" in part ? part.content : [])).join("\n");
}

/** A part without the id that ties a call to its result, which means nothing between runs. */
export function contentOfPart(part: MessagePart): Json {
  switch (part.type) {
    case "tool_call":
      return { call: part.name, arguments: part.arguments };
    case "tool_call_response":
      return { response: part.response };
    case "other":
      return { other: part.value };
    default:
      return part.type === "text" ? part.content : { reasoning: part.content };
  }
}

export type ToolCall = { readonly name: string; readonly arguments: Json };

export function toolCallsIn(messages: readonly Message[]): ToolCall[] {
  return messages.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.type === "tool_call" ? [{ name: part.name, arguments: part.arguments }] : [],
    ),
  );
}
