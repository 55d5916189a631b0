import { foldMessages } from "@/lib/conventions/fold-messages";
import { asArray, asObject, isObject } from "@/lib/conventions/json";
import {
  choicesOfEvents,
  messagesOfEvents,
  type PlainEvent,
} from "@/lib/conventions/otel-message-events";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { numberAt, textAt, valueAt } from "@/lib/conventions/readers";
import type { Json, Message } from "@/lib/domain/span";

/** Pydantic AI's additions to the GenAI attributes. */
export const pydanticAi = {
  costUsd: numberAt("operation.cost"),
  agent: textAt("agent_name"),
  sampling: valueAt("model_config"),
  toolArguments: valueAt("tool_arguments"),
  toolResult: valueAt("tool_response"),
  toolDefinitions(span: RawSpan): Json | undefined {
    const parameters = asObject(span.json("model_request_parameters"));
    return parameters?.["function_tools"];
  },
  input: (span: RawSpan) =>
    foldMessages(valueAt("pydantic_ai.all_messages")(span), "user") ??
    foldMessages(valueAt("all_messages_events")(span), "user"),
  output: valueAt("final_result"),
  /** Before its version 2 the messages were one JSON list of events. */
  inputEvents: (span: RawSpan) => some(messagesOfEvents(events(span))),
  outputEvents: (span: RawSpan) => some(choicesOfEvents(events(span))),
};

function events(span: RawSpan): readonly PlainEvent[] {
  const list = asArray(valueAt("events")(span)) ?? [];
  return list.filter(isObject);
}

function some(messages: readonly Message[]): readonly Message[] | undefined {
  return messages.length > 0 ? messages : undefined;
}
