import { durationMs, type Span } from "@/lib/domain/span";
import type { ContentUnit } from "./content-reference";
import { encodeSpan } from "./encode-span";
import { partitionDay } from "./span-day";
import { encodeFacts } from "./span-facts";

/** A span as it is written: its columns, ready, so that waiting for a commit costs no more work. */
export type SpanRow = {
  readonly projectId: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly day: string;
  readonly startedAt: Date;
  readonly startUnixNano: string;
  readonly durationMs: number;
  readonly facts: string;
  readonly body: string;
  readonly receivedAt: Date;
  /** What the body refers to. */
  readonly units: readonly ContentUnit[];
};

export function spanRow(projectId: number, span: Span, receivedAt: Date): SpanRow {
  return {
    projectId,
    traceId: span.traceId,
    spanId: span.spanId,
    day: partitionDay(span.startedAt, receivedAt),
    startedAt: span.startedAt,
    startUnixNano: span.startUnixNano,
    durationMs: durationMs(span),
    facts: encodeFacts(span),
    receivedAt,
    ...encodeSpan(span),
  };
}
