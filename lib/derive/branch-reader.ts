import {
  type DecidingTrace,
  deriveTraceDecisions,
  needsWholeSpans,
} from "@/lib/analyses/branch-coverage/derive";
import type { TraceDecisions } from "@/lib/domain/branches/derive-decisions";
import type { Span } from "@/lib/domain/span";
import type { SummarySpan, TraceSummary } from "@/lib/domain/trace-summary";
import { loadWatchedBranches } from "@/lib/store/branches";
import type { Database } from "@/lib/store/database";
import { loadWholeSpans, type ProjectTraces } from "@/lib/store/derive-spans";
import type { Queryable } from "@/lib/store/transaction";

/** A trace as its branches are read from it. */
type ReadTrace = {
  readonly traceId: string;
  readonly spans: readonly SummarySpan[];
  readonly summary: TraceSummary;
};

/** What was decided in each of a project's traces, in order, by the detectors in force. */
export async function readDecisions(
  db: Database,
  client: Queryable,
  wanted: ProjectTraces,
  traces: readonly ReadTrace[],
): Promise<TraceDecisions[]> {
  const watched = await loadWatchedBranches(db, wanted.projectId);
  const asking = traces.filter((trace) => needsWholeSpans(decidingTrace(trace), watched));
  const whole = await loadSpansByTrace(db, client, wanted, asking);
  return traces.map((trace) =>
    deriveTraceDecisions(decidingTrace(trace), watched, whole.get(trace.traceId) ?? []),
  );
}

function decidingTrace({ spans, summary }: ReadTrace): DecidingTrace {
  return { spans, prompt: summary.marks.prompt?.name ?? null };
}

async function loadSpansByTrace(
  db: Database,
  client: Queryable,
  wanted: ProjectTraces,
  traces: readonly ReadTrace[],
): Promise<ReadonlyMap<string, readonly Span[]>> {
  if (traces.length === 0) return new Map();
  const traceIds = traces.map((trace) => trace.traceId);
  const spans = await loadWholeSpans(db, client, { ...wanted, traceIds });
  const byTrace = new Map<string, Span[]>();
  for (const span of spans) {
    const own = byTrace.get(span.traceId);
    if (own) own.push(span);
    else byTrace.set(span.traceId, [span]);
  }
  return byTrace;
}
