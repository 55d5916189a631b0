import { foldMessage } from "@/lib/conventions/fold-message";
import { foldMessages, withSystem } from "@/lib/conventions/fold-messages";
import { asArray, asObject, isObject, looseJson, textIn } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import type { Json, JsonObject, Message } from "@/lib/domain/span";

const DETAILS = "gen_ai.client.inference.operation.details";

const ROLE_OF_EVENT: ReadonlyMap<string, string> = new Map([
  ["gen_ai.system.message", "system"],
  ["gen_ai.user.message", "user"],
  ["gen_ai.assistant.message", "assistant"],
  ["gen_ai.tool.message", "tool"],
]);

/** Messages that an instrumentation wrote as span events instead of attributes. */
export const otelMessageEvents = {
  input(span: RawSpan): readonly Message[] | undefined {
    if (span.events.length === 0) return undefined;
    const details = eventNamed(span, DETAILS);
    const whole = foldMessages(looseJson(details?.["gen_ai.input.messages"]), "user");
    if (whole) return withSystem(looseJson(details?.["gen_ai.system_instructions"]), whole);
    const messages = messagesOfEvents(asPlainEvents(span));
    if (messages.length > 0) return messages;
    return foldMessages(
      looseJson(eventNamed(span, "gen_ai.content.prompt")?.["gen_ai.prompt"]),
      "user",
    );
  },

  output(span: RawSpan): readonly Message[] | undefined {
    if (span.events.length === 0) return undefined;
    const details = eventNamed(span, DETAILS);
    const whole = foldMessages(looseJson(details?.["gen_ai.output.messages"]), "assistant");
    if (whole) return whole;
    const choices = choicesOfEvents(asPlainEvents(span));
    if (choices.length > 0) return choices;
    const completion = eventNamed(span, "gen_ai.content.completion")?.["gen_ai.completion"];
    return foldMessages(looseJson(completion), "assistant");
  },

  finishReason(span: RawSpan): string | undefined {
    const choice = eventNamed(span, "gen_ai.choice");
    return choice && textIn(bodyOf(choice), "finish_reason");
  },
};

/** An event as one flat object whose `event.name` tells what it is. */
export type PlainEvent = JsonObject;

export function messagesOfEvents(events: readonly PlainEvent[]): readonly Message[] {
  return events.flatMap((event) => {
    const role = ROLE_OF_EVENT.get(textIn(event, "event.name") ?? "");
    return role === undefined ? [] : (messageOf(event, role) ?? []);
  });
}

export function choicesOfEvents(events: readonly PlainEvent[]): readonly Message[] {
  return events.flatMap((event) => {
    if (event["event.name"] !== "gen_ai.choice") return [];
    const body = bodyOf(event);
    const message = looseJson(body["message"]);
    const inner = isObject(message)
      ? message
      : { ...body, content: message ?? body["content"] ?? null };
    return messageOf(inner, "assistant") ?? [];
  });
}

function messageOf(event: JsonObject, role: string): Message | undefined {
  const body = bodyOf(event);
  const calls = asArray(looseJson(body["tool_calls"])) ?? [];
  const loose = calls.map((call) => looseJson(call) ?? null);
  const content = looseParts(body["content"]);
  return foldMessage({ ...body, role: textIn(body, "role") ?? role, content, tool_calls: loose });
}

/** Text stays text, unless it is a list of message parts written as JSON. */
function looseParts(content: Json | undefined): Json {
  const loose = looseJson(content);
  return Array.isArray(loose) ? loose : (content ?? null);
}

/** Some put the message in a body of its own inside the event's attributes. */
function bodyOf(event: JsonObject): JsonObject {
  const body = looseJson(event["body"] ?? event["event.body"] ?? event["gen_ai.event.content"]);
  return asObject(body) ?? event;
}

function asPlainEvents(span: RawSpan): readonly PlainEvent[] {
  return span.events.map((event) => ({ ...event.attributes, "event.name": event.name }));
}

function eventNamed(span: RawSpan, name: string): JsonObject | undefined {
  return span.events.find((event) => event.name === name)?.attributes;
}
