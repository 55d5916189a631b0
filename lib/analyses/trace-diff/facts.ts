import type { Span } from "@/lib/domain/span";
import { axisHistory } from "@/lib/domain/trace-diff/axis-history";
import { parseTraceQuery, type QueryTerm, type TraceQuery } from "@/lib/domain/trace-query";
import { AppError } from "@/lib/errors";
import { loadRunsOfQuestion, type QuestionRun } from "@/lib/store/trace-diff-runs";
import { loadTracePage } from "@/lib/store/trace-list";
import { findTrace } from "@/lib/store/trace-row";
import { loadSpans } from "@/lib/store/trace-spans";
import { loadVolatilePaths } from "@/lib/store/volatile-paths";
import type { AnalysisContext } from "../define-analysis";
import type { TraceDiffParams } from "./params";
import type { DiffRun } from "./report";
import type { ComparisonFacts } from "./report-comparison";

const MAX_KNOWN_RUNS = 200;
const MAX_REPLICATES = 10;
/** Fewer tell nothing of what is usual. */
const MIN_REPLICATES = 5;
/** Comparing repeated runs with each other must not take longer than comparing the two: many of short runs, few of long ones. */
const MAX_SPANS_OF_MANY = 300;
const MAX_SPANS_OF_FEW = 1_500;
const MAX_GROUP = 60;
const MAX_GROUP_SPANS = 20_000;
const LOADED_AT_ONCE = 6;

/**
 * The spans of what is compared, and what repeated runs are there to compare them with.
 *
 * @throws AppError `not_found` naming a trace that has no spans in this project
 */
export async function loadComparisonFacts(
  context: AnalysisContext,
  params: TraceDiffParams,
): Promise<ComparisonFacts> {
  const { a, b, groupA, groupB } = params;
  if (a !== null && b !== null) return loadPair(context, a, b);
  if (groupA !== null && groupB !== null) return loadGroups(context, params, groupA, groupB);
  return { kind: "none" };
}

async function loadPair(context: AnalysisContext, a: string, b: string): Promise<ComparisonFacts> {
  const [runA, runB, volatilePaths, known] = await Promise.all([
    requireRun(context, a),
    requireRun(context, b),
    loadVolatilePaths(context.db, context.projectId),
    loadKnownRuns(context, a, b),
  ]);
  return { kind: "pair", a: runA, b: runB, volatilePaths, ...known };
}

async function requireRun({ db, projectId }: AnalysisContext, traceId: string): Promise<DiffRun> {
  const spans = await loadSpans(db, projectId, traceId);
  if (spans.length === 0) {
    throw new AppError("not_found", `No trace "${traceId}" in this project`, { traceId });
  }
  return { traceId, spans };
}

/**
 * Other runs of the same question. Repeated ones are made with the envelope of `a`, or else with
 * that of `b`: never with both, because two envelopes differ by more than chance.
 */
async function loadKnownRuns(context: AnalysisContext, a: string, b: string) {
  const { db, projectId } = context;
  const [traceA, traceB] = await Promise.all([
    findTrace(db, projectId, a),
    findTrace(db, projectId, b),
  ]);
  const inputHash = traceA?.inputHash ?? traceB?.inputHash;
  if (!inputHash) return { replicates: [], history: [] };
  const known = await loadRunsOfQuestion(db, projectId, inputHash, MAX_KNOWN_RUNS);
  const others = known.filter(({ traceId }) => traceId !== a && traceId !== b);
  const replicates =
    [traceA, traceB]
      .map((trace) => repeatsOf(others, trace?.envelope))
      .find((runs) => runs.length >= MIN_REPLICATES) ?? [];
  return { replicates: await loadRuns(context, replicates), history: axisHistory(others) };
}

/** Runs of an envelope; it is stored with its axes in order. */
function repeatsOf(runs: readonly QuestionRun[], envelope: unknown): readonly QuestionRun[] {
  const wanted = JSON.stringify(envelope);
  const repeats = runs.filter((run) => JSON.stringify(run.envelope) === wanted);
  const many = withinSpans(repeats.slice(0, MAX_REPLICATES), MAX_SPANS_OF_MANY);
  if (many.length >= MIN_REPLICATES) return many;
  return withinSpans(repeats.slice(0, MIN_REPLICATES), MAX_SPANS_OF_FEW);
}

type Sized = { readonly traceId: string; readonly spanCount: number };

/** The first of a list that together have so many spans at most. */
function withinSpans<Row extends Sized>(rows: readonly Row[], maxSpans: number): readonly Row[] {
  let spans = 0;
  const end = rows.findIndex(({ spanCount }) => {
    spans += spanCount;
    return spans > maxSpans;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

async function loadGroups(
  context: AnalysisContext,
  params: TraceDiffParams,
  queryA: string,
  queryB: string,
): Promise<ComparisonFacts> {
  const [a, b, volatilePaths] = await Promise.all([
    loadGroup(context, params, queryA),
    loadGroup(context, params, queryB),
    loadVolatilePaths(context.db, context.projectId),
  ]);
  return {
    kind: "groups",
    groupA: a.runs,
    groupB: b.runs,
    isCutA: a.isCut,
    isCutB: b.isCut,
    volatilePaths,
  };
}

async function loadGroup(context: AnalysisContext, params: TraceDiffParams, text: string) {
  const { db, projectId } = context;
  const { rows, nextCursor } = await loadTracePage(db, projectId, {
    window: params.window,
    query: scopedQuery(params, text),
    limit: MAX_GROUP,
  });
  const fitting = withinSpans(rows, MAX_GROUP_SPANS);
  const runs = await loadRuns(context, fitting);
  return { runs, isCut: nextCursor !== null || fitting.length < rows.length };
}

/** The group's own query and the filters of the page. */
function scopedQuery(params: TraceDiffParams, text: string): TraceQuery {
  const { feature, environment, tenant, segments } = params;
  const fields = [
    ["feature", feature],
    ["env", environment],
    ["tenant", tenant],
  ] as const;
  const exactly = (value: string) => [{ text: value, isQuoted: true }];
  const terms: QueryTerm[] = fields.flatMap(([field, value]) =>
    value === null ? [] : { type: "value", isNegated: false, field, values: exactly(value) },
  );
  const ofSegments: QueryTerm[] = Object.entries(segments).map(([key, value]) => ({
    type: "segment",
    isNegated: false,
    key,
    values: exactly(value),
  }));
  return { terms: [...parseTraceQuery(text).query.terms, ...terms, ...ofSegments] };
}

/** In the same order; a trace that retention has just removed is left out. */
async function loadRuns(
  { db, projectId }: AnalysisContext,
  traces: readonly Sized[],
): Promise<DiffRun[]> {
  const runs: DiffRun[] = [];
  for (let start = 0; start < traces.length; start += LOADED_AT_ONCE) {
    const ids = traces.slice(start, start + LOADED_AT_ONCE).map(({ traceId }) => traceId);
    const loaded = await Promise.all(ids.map((traceId) => loadSpans(db, projectId, traceId)));
    runs.push(...ids.map((traceId, at) => ({ traceId, spans: loaded[at] ?? NO_SPANS })));
  }
  return runs.filter(({ spans }) => spans.length > 0);
}

const NO_SPANS: readonly Span[] = [];
