import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { isDueToday, markDone } from "@/lib/store/daily-tasks";
import { type Database, poolOf } from "@/lib/store/database";
import { embeddingsOf, makerOf } from "@/lib/store/embeddings";
import {
  findStalenessSnapshot,
  loadProjectsWithSuites,
  loadStalenessInputs,
  type StalenessInputs,
  type StalenessSnapshot,
  saveStalenessSnapshot,
} from "@/lib/store/staleness-snapshots";
import { deleteUnusedVectors } from "@/lib/store/text-vectors";
import type { AnalysisContext } from "../define-analysis";
import { assessStaleness } from "./assess";
import { loadStalenessFacts } from "./facts-loaded";
import { mayServe } from "./may-serve";
import { type EvalStalenessParams, evalStalenessParams } from "./params";
import type { EvalStalenessFacts } from "./report";
import type { Assessment } from "./report-shape";
import { reviveDates } from "./revive-dates";
import { runPolitely } from "./run-politely";

const TASK = "eval-staleness";

type Snapshot = StalenessSnapshot<Assessment>;

/**
 * What was last computed of a scope. It is computed again first when nothing was yet, or when suites,
 * results or changes were posted since; when only traffic has come since, afterwards, and not more
 * often than its cost allows.
 */
export async function loadEvalStalenessFacts(
  context: AnalysisContext,
  params: EvalStalenessParams,
): Promise<EvalStalenessFacts> {
  const key = scopeKey(context.db, params);
  const [stored, inputs] = await Promise.all([
    findStalenessSnapshot<Assessment>(context.db, context.projectId, key),
    loadStalenessInputs(context.db, context.projectId),
  ]);
  const service = stored ? mayServe(stored, inputs, context.now) : "after_computing";
  if (stored && service === "at_once") return factsOf(stored);
  const computing = computeOnce(context, params, key, inputs);
  if (stored && service === "and_compute") {
    computing.catch((error) => console.error("Assessing eval suites failed", error));
    return factsOf(stored);
  }
  return factsOf(await computing);
}

/**
 * Computes what the default view shows, of every project that keeps suites, unless it has been today.
 *
 * @throws the signal's reason, between two projects
 */
export async function refreshStaleness(
  db: Database,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  if (!(await isDueToday(poolOf(db), TASK, now))) return;
  const params = evalStalenessParams.parse(new URLSearchParams(), now);
  for (const projectId of await loadProjectsWithSuites(db)) {
    signal.throwIfAborted();
    const inputs = await loadStalenessInputs(db, projectId);
    await computeOnce({ db, projectId, now }, params, scopeKey(db, params), inputs);
  }
  await deleteUnusedVectors(db, now);
  await markDone(poolOf(db), TASK, now);
}

function factsOf({ body, computedAt }: Snapshot): EvalStalenessFacts {
  return { assessment: reviveDates(body), computedAt };
}

/** Windows that move with now are one scope. Which suite is asked about, and how strictly, changes nothing. */
function scopeKey(db: Database, scope: AnalysisScope): string {
  const { window, range, feature, environment, tenant, segments } = scope;
  const time = range ?? [window.from, window.to];
  const endpoint = embeddingsOf(db);
  const maker = endpoint ? [makerOf(endpoint)] : [];
  const filters = [feature, environment, tenant, Object.entries(segments).sort()];
  return JSON.stringify([time, ...filters, ...maker]);
}

const running = new Map<string, Promise<Snapshot>>();

/** Whoever asks while it is being computed waits for the same. */
function computeOnce(
  context: AnalysisContext,
  params: AnalysisScope,
  key: string,
  inputs: StalenessInputs,
): Promise<Snapshot> {
  const name = JSON.stringify([context.projectId, key, inputs]);
  const known = running.get(name);
  if (known) return known;
  const started = compute(context, params, key, inputs).finally(() => running.delete(name));
  running.set(name, started);
  return started;
}

async function compute(
  context: AnalysisContext,
  params: AnalysisScope,
  key: string,
  inputs: StalenessInputs,
): Promise<Snapshot> {
  const startMs = performance.now();
  const facts = await loadStalenessFacts(context, params);
  const body = await runPolitely(assessStaleness(facts));
  const tookMs = performance.now() - startMs;
  const snapshot = { inputs, computedAt: context.now, tookMs, body };
  await saveStalenessSnapshot(context.db, context.projectId, key, snapshot);
  return snapshot;
}
