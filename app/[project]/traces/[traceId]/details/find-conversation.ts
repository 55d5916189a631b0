import { isConversation } from "@/components/conversation/turns";
import { foldMessages } from "@/lib/conventions/fold-messages";
import type { Json, JsonObject, Message, SpanKind } from "@/lib/domain/span";

export type FoundConversation = {
  readonly messages: readonly Message[];
  /** What stood beside the messages, such as the other channels of a graph's state; null if nothing. */
  readonly rest: JsonObject | null;
};

/**
 * The conversation that a span took in or gave back, in whichever form its sender wrote it: messages
 * of our own, a provider's, LangChain's serialised ones, or a graph's state that holds them.
 *
 * @param role who speaks where a model call has bare content
 * @returns undefined when the value is no conversation, or one only in part
 */
export function findConversation(
  value: Json,
  kind: SpanKind,
  role: string,
): FoundConversation | undefined {
  if (value === null || typeof value === "string") return undefined;
  if (isConversation(value)) return { messages: value, rest: null };
  const state = stateWithMessages(value);
  if (state) return state;
  const isLikely = kind === "llm" || isMessageList(value) || isMessage(value);
  return isLikely ? found(foldMessages(value, role), null) : undefined;
}

function stateWithMessages(value: Json): FoundConversation | undefined {
  if (!isObject(value) || !isMessageList(value["messages"])) return undefined;
  const { messages, ...rest } = value;
  const isMore = Object.keys(rest).length > 0;
  return found(foldMessages(messages, "user"), isMore ? rest : null);
}

function found(messages: readonly Message[] | undefined, rest: JsonObject | null) {
  return messages && messages.length > 0 ? { messages, rest } : undefined;
}

function isMessageList(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isMessage);
}

const LANGCHAIN_TYPES = new Set<Json | undefined>(["human", "ai", "system", "tool", "function"]);

function isMessage(value: Json): boolean {
  if (!isObject(value)) return false;
  if (typeof value["role"] === "string") return true;
  if (isObject(value["kwargs"]) && Array.isArray(value["id"])) {
    return /Message(Chunk)?$/.test(String(value["id"].at(-1)));
  }
  return LANGCHAIN_TYPES.has(value["type"]) && ("content" in value || "data" in value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
