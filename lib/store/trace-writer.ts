import type { TraceSummary } from "@/lib/domain/trace-summary";
import { columnText } from "./column-text";
import type { Transaction } from "./database";
import type { QueuedTrace } from "./derive-store";

/** What stands in a trace's row beside the sums. */
export type TraceExtras = {
  readonly errorMessage: string | null;
  readonly inputPreview: string | null;
  readonly outputPreview: string | null;
  /** When the newest span arrived. */
  readonly receivedAt: Date;
  readonly derivedAt: Date;
};

/** Replaces a trace's row. */
export async function replaceTrace(
  tx: Transaction,
  { projectId, traceId }: QueuedTrace,
  summary: TraceSummary,
  extras: TraceExtras,
): Promise<void> {
  const data = {
    projectId,
    traceId,
    ...summaryColumns(summary),
    ...markColumns(summary),
    ...extraColumns(extras),
  };
  await tx.trace.upsert({
    where: { projectId_traceId: { projectId, traceId } },
    create: data,
    update: data,
  });
}

function summaryColumns(summary: TraceSummary) {
  const {
    marks: _,
    rootSpanId: __,
    firstLlmSpanId: ___,
    lastLlmSpanId: ____,
    ...columns
  } = summary;
  return {
    ...columns,
    name: columnText(columns.name) ?? "",
    source: columnText(columns.source) ?? "production",
    models: columns.models.map((model) => columnText(model) ?? ""),
  };
}

function markColumns({ marks }: TraceSummary) {
  return {
    sessionId: columnText(marks.sessionId),
    userId: columnText(marks.userId),
    agent: columnText(marks.agent),
    environment: columnText(marks.environment),
    release: columnText(marks.release),
    feature: columnText(marks.feature),
    tenant: columnText(marks.tenant),
    segments: segmentColumn(marks.segments ?? {}),
    tier: columnText(marks.tier?.served),
    tierIntended: columnText(marks.tier?.intended),
    tierReason: columnText(marks.tier?.reason),
    tierRule: columnText(marks.tier?.rule),
    outcome: columnText(marks.outcome),
    promptName: columnText(marks.prompt?.name),
    promptVersion: columnText(marks.prompt?.version),
    evalSuite: columnText(marks.eval?.suite),
    evalRun: columnText(marks.eval?.run),
    evalCase: columnText(marks.eval?.case),
    evalAttempt: marks.eval?.attempt ?? null,
    rerunOf: columnText(marks.rerunOf),
    tags: (marks.tags ?? []).map((tag) => columnText(tag) ?? ""),
  };
}

function segmentColumn(segments: { readonly [key: string]: string }) {
  const pairs = Object.entries(segments).map(([key, value]) => [
    columnText(key) ?? "",
    columnText(value) ?? "",
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function extraColumns(extras: TraceExtras) {
  return {
    ...extras,
    errorMessage: columnText(extras.errorMessage),
    inputPreview: columnText(extras.inputPreview),
    outputPreview: columnText(extras.outputPreview),
  };
}
