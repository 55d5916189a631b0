import { makeRawSpan } from "@/lib/conventions/make-raw-span";
import { normalise } from "@/lib/conventions/normalise";
import type { JsonObject, Span } from "@/lib/domain/span";
import { dateOfNanos, isEarlier } from "./nanos";
import { parseSpanId, parseTraceId } from "./telemetry-ids";
import { wholeSpan } from "./whole-span";

/** A process and the instrumentation inside it that wrote some spans. */
export type OtlpScope = {
  readonly resource: JsonObject;
  readonly name: string;
  readonly version: string;
  readonly attributes: JsonObject;
};

/** A span as either encoding of OTLP carries it, decoded but not judged. */
export type OtlpSpan = {
  readonly scope: OtlpScope;
  readonly traceId: string;
  readonly spanId: string;
  /** "" for a root. */
  readonly parentSpanId: string;
  readonly name: string;
  /** Nanoseconds since 1970 as decimal digits; "0" when unset. */
  readonly startUnixNano: string;
  readonly endUnixNano: string;
  readonly attributes: JsonObject;
  readonly events: readonly { name: string; timeUnixNano: string; attributes: JsonObject }[];
  readonly links: readonly { traceId: string; spanId: string; attributes: JsonObject }[];
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly droppedCount: number;
  readonly kind: number;
  readonly traceState: string;
  readonly flags: number;
};

/**
 * The canonical span.
 *
 * @param receivedAt stands in for the time of a span that carries none
 * @throws AppError `invalid_input` naming the field, when the span has no usable ids
 */
export function spanOfOtlp(sent: OtlpSpan, receivedAt: Date): Span {
  const times = usableTimes(sent, receivedAt);
  const events = sent.events.map(({ name, timeUnixNano, attributes }) => ({
    name,
    at: dateOfNanos(timeUnixNano),
    attributes,
  }));
  const { scope, attributes } = sent;
  const facts = normalise(
    makeRawSpan({
      name: sent.name,
      scope: scope.name,
      statusCode: sent.statusCode,
      statusMessage: sent.statusMessage,
      startUnixNano: times.startUnixNano,
      attributes,
      resource: scope.resource,
      events,
    }),
  );
  const frame = {
    traceId: parseTraceId(sent.traceId, "traceId"),
    spanId: parseSpanId(sent.spanId, "spanId"),
    parentId: sent.parentSpanId === "" ? null : parseSpanId(sent.parentSpanId, "parentSpanId"),
    name: sent.name,
    startUnixNano: times.startUnixNano,
    endUnixNano: times.endUnixNano,
    startedAt: times.startedAt,
    endedAt: times.endedAt,
    clockSuspect: times.clockSuspect,
    attributes,
    resource: scope.resource,
    scope: { name: scope.name || null, version: scope.version || null },
    events,
    links: sent.links,
    dialects: facts.dialects,
    droppedCount: sent.droppedCount,
    otel: {
      kind: sent.kind,
      traceState: sent.traceState,
      flags: sent.flags,
      statusCode: sent.statusCode,
      statusMessage: sent.statusMessage,
      scopeAttributes: scope.attributes,
    },
  };
  return wholeSpan(frame, facts);
}

/** A span without times is kept all the same, at the time it arrived, and marked. */
function usableTimes(sent: OtlpSpan, receivedAt: Date) {
  const received = `${receivedAt.getTime()}000000`;
  const isUnset = (nanos: string) => nanos === "0";
  const start = [sent.startUnixNano, sent.endUnixNano].find((nanos) => !isUnset(nanos)) ?? received;
  const end = isUnset(sent.endUnixNano) ? start : sent.endUnixNano;
  return {
    startUnixNano: start,
    endUnixNano: end,
    startedAt: dateOfNanos(start),
    endedAt: dateOfNanos(end),
    clockSuspect: isUnset(sent.startUnixNano) || isUnset(sent.endUnixNano) || isEarlier(end, start),
  };
}
