import { foldMessage } from "@/lib/conventions/fold-message";
import { foldPart, isPart } from "@/lib/conventions/fold-part";
import {
  asArray,
  asObject,
  asText,
  isArray,
  isObject,
  textIn,
  valueIn,
} from "@/lib/conventions/json";
import type { Json, JsonObject, Message } from "@/lib/domain/span";

const RESPONSE_ITEMS = new Set([
  "function_call",
  "custom_tool_call",
  "reasoning",
  "function_call_output",
  "custom_tool_call_output",
]);

/**
 * The messages in whatever a sender put where a model's input or output belongs: a list of
 * messages, a provider's request or response body, LangChain's generations, one message, or text.
 *
 * @param role who speaks when the value is bare text or bare parts
 * @returns messages in order, instructions first; undefined when the value holds none
 */
export function foldMessages(
  value: Json | undefined,
  role: string,
): readonly Message[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value === "" ? undefined : [textMessage(role, value)];
  if (isArray(value)) return foldList(value, role);
  if (!isObject(value)) return undefined;
  for (const fold of CONTAINERS) {
    const messages = fold(value, role);
    if (messages && messages.length > 0) return messages;
  }
  return undefined;
}

/** Instructions in front of the conversation, unless it already begins with the same. */
export function withSystem(
  instructions: Json | undefined,
  messages: readonly Message[],
): readonly Message[] {
  const system = foldMessages(instructions, "system");
  if (!system) return messages;
  const isRepeated = JSON.stringify(system) === JSON.stringify(messages.slice(0, system.length));
  return isRepeated ? messages : [...system, ...messages];
}

function textMessage(role: string, content: string): Message {
  return { role, parts: [{ type: "text", content }] };
}

function foldList(list: readonly Json[], role: string): readonly Message[] | undefined {
  const [first] = list;
  if (first === undefined) return undefined;
  // LangChain sends a batch of conversations; a chat model's span holds one.
  if (isArray(first)) return foldList(first, role);
  if (typeof first === "string") {
    return [{ role, parts: list.flatMap(foldPart) }];
  }
  if (list.every((item) => isPart(item) && !isResponseItem(item))) {
    return [{ role, parts: list.flatMap(foldPart) }];
  }
  const messages: Message[] = [];
  let isRecognised = false;
  for (const item of list) {
    const message = foldMessage(item);
    if (message) messages.push(message);
    else append(messages, item, role);
    isRecognised ||= message !== undefined || isPart(item);
  }
  return isRecognised ? messages : undefined;
}

function isResponseItem(item: Json): boolean {
  return RESPONSE_ITEMS.has(asText(asObject(item)?.["type"]) ?? "");
}

/** OpenAI's responses interleave calls and their outputs with messages, as items of their own. */
function append(messages: Message[], item: Json, fallbackRole: string): void {
  const parts = foldPart(item);
  const isOutput = parts.some((part) => part.type === "tool_call_response");
  const role = itemRole(isOutput, isResponseItem(item), fallbackRole);
  const last = messages.at(-1);
  if (last?.role === role) {
    messages[messages.length - 1] = { role, parts: [...last.parts, ...parts] };
  } else {
    messages.push({ role, parts });
  }
}

function itemRole(isOutput: boolean, isResponse: boolean, fallback: string): string {
  if (isOutput) return "tool";
  return isResponse ? "assistant" : fallback;
}

type Container = (body: JsonObject, role: string) => readonly Message[] | undefined;

const CONTAINERS: readonly Container[] = [
  oneMessage,
  chatRequest,
  googleRequest,
  responsesRequest,
  promptRequest,
  choices,
  responsesBody,
  generations,
  candidates,
  nested,
  bareContent,
  generatedText,
];

function oneMessage(body: JsonObject): readonly Message[] | undefined {
  const message = foldMessage(body);
  return message && [message];
}

function chatRequest(body: JsonObject): readonly Message[] | undefined {
  const list = asArray(body["messages"]) ?? asArray(valueIn(body, "kwargs", "messages"));
  const messages = list && foldList(list, "user");
  return messages && withSystem(body["system"] ?? body["instructions"], messages);
}

function googleRequest(body: JsonObject): readonly Message[] | undefined {
  const messages = foldMessages(body["contents"], "user");
  const config = asObject(body["config"]) ?? body;
  const system = config["system_instruction"] ?? config["systemInstruction"];
  return messages && withSystem(system, messages);
}

function responsesRequest(body: JsonObject): readonly Message[] | undefined {
  if (!("instructions" in body || "model" in body) || !("input" in body)) return undefined;
  const messages = foldMessages(body["input"], "user");
  return messages && withSystem(body["instructions"], messages);
}

function promptRequest(body: JsonObject): readonly Message[] | undefined {
  const messages = foldMessages(body["prompt"], "user");
  return messages && withSystem(body["system"], messages);
}

function choices(body: JsonObject): readonly Message[] | undefined {
  return asArray(body["choices"])?.flatMap((choice) => {
    const message = asObject(choice)?.["message"] ?? asObject(choice)?.["text"];
    return foldMessages(message, "assistant") ?? [];
  });
}

function responsesBody(body: JsonObject): readonly Message[] | undefined {
  const items = asArray(body["output"]);
  if (items) return foldList(items, "assistant");
  return foldMessages(asObject(body["output"]) ?? asText(body["output_text"]), "assistant");
}

function generations(body: JsonObject): readonly Message[] | undefined {
  return asArray(body["generations"])
    ?.flat()
    .flatMap((generation) => {
      const object = asObject(generation) ?? {};
      return foldMessages(object["message"] ?? object["text"], "assistant") ?? [];
    });
}

function candidates(body: JsonObject): readonly Message[] | undefined {
  return asArray(body["candidates"])?.flatMap(
    (candidate) => foldMessages(asObject(candidate)?.["content"], "assistant") ?? [],
  );
}

function nested(body: JsonObject, role: string): readonly Message[] | undefined {
  const inner = body["message"] ?? body["response"];
  return inner === undefined ? undefined : foldMessages(inner, role);
}

function bareContent(body: JsonObject, role: string): readonly Message[] | undefined {
  const content = body["content"];
  const isGoogle = isObject(content) && !("type" in content);
  if (isGoogle) return foldMessages(content, role);
  const hasContent = "content" in body || "parts" in body || "tool_calls" in body;
  const message = hasContent && !("type" in body) ? foldMessage({ ...body, role }) : undefined;
  return message && [message];
}

/** What a framework gives for a finished generation: `{ text, toolCalls, … }`. */
function generatedText(body: JsonObject, role: string): readonly Message[] | undefined {
  const text = textIn(body, "text");
  const calls = body["toolCalls"] ?? body["tool_calls"];
  if (text === undefined && !asArray(calls)?.length) {
    const object = body["object"];
    return isObject(object) ? [textMessage(role, JSON.stringify(object))] : undefined;
  }
  const message = foldMessage({ role, content: text ?? null, tool_calls: calls ?? [] });
  return message && [message];
}
