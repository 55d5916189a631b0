import type { TraceSummary } from "@/lib/domain/trace-summary";
import { columnText } from "./column-text";
import type { Transaction } from "./database";

/** A trace's row, before it is one. */
export type DerivedTrace = {
  readonly projectId: number;
  readonly traceId: string;
  readonly summary: TraceSummary;
  readonly errorMessage: string | null;
  readonly inputPreview: string | null;
  readonly outputPreview: string | null;
  /** When the newest span arrived. */
  readonly receivedAt: Date;
  readonly derivedAt: Date;
};

/** Replaces the rows of traces. */
export async function replaceTraces(
  tx: Transaction,
  traces: readonly DerivedTrace[],
): Promise<void> {
  const rows = JSON.stringify(traces.map((trace) => snakeCased(columnsOf(trace))));
  await tx.$executeRaw`
    delete from trace
    using unnest(
      ${traces.map((trace) => trace.projectId)}::integer[],
      ${traces.map((trace) => trace.traceId)}::text[]
    ) as gone (project_id, trace_id)
    where trace.project_id = gone.project_id and trace.trace_id = gone.trace_id`;
  await tx.$executeRaw`
    insert into trace select * from jsonb_populate_recordset(null::trace, ${rows}::jsonb)`;
}

/** Column names are those of the properties, written the other way. */
function snakeCased(columns: object): object {
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

function columnsOf({ summary, ...trace }: DerivedTrace) {
  return {
    ...trace,
    ...summaryColumns(summary),
    ...markColumns(summary),
    errorMessage: columnText(trace.errorMessage),
    inputPreview: columnText(trace.inputPreview),
    outputPreview: columnText(trace.outputPreview),
  };
}

function summaryColumns(summary: TraceSummary) {
  const { marks: _, rootSpanId: __, firstLlmSpanId: ___, lastLlmSpanId: ____, ...rest } = summary;
  return {
    ...rest,
    name: columnText(rest.name) ?? "",
    source: columnText(rest.source) ?? "production",
    models: rest.models.map((model) => columnText(model) ?? ""),
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
    evalAttempt: int32(marks.eval?.attempt),
    rerunOf: columnText(marks.rerunOf),
    tags: (marks.tags ?? []).map((tag) => columnText(tag) ?? ""),
  };
}

/** What an integer column can hold; a number that is none, or too large, is not kept in it. */
function int32(value: number | null | undefined): number | null {
  return value !== null &&
    value !== undefined &&
    value === Math.trunc(value) &&
    Math.abs(value) < 2 ** 31
    ? value
    : null;
}

function segmentColumn(segments: { readonly [key: string]: string }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(segments).map(([key, value]) => [
      columnText(key) ?? "",
      columnText(value) ?? "",
    ]),
  );
}
