import { z } from "zod";
import type { Json, Message, MessagePart } from "@/lib/domain/span";

const json = z.custom<Json>((value) => value !== undefined);

const toolCall = z.looseObject({
  id: z.string().nullish(),
  function: z.looseObject({ name: z.string(), arguments: json.optional() }),
});

/** One message in the format of OpenAI's chat completions; fields we do not know are let through. */
export const chatMessage = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(json)]).nullish(),
  tool_calls: z.array(toolCall).nullish(),
  tool_call_id: z.string().nullish(),
  name: z.string().nullish(),
});
export type ChatMessage = z.output<typeof chatMessage>;

/** A call the model asked for; arguments are parsed where they are JSON in a string, as they should be. */
export type ChatToolCall = {
  readonly id: string | null;
  readonly name: string;
  readonly arguments: Json;
};

export function toolCallsOf(message: ChatMessage): readonly ChatToolCall[] {
  return (message.tool_calls ?? []).map((call) => ({
    id: call.id ?? null,
    name: call.function.name,
    arguments: parsedWhenJson(call.function.arguments ?? null),
  }));
}

/** The message as the canonical form has it: its text, then its tool calls or the result it carries. */
export function canonicalMessage(message: ChatMessage): Message {
  if (message.role === "tool") {
    const response = parsedWhenJson(contentOf(message));
    return {
      role: "tool",
      parts: [{ type: "tool_call_response", id: message.tool_call_id ?? null, response }],
    };
  }
  const calls = toolCallsOf(message).map((call): MessagePart => ({ type: "tool_call", ...call }));
  return { role: message.role, parts: [...contentParts(message.content), ...calls] };
}

/** What a reader would see of a message; empty when it only calls tools. */
export function textOf(message: ChatMessage): string {
  return contentParts(message.content)
    .map((part) => (part.type === "text" ? part.content : ""))
    .join("");
}

/** What a tool message brings back: text as sent, or the list of parts. */
export function contentOf(message: ChatMessage): Json {
  return message.content ?? null;
}

/** JSON inside a string is what it stands for; any other text stays text. */
export function parsedWhenJson(value: Json): Json {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const textPart = z.looseObject({ type: z.literal("text"), text: z.string() });

function contentParts(content: ChatMessage["content"]): MessagePart[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", content }];
  return (content ?? []).map((value) => {
    const text = textPart.safeParse(value);
    return text.success ? { type: "text", content: text.data.text } : { type: "other", value };
  });
}
