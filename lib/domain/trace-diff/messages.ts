import type { Json, Message, MessagePart } from "../span";
import { isJsonObject, isList } from "./canonical-values";

/** Who tells the model how to behave, rather than taking part in the conversation. */
const PROMPT_ROLES = new Set(["system", "developer"]);

/** The value as messages when every entry has a role and parts; null otherwise. */
export function messagesOf(value: Json): readonly Message[] | null {
  if (value === null || !isList(value) || value.length === 0) return null;
  const isMessage = (entry: Json) =>
    isJsonObject(entry) && typeof entry["role"] === "string" && Array.isArray(entry["parts"]);
  // Ingest writes these in one form; a list that looks like it is it.
  return value.every(isMessage) ? (value as unknown as readonly Message[]) : null;
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
