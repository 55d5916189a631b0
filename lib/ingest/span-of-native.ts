import { foldToolDefinitions } from "@/lib/conventions/fold-tool-definitions";
import type { Span, SpanKind, ToolFacts } from "@/lib/domain/span";
import { dateOfNanos, nanosOfText } from "./nanos";
import type { ParsedNativeSpan } from "./native-span";
import { parseSpanId, parseTraceId } from "./telemetry-ids";

/**
 * The canonical span of our own JSON form.
 *
 * @throws AppError `invalid_input` naming the field, when an id cannot be kept
 */
export function spanOfNative(sent: ParsedNativeSpan): Span {
  return {
    ...sent,
    traceId: parseTraceId(sent.traceId, "traceId"),
    spanId: parseSpanId(sent.spanId, "spanId"),
    parentId: sent.parentId === null ? null : parseSpanId(sent.parentId, "parentId"),
    ...timesOf(sent),
    resource: {},
    scope: { name: null, version: null },
    events: [],
    links: [],
    dialects: ["native"],
    droppedCount: 0,
    otel: null,
    kind: sent.kind ?? likelyKind(sent),
    status: sent.status ?? { code: "ok", message: null },
    tool: toolOf(sent),
  };
}

function timesOf({ startedAt, endedAt }: ParsedNativeSpan) {
  const startUnixNano = nanosOfText(startedAt);
  const endUnixNano = nanosOfText(endedAt);
  return {
    startUnixNano,
    endUnixNano,
    startedAt: dateOfNanos(startUnixNano),
    endedAt: dateOfNanos(endUnixNano),
    clockSuspect: BigInt(endUnixNano) < BigInt(startUnixNano),
  };
}

function likelyKind(sent: ParsedNativeSpan): SpanKind {
  if (sent.retrieval) return "retrieval";
  if (sent.model) return "llm";
  if (sent.tool?.name) return "tool";
  return sent.decision ? "decision" : "chain";
}

function toolOf({ tool }: ParsedNativeSpan): ToolFacts | null {
  return tool && { ...tool, definitions: foldToolDefinitions(tool.definitions ?? null) ?? null };
}
