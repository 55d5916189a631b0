import { durationMs, type Span } from "@/lib/domain/span";
import { marksOf } from "@/lib/domain/trace-summary";
import { columnText } from "./column-text";
import { encodeSpan } from "./span-body";

/** A span as it is written: its columns, ready, so that waiting for a commit costs no more work. */
export type SpanRow = {
  readonly projectId: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly startUnixNano: string;
  readonly durationMs: number;
  readonly scope: string;
  readonly modelRequested: string | null;
  readonly modelServed: string | null;
  readonly provider: string | null;
  readonly inputTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly costUsd: number | null;
  readonly toolName: string | null;
  readonly marks: string | null;
  readonly body: string;
};

export function spanRow(projectId: number, span: Span): SpanRow {
  const { model, usage } = span;
  const marks = marksOf(span);
  return {
    projectId,
    traceId: span.traceId,
    spanId: span.spanId,
    parentId: span.parentId,
    name: columnText(span.name) ?? "",
    kind: span.kind,
    status: span.status.code,
    startUnixNano: span.startUnixNano,
    durationMs: durationMs(span),
    scope: columnText(span.scope.name) ?? "",
    modelRequested: columnText(model?.requested),
    modelServed: columnText(model?.served),
    provider: columnText(span.provider),
    inputTokens: usage?.inputTokens ?? null,
    cachedInputTokens: usage?.cachedInputTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    reasoningTokens: usage?.reasoningTokens ?? null,
    costUsd: span.costUsd,
    toolName: columnText(span.tool?.name),
    marks: marks === null ? null : JSON.stringify(marks),
    body: encodeSpan(span),
  };
}
