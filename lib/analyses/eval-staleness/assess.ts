import type { Checkpoints } from "@/lib/domain/checkpoints";
import { groupBy } from "@/lib/domain/group-by";
import { HASH_VECTORISER } from "@/lib/domain/text-vectors/vectorise";
import { assessSuite, type SuiteAssessment } from "./assess-suite";
import type { SharedFindings } from "./findings";
import { findKinds, type Kinds, NO_INTENT } from "./kinds";
import { compareTexts } from "./likeness";
import type { Assessment, HeatmapRow, SuiteMonth } from "./report-shape";
import type { StalenessFacts } from "./staleness-inputs";
import { checkWeekly } from "./weekly-checks";

/**
 * Compares every suite of a project with its production. The same facts always give the same
 * assessment. It takes seconds where there are thousands of texts, so it can be set aside.
 */
export function* assessStaleness(facts: StalenessFacts): Checkpoints<Assessment> {
  const cases = facts.cases.filter(({ status }) => status === "active");
  const likeness = yield* compareTexts(facts, cases);
  const kinds = yield* findKinds(facts, cases, likeness);
  const checks = yield* checkWeekly(likeness, cases);
  const shared = { facts, cases, likeness, kinds, checks };
  const attempts = groupBy(facts.attempts, ({ suite }) => suite);
  const bySuite = groupBy(facts.cases, ({ suite }) => suite);
  const suites: SuiteAssessment[] = [];
  for (const suite of [...bySuite.keys()].sort()) {
    suites.push(yield* assessSuite(shared, suite, attempts.get(suite) ?? []));
  }
  return {
    asOf: facts.asOf,
    production: productionOf(shared),
    suites: suites.map((suite) => suite.facts),
    rows: rowsOf(kinds),
    cells: suites.flatMap((suite) => suite.cells).filter(({ cases: count }) => count > 0),
    months: monthsOf(shared),
    cases: suites.flatMap((suite) => suite.cases),
  };
}

function productionOf({ facts, likeness, kinds, checks }: SharedFindings) {
  const canCompareIntents = kinds.basis === "intents";
  return {
    requests: facts.intents.reduce((sum, { requests }) => sum + requests, 0),
    texts: facts.texts.length,
    distinctTexts: likeness?.texts.length ?? 0,
    comparedBy: likeness ? "texts" : canCompareIntents ? "intents" : "nothing",
    kindsBy: kinds.basis,
    withoutIntent: NO_INTENT,
    vectoriser: facts.vectors?.maker ?? HASH_VECTORISER,
    weeks: checks.at.length,
  } as const;
}

function rowsOf({ kinds }: Kinds): HeatmapRow[] {
  const requests = kinds.reduce((sum, kind) => sum + kind.requests, 0);
  return kinds.map(({ id, label, requests: own, traceIds, example }) => ({
    cluster: id,
    label,
    share: requests === 0 ? 0 : own / requests,
    traceIds,
    example,
  }));
}

/** Of each month the last check in it. */
function monthsOf({ cases, checks }: SharedFindings): SuiteMonth[] {
  const lastOf = new Map(checks.at.map((at, check) => [monthOf(at), check]));
  const places = groupBy([...cases.keys()], (place) => cases[place]?.suite ?? "");
  return [...places].flatMap(([suite, own]) =>
    [...lastOf].map(([month, check]): SuiteMonth => {
      const told = own.flatMap((place) => checks.isAlive[check]?.[place] ?? []);
      const stale = told.filter((isAlive) => !isAlive).length;
      const staleFraction = told.length === 0 ? null : stale / told.length;
      return { suite, month, compared: told.length, staleFraction };
    }),
  );
}

/** A check speaks of the weeks before its end. */
function monthOf(end: Date): string {
  return new Date(end.getTime() - 1).toISOString().slice(0, 7);
}
