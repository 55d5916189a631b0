import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import {
  type CaseOutcome,
  countOutcomes,
  type PassRate,
  passRateOfTallies,
} from "@/lib/domain/evals/pass-rate";
import { summariseRun } from "@/lib/domain/evals/summarise-run";
import { groupBy } from "@/lib/domain/group-by";
import type { Database } from "@/lib/store/database";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { type ListedRun, loadRunList, type RunListRequest } from "@/lib/store/eval-run-list";
import { loadRunTallies, type RunTally } from "@/lib/store/eval-run-tallies";

type RunNumbers = {
  readonly rate: PassRate;
  readonly outcomes: Readonly<Record<CaseOutcome, number>>;
  readonly attempts: number;
  readonly graderErrors: number;
  readonly subjectKey: string;
  readonly subjectLabel: string;
};

/** A run as lists show it. */
export type RunRow = ListedRun & RunNumbers;

/** Runs with their pass rates; by suite, each suite's latest first. */
export async function loadRunRows(
  db: Database,
  projectId: number,
  request: RunListRequest,
): Promise<RunRow[]> {
  const runs = await loadRunList(db, projectId, request);
  // What was posted is counted where it lies; with traces' own word beside it, attempts are merged.
  const [counted, merged] = await Promise.all([
    loadRunTallies(db, projectId, addressesOf(runs.filter((run) => !run.hasMarks))),
    loadEvalAttempts(db, projectId, addressesOf(runs.filter((run) => run.hasMarks))),
  ]);
  const numbers = new Map<string, RunNumbers>([
    ...counted.map((tally) => [addressOf(tally), numbersOfTally(tally)] as const),
    ...[...groupBy(merged, addressOf)].map(([run, own]) => [run, numbersOf(own)] as const),
  ]);
  return runs.map((run) => ({ ...run, ...(numbers.get(addressOf(run)) ?? numbersOf([])) }));
}

const addressOf = ({ suite, run }: { readonly suite: string; readonly run: string }) =>
  JSON.stringify([suite, run]);

function addressesOf(runs: readonly ListedRun[]) {
  return {
    suites: [...new Set(runs.map(({ suite }) => suite))],
    runs: [...new Set(runs.map(({ run }) => run))],
  };
}

function numbersOf(attempts: readonly EvalAttemptRow[]): RunNumbers {
  const { rate, outcomes, attempts: count, graderErrors } = summariseRun(attempts, []);
  const { subjectKey = "", subjectLabel = "unnamed subject" } = attempts[0] ?? {};
  return {
    ...{ rate, outcomes, attempts: count, subjectKey, subjectLabel },
    graderErrors: graderErrors.length,
  };
}

function numbersOfTally({ tallies, suite: _suite, run: _run, ...said }: RunTally): RunNumbers {
  return { ...said, rate: passRateOfTallies(tallies), outcomes: countOutcomes(tallies) };
}
