import { wilson } from "@/lib/domain/statistics/proportion-interval";
import type { BranchCoverageParams } from "./params";
import { buildBorderline } from "./report-borderline";
import { buildBranches } from "./report-branches";
import { buildByVersion, coveredIn } from "./report-by-version";
import { buildDiff } from "./report-diff";
import type { BranchCoverageFacts } from "./report-facts";
import { buildGraph } from "./report-graph";
import { buildPaths, buildUncoveredTraffic, buildUnseen } from "./report-paths";
import { applyingBranches, buildPrompt } from "./report-registry";
import type { BranchCoverageReport, BranchRow } from "./report-shape";
import { buildFlows, buildShifts } from "./report-shifts";
import { buildSuggestions } from "./report-suggestions";
import { tally } from "./report-tally";
import { buildVerdict } from "./report-verdict";
import { countedVersions, ofVersions } from "./report-versions";

export type { BranchCoverageFacts } from "./report-facts";
export type { BranchCoverageReport } from "./report-shape";

/** What the report is about; what production is narrowed to otherwise is the facts' business. */
export type BranchCoverageQuestion = Pick<
  BranchCoverageParams,
  "point" | "prompt" | "promptVersion" | "minHits"
>;

/** Which branches fire in production, which of them evals hit, and what the latest change moved. */
export function buildBranchCoverageReport(
  facts: BranchCoverageFacts,
  question: BranchCoverageQuestion,
): BranchCoverageReport {
  const { minHits, point } = question;
  const versions = countedVersions(facts.production, facts.evals, question);
  const production = tally(
    facts.production.filter(
      ({ promptVersion }) =>
        question.promptVersion === null || promptVersion === question.promptVersion,
    ),
  );
  const counted = ofVersions(facts.evals, versions);
  const evals = tally(counted);
  const isCounted = new Set(counted);
  const otherEvals = tally(facts.evals.filter((row) => !isCounted.has(row)));
  const prompt = facts.prompt && buildPrompt(facts.prompt, facts.registered);
  const registered = applyingBranches(facts.registered, prompt, question.prompt);
  const branches = buildBranches({
    facts,
    registered,
    production,
    evals,
    otherEvals,
    minHits,
    point,
  });
  const before = coveredIn(
    tally(ofVersions(facts.evals, earlierVersion(facts))),
    facts.registered,
    minHits,
  );
  const after = new Set(branches.filter((row) => row.evalHits >= minHits).map(({ id }) => id));
  const report = {
    asOf: facts.asOf,
    minHits,
    requests: production.whole?.n ?? 0,
    evalTraces: evals.whole?.n ?? 0,
    otherVersionEvals: otherEvals.whole?.n ?? 0,
    versions,
    ...coverageOf(branches, minHits),
    ...buildBorderline(facts.closePairs),
    uncoveredTraffic: buildUncoveredTraffic(facts),
    paths: buildPaths(facts),
    unseen: buildUnseen(facts),
    branches,
    prompt,
    diff: buildDiff(facts.prompt, prompt, {
      before: (id) => before.has(id),
      after: (id) => after.has(id),
    }),
    byVersion: buildByVersion(facts, registered, versions, minHits),
    change: facts.change,
    shifts: buildShifts(facts, branches),
    flows: buildFlows(facts.repeated),
    graph: buildGraph(facts.paths, branches, production.whole?.n ?? 0),
    suggestions: buildSuggestions(facts, branches),
  };
  return { ...report, verdict: buildVerdict(report) };
}

function earlierVersion({ prompt }: BranchCoverageFacts) {
  if (!prompt?.against) return [];
  return [{ prompt: prompt.name, promptVersion: prompt.against.version }];
}

function coverageOf(branches: readonly BranchRow[], minHits: number) {
  const isCovered = ({ evalHits }: BranchRow) => evalHits >= minHits;
  const registered = branches.filter((row) => row.isRegistered && !row.exemption);
  const covered = registered.filter(isCovered).length;
  const seen = branches.filter(({ productionHits }) => productionHits > 0);
  const interval =
    registered.length === 0 ? { low: null, high: null } : wilson(covered, registered.length);
  return {
    registered: registered.length,
    covered,
    exempt: branches.filter(({ exemption }) => exemption).length,
    coverage: partOf(registered, isCovered, () => 1),
    ...interval,
    trafficWeighted: partOf(registered, isCovered, (row) => row.productionHits),
    riskWeighted: partOf(registered, isCovered, (row) => row.productionHits * row.severity),
    bothArms: partOf(
      registered,
      (row) => isCovered(row) && row.evalPassedBy > 0,
      () => 1,
    ),
    observed: { branches: seen.length, covered: seen.filter(isCovered).length },
    untested: seen.filter(({ evalHits, exemption }) => evalHits === 0 && !exemption).length,
  };
}

/** The part of the rows' weight for which something holds; null without weight. */
function partOf(
  rows: readonly BranchRow[],
  holds: (row: BranchRow) => boolean,
  weight: (row: BranchRow) => number,
): number | null {
  const all = rows.reduce((sum, row) => sum + weight(row), 0);
  if (all === 0) return null;
  return rows.filter(holds).reduce((sum, row) => sum + weight(row), 0) / all;
}
