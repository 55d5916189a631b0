import { z } from "zod";
import { makeRawSpan } from "@/lib/conventions/make-raw-span";
import { normalise } from "@/lib/conventions/normalise";
import { convertNativeItem, type NativeItem } from "@/lib/conventions/openai-agents-native";
import type { Delivery } from "@/lib/domain/ingest-receipt";
import type { Json, JsonObject, Span } from "@/lib/domain/span";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import type { Database } from "@/lib/store/database";
import { type SpanRow, spanRow } from "@/lib/store/span-row";
import { buildReceipt, sampleOf } from "./build-receipt";
import { isTooDeep, MAX_DEPTH } from "./json-depth";
import { dateOfNanos, nanosOfText } from "./nanos";
import { countRedacted, redactFault } from "./redaction/account";
import { redactorFor } from "./redaction/redaction-of-project";
import type { NativeOutcome } from "./take-native";
import { parseSpanId, parseTraceId } from "./telemetry-ids";
import { requireRoom, writeRows } from "./write-queue";

type SpanItem = Extract<NativeItem, { object: "span" }>;

// JSON.parse made the items, so their type needs no check.
const exported = z.looseObject({ data: z.array(z.custom<Json>()).max(5_000) });

/**
 * Stores what the OpenAI Agents SDK's own exporter posts: `{ data: [trace and span items] }`. A
 * trace item is no span; what it says goes to the spans of its trace in the same body.
 *
 * @throws AppError `invalid_input` when the body is no such list
 */
export async function takeOpenAiAgents(
  db: Database,
  delivery: Delivery,
  { body, bytes }: { readonly body: unknown; readonly bytes: Buffer },
): Promise<NativeOutcome> {
  requireRoom(db);
  const redactor = await redactorFor(db, delivery, bytes);
  const { data } = parseInput(exported, body);
  const items = data.map((item) => (isTooDeep(item) ? undefined : convertNativeItem(item)));
  const attributesOfTrace = new Map<string, JsonObject>();
  for (const item of items) {
    if (item?.object === "trace") attributesOfTrace.set(item.traceId, item.attributes);
  }
  const rows: SpanRow[] = [];
  const rejected: { index: number; error: string }[] = [];
  for (const [index, item] of items.entries()) {
    if (item?.object === "trace") continue;
    const kept = item
      ? keep(item, attributesOfTrace.get(item.traceId) ?? {}, delivery.receivedAt)
      : UNKNOWN;
    if (typeof kept === "string") rejected.push({ index, error: kept });
    else rows.push(spanRow(delivery.projectId, redactor.span(kept), delivery.receivedAt));
  }
  const faults = rejected.map(({ index, error }) =>
    redactFault({ reason: error, sample: sampleOf(data[index], "id") }, redactor),
  );
  const counts = await writeRows(db, rows, buildReceipt(delivery, rows, faults));
  await countRedacted(db, delivery, redactor);
  return { received: data.length, ...counts, rejected };
}

const UNKNOWN = `neither a trace nor a trace.span with ids, or nested deeper than ${MAX_DEPTH}`;

function keep(item: SpanItem, ofTrace: JsonObject, receivedAt: Date): Span | string {
  try {
    return spanOf(item, ofTrace, receivedAt);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

function spanOf(item: SpanItem, ofTrace: JsonObject, receivedAt: Date): Span {
  const startUnixNano = nanosOfText(item.startedAt ?? item.endedAt ?? receivedAt.toISOString());
  const endUnixNano = item.endedAt === null ? startUnixNano : nanosOfText(item.endedAt);
  const attributes = { ...ofTrace, ...item.attributes };
  const facts = normalise(
    makeRawSpan({
      name: item.name,
      scope: "openai-agents",
      statusCode: item.statusCode,
      statusMessage: item.statusMessage,
      startUnixNano,
      attributes,
      resource: {},
      events: [],
    }),
  );
  return {
    traceId: parseTraceId(item.traceId, "trace_id"),
    spanId: parseSpanId(item.spanId, "id"),
    parentId: item.parentId === null ? null : parseSpanId(item.parentId, "parent_id"),
    name: item.name,
    startUnixNano,
    endUnixNano,
    startedAt: dateOfNanos(startUnixNano),
    endedAt: dateOfNanos(endUnixNano),
    clockSuspect:
      item.startedAt === null ||
      item.endedAt === null ||
      BigInt(endUnixNano) < BigInt(startUnixNano),
    attributes,
    resource: {},
    scope: { name: "openai-agents", version: null },
    events: [],
    links: [],
    droppedCount: 0,
    otel: null,
    ...facts,
  };
}
