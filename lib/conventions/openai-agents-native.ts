import { asNumber, asObject, asText, textIn, valueIn } from "@/lib/conventions/json";
import type { Json, JsonObject } from "@/lib/domain/span";

/**
 * What the OpenAI Agents SDK's own exporter posts, made ready to be a span.
 *
 * A `trace` item has no times, so it is no span; its attributes belong to every span of the trace.
 * A `span` item's attributes are written in names that `normalise` reads, with the item itself
 * whole under `openai_agents.item`.
 */
export type NativeItem =
  | {
      readonly object: "trace";
      readonly traceId: string;
      readonly name: string | null;
      readonly attributes: JsonObject;
    }
  | {
      readonly object: "span";
      readonly traceId: string;
      /** 24 hex digits behind `span_`, not OpenTelemetry's 16: ids are text. */
      readonly spanId: string;
      readonly parentId: string | null;
      readonly name: string;
      /** ISO 8601 as sent; null when missing. */
      readonly startedAt: string | null;
      readonly endedAt: string | null;
      /** OTLP status codes: 0 unset, 2 error. */
      readonly statusCode: number;
      readonly statusMessage: string;
      readonly attributes: JsonObject;
    };

/** Reads one element of an exporter's `data` list; undefined when it is neither trace nor span. */
export function convertNativeItem(item: Json): NativeItem | undefined {
  const object = asObject(item);
  if (object?.["object"] === "trace") return convertTrace(object);
  return object?.["object"] === "trace.span" ? convertSpan(object) : undefined;
}

function convertTrace(trace: JsonObject): NativeItem | undefined {
  const traceId = textIn(trace, "id");
  if (traceId === undefined) return undefined;
  const name = textIn(trace, "workflow_name") ?? null;
  const attributes = said({
    "gen_ai.workflow.name": name,
    "gen_ai.conversation.id": trace["group_id"],
    metadata: trace["metadata"],
  });
  return { object: "trace", traceId, name, attributes };
}

function convertSpan(span: JsonObject): NativeItem | undefined {
  const traceId = textIn(span, "trace_id");
  const spanId = textIn(span, "id");
  if (traceId === undefined || spanId === undefined) return undefined;
  const data = asObject(span["span_data"]) ?? {};
  const type = typeOf(data);
  const error = asObject(span["error"]);
  return {
    object: "span",
    traceId,
    spanId,
    parentId: textIn(span, "parent_id") ?? null,
    name: textIn(data, "name") ?? type,
    startedAt: textIn(span, "started_at") ?? null,
    endedAt: textIn(span, "ended_at") ?? null,
    statusCode: error ? 2 : 0,
    statusMessage: error ? (textIn(error, "message") ?? "") : "",
    attributes: said({
      "openai_agents.span.type": type,
      ...ATTRIBUTES.get(type)?.(data),
      ...usageOf(data),
      "openai_agents.item": span,
    }),
  };
}

/** Newer versions send tasks and turns as custom spans that say what they are in their data. */
function typeOf(data: JsonObject): string {
  const type = textIn(data, "type") ?? "custom";
  if (type !== "custom") return type;
  return asText(data["sdk_span_type"]) ?? asText(valueIn(data, "data", "sdk_span_type")) ?? type;
}

type Attributes = { readonly [key: string]: Json | undefined };

const ATTRIBUTES: ReadonlyMap<string, (data: JsonObject) => Attributes> = new Map([
  ["agent", agent],
  ["function", tool],
  ["generation", generation],
  ["response", generation],
  ["speech", generation],
  ["transcription", generation],
  ["handoff", handoff],
  ["guardrail", guardrail],
  ["mcp_tools", mcpTools],
]);

function agent(data: JsonObject): Attributes {
  return { "gen_ai.agent.name": data["name"], "gen_ai.tool.definitions": data["tools"] };
}

function tool(data: JsonObject): Attributes {
  return {
    "gen_ai.tool.name": data["name"],
    "gen_ai.tool.call.arguments": data["input"],
    "gen_ai.tool.call.result": data["output"],
  };
}

function generation(data: JsonObject): Attributes {
  return {
    "gen_ai.request.model": data["model"],
    "gen_ai.response.id": data["response_id"],
    "gen_ai.input.messages": data["input"],
    "gen_ai.output.messages": data["output"],
    model_config: data["model_config"],
  };
}

function handoff(data: JsonObject): Attributes {
  return {
    "gen_ai.agent.name": data["from_agent"],
    "gen_ai.agent.handoff.target.name": data["to_agent"],
  };
}

function guardrail(data: JsonObject): Attributes {
  return { "output.value": "triggered" in data ? { triggered: data["triggered"] ?? null } : null };
}

function mcpTools(data: JsonObject): Attributes {
  return { "output.value": data["result"] };
}

function usageOf(data: JsonObject): Attributes {
  const usage = asObject(data["usage"]);
  if (!usage) return {};
  const cached = valueIn(usage, "input_tokens_details", "cached_tokens");
  return {
    "gen_ai.usage.input_tokens": asNumber(usage["input_tokens"] ?? usage["prompt_tokens"]),
    "gen_ai.usage.output_tokens": asNumber(usage["output_tokens"] ?? usage["completion_tokens"]),
    "gen_ai.usage.cache_read.input_tokens": asNumber(cached ?? usage["cached_input_tokens"]),
    "gen_ai.usage.reasoning.output_tokens": asNumber(
      valueIn(usage, "output_tokens_details", "reasoning_tokens"),
    ),
  };
}

function said(attributes: Attributes): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined || value === null ? [] : [[key, value]],
    ),
  );
}
