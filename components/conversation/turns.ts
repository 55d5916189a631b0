import type { Json, Message, MessagePart } from "@/lib/domain/span";

/** What a tool gave back for a call; absent when no message brings it. */
export type ToolCallResult = { readonly value: Json };

export type TurnPart =
  | { readonly form: "text" | "reasoning"; readonly text: string }
  | {
      readonly form: "tool_call";
      readonly id: string | null;
      readonly name: string;
      readonly arguments: Json;
      readonly result: ToolCallResult | null;
    }
  /** A result whose call is not in the conversation. */
  | { readonly form: "tool_result"; readonly id: string | null; readonly value: Json }
  | { readonly form: "other"; readonly value: Json };

/** One message as a reader sees it. */
export type Turn = { readonly role: string; readonly parts: readonly TurnPart[] };

/** Whether a span's input or output is a conversation rather than any other JSON. */
export function isConversation(value: Json): value is Message[] & Json {
  return Array.isArray(value) && value.length > 0 && value.every(isMessage);
}

function isMessage(value: Json): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "role" in value &&
    typeof value["role"] === "string" &&
    "parts" in value &&
    Array.isArray(value["parts"])
  );
}

/**
 * Messages in their order, each tool call together with its result: the first result after the call
 * that carries its id. A message that held nothing but such results is left out.
 */
export function buildTurns(messages: readonly Message[]): readonly Turn[] {
  const taken = new Set<MessagePart>();
  const parts = messages.flatMap((message) => message.parts);
  const turnPart = (part: MessagePart): TurnPart => {
    if (part.type === "tool_call") {
      const response = parts
        .slice(parts.indexOf(part) + 1)
        .find((later) => isResultOf(later, part.id) && !taken.has(later));
      if (response) taken.add(response);
      const result = response?.type === "tool_call_response" ? { value: response.response } : null;
      return { form: "tool_call", id: part.id, name: part.name, arguments: part.arguments, result };
    }
    if (part.type === "tool_call_response") {
      return { form: "tool_result", id: part.id, value: part.response };
    }
    if (part.type === "other") return { form: "other", value: part.value };
    return { form: part.type, text: part.content };
  };
  const turns: Turn[] = [];
  for (const { role, parts: own } of messages) {
    const left = own.filter((part) => !taken.has(part));
    if (left.length > 0 || own.length === 0) turns.push({ role, parts: left.map(turnPart) });
  }
  return turns;
}

function isResultOf(part: MessagePart, id: string | null): boolean {
  return part.type === "tool_call_response" && id !== null && part.id === id;
}
