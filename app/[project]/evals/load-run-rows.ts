import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import { type RunSummary, summariseRun } from "@/lib/domain/evals/summarise-run";
import { groupBy } from "@/lib/domain/group-by";
import type { Database } from "@/lib/store/database";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { type ListedRun, loadRunList, type RunListRequest } from "@/lib/store/eval-run-list";

/** A run as lists show it. */
export type RunRow = ListedRun &
  Pick<RunSummary, "rate" | "outcomes" | "attempts"> & {
    readonly graderErrors: number;
    readonly subjectKey: string;
    readonly subjectLabel: string;
  };

/** Runs with their pass rates; by suite, each suite's latest first. */
export async function loadRunRows(
  db: Database,
  projectId: number,
  request: RunListRequest,
): Promise<RunRow[]> {
  const runs = await loadRunList(db, projectId, request);
  if (runs.length === 0) return [];
  const attempts = await loadEvalAttempts(db, projectId, {
    suites: [...new Set(runs.map(({ suite }) => suite))],
    runs: [...new Set(runs.map(({ run }) => run))],
  });
  const byRun = groupBy(attempts, addressOf);
  return runs.map((run) => runRowOf(run, byRun.get(addressOf(run)) ?? []));
}

const addressOf = ({ suite, run }: { readonly suite: string; readonly run: string }) =>
  JSON.stringify([suite, run]);

function runRowOf(run: ListedRun, attempts: readonly EvalAttemptRow[]): RunRow {
  const summary = summariseRun(attempts, []);
  const { subjectKey = "", subjectLabel = "unnamed subject" } = attempts[0] ?? {};
  return {
    ...run,
    rate: summary.rate,
    outcomes: summary.outcomes,
    attempts: summary.attempts,
    graderErrors: summary.graderErrors.length,
    subjectKey,
    subjectLabel,
  };
}
